from tests.addressing import Address

ADDRESSES = [
    Address("set_language", method="post", anonymous=302, stranger=302, allowed=302),
]
