"""The key with which an institute signs: made by itself in a demonstration, installed by the operator otherwise."""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from certification.credentials.models import SigningIdentity
from certification.credentials.signing import KeyPair, checked, self_signed
from institutes.models import Organisation


class NoSigningIdentity(RuntimeError):
    """The institute cannot sign yet; the message tells the operator what to run."""


def self_signed_for(organisation: Organisation, *, at: datetime) -> KeyPair:
    """A new key pair whose certificate names the institute."""
    return self_signed(
        common_name=f"{organisation.code} · {organisation.short_name}",
        organisation=organisation.name,
        department="Certificación de formación continua",
        at=at,
    )


@transaction.atomic
def install_identity(
    *, organisation: Organisation, pair: KeyPair, at: datetime, is_demonstration: bool = False
) -> SigningIdentity:
    """Sign with this pair from now on; the former one is retired and kept. Raises signing.InvalidIdentity."""
    certificate = checked(pair, at=at).certificate
    # The institute's row is the lock: two workers must not both make the first key.
    organisation = Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    SigningIdentity.objects.filter(organisation=organisation, retired_at=None).update(retired_at=at)
    return SigningIdentity.objects.create(
        organisation=organisation,
        certificate_pem=pair.certificate_pem,
        private_key_pem=pair.private_key_pem,
        fingerprint=pair.fingerprint,
        valid_from=certificate.not_valid_before_utc,
        valid_to=certificate.not_valid_after_utc,
        is_demonstration=is_demonstration,
    )


@transaction.atomic
def _demonstration_identity(organisation: Organisation, at: datetime) -> SigningIdentity:
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    made = SigningIdentity.objects.filter(organisation=organisation, retired_at=None, valid_to__gt=at).first()
    if made is not None:
        return made
    pair = self_signed_for(organisation, at=at)
    return install_identity(organisation=organisation, pair=pair, at=at, is_demonstration=True)


def identity_of(organisation: Organisation, *, at: datetime) -> SigningIdentity:
    """The identity in use; a demonstration makes one, anything else raises NoSigningIdentity."""
    found = SigningIdentity.objects.filter(organisation=organisation, retired_at=None, valid_to__gt=at).first()
    if found is not None:
        return found
    if not settings.DEMONSTRATION:
        raise NoSigningIdentity(
            f"{organisation.code} has no valid signing certificate: run manage.py create_signing_identity"
            f" {organisation.code} (docs/certificates.md)."
        )
    return _demonstration_identity(organisation, at)


def key_pair(identity: SigningIdentity) -> KeyPair:
    return KeyPair(identity.certificate_pem, identity.private_key_pem)
