"""Keys, X.509 certificates and PAdES B-B signatures of PDFs. Pure: it knows neither Django nor our tables."""

import io
from dataclasses import dataclass
from datetime import datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID, ObjectIdentifier

LIFETIME = timedelta(days=5 * 365)
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
FIELD_NAME = "Firma"


class InvalidIdentity(ValueError):
    """The key and the certificate do not serve to sign; the message says why."""


@dataclass(frozen=True)
class KeyPair:
    """A certificate and its private key, both PEM."""

    certificate_pem: str
    private_key_pem: str

    @property
    def certificate(self) -> x509.Certificate:
        return x509.load_pem_x509_certificate(self.certificate_pem.encode())

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the certificate, 64 hex digits."""
        return self.certificate.fingerprint(hashes.SHA256()).hex()


def self_signed(*, common_name: str, organisation: str, department: str, at: datetime) -> KeyPair:
    """A new RSA key of 3072 bits with a certificate that vouches for itself, for signing documents only."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=3072)
    parts = (
        (NameOID.COUNTRY_NAME, "MX"),
        (NameOID.STATE_OR_PROVINCE_NAME, "Jalisco"),
        (NameOID.ORGANIZATION_NAME, organisation[:64]),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, department[:64]),
        (NameOID.COMMON_NAME, common_name[:64]),
    )
    name = x509.Name([x509.NameAttribute(oid, value) for oid, value in parts if value])
    usage = x509.KeyUsage(
        digital_signature=True, content_commitment=True, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=False, crl_sign=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + LIFETIME)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return KeyPair(certificate.public_bytes(serialization.Encoding.PEM).decode(), pem.decode())


def checked(pair: KeyPair, *, at: datetime) -> KeyPair:
    """The pair; raises InvalidIdentity unless both parts are readable, belong together and are valid now."""
    try:
        certificate = pair.certificate
        key = serialization.load_pem_private_key(pair.private_key_pem.encode(), password=None)
    except (ValueError, TypeError) as error:
        raise InvalidIdentity(f"The certificate or the key cannot be read: {error}") from error
    encodings = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    if key.public_key().public_bytes(*encodings) != certificate.public_key().public_bytes(*encodings):
        raise InvalidIdentity("The certificate is not the one of this key.")
    if not certificate.not_valid_before_utc <= at <= certificate.not_valid_after_utc:
        raise InvalidIdentity("The certificate is not valid today.")
    return pair


def sign_pdf(pdf: bytes, pair: KeyPair, *, reason: str, location: str) -> bytes:
    """``pdf`` with an invisible PAdES B-B signature that allows no further change but other signatures."""
    from asn1crypto import keys, pem
    from asn1crypto import x509 as asn1_x509
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    _type, _headers, certificate = pem.unarmor(pair.certificate_pem.encode())
    _type, _headers, key = pem.unarmor(pair.private_key_pem.encode())
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),
    )
    # Neither tagged nor seen: PDF/A wants it printable, PDF/UA wants it off the page.
    unseen = fields.InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
    signed = io.BytesIO()
    signers.PdfSigner(
        signers.PdfSignatureMetadata(
            field_name=FIELD_NAME,
            md_algorithm="sha256",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.FILL_FORMS,
            reason=reason,
            location=location,
        ),
        signer=signer,
        new_field_spec=fields.SigFieldSpec(FIELD_NAME, on_page=0, invis_sig_settings=unseen),
    ).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=signed)
    return signed.getvalue()
