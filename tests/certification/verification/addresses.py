from tests.addressing import Address
from tests.certification.credentials.addresses import credential_of

ADDRESSES = [
    Address("verification", anonymous=200, stranger=200),
    Address("verify_file", method="post", anonymous=400, stranger=400, allowed=400),
    Address(
        "verify_certificate",
        anonymous=200,
        stranger=200,
        make=lambda world: {"folio": credential_of(world).folio, "token": credential_of(world).token},
    ),
]
