"""Writes about people: registering, agreeing, withdrawing."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import curp as curps
from accounts.models import Consent, PrivacyNotice, ReadingChoices, SensitiveProfile, TeacherProfile, User
from accounts.selectors import current_notice, has_consent, sensitive_profile_of
from accounts.signals import consent_withdrawn
from foundation.reading import Reading


class RegistrationRefused(Exception):
    """The account cannot be made; the message is meant for the person, ``field`` says where it belongs."""

    def __init__(self, message: str, *, field: str) -> None:
        super().__init__(message)
        self.field = field


class ConsentRefused(Exception):
    """The rule of consents said no; the message is meant for the person."""


def check_curp(text: str) -> str:
    """The normalised CURP of nobody registered yet; raises RegistrationRefused with the reason."""
    try:
        curp = curps.validate(text)
    except curps.InvalidCurp as invalid:
        raise RegistrationRefused(_curp_message(invalid.reason), field="curp") from None
    if TeacherProfile.objects.filter(curp_digest=TeacherProfile.digest_of(curp)).exists():
        raise RegistrationRefused(_taken_curp_message(), field="curp")
    return curp


def _curp_message(reason: str) -> str:
    return {
        "shape": _(
            "A CURP has 18 characters: 4 letters, 6 digits, H, M or X, 5 letters, one more character and a digit."
        ),
        "date": _("The date of birth inside this CURP does not exist."),
        "state": _("Characters 12 and 13 of this CURP are not the code of a state."),
        "digit": _("The last digit does not match the rest of this CURP: look for a typing mistake."),
    }[reason]


def _taken_curp_message() -> str:
    # Says nothing about whose account it is.
    return _("This CURP is already registered. If it is yours, recover your password or write to your institute.")


@transaction.atomic
def register_teacher(
    *,
    email: str,
    password: str | None = None,
    given_names: str,
    paternal_surname: str,
    maternal_surname: str = "",
    curp: str,
    at: datetime,
    is_verified: bool = False,
    is_demonstration: bool = False,
) -> User:
    """Make the account, the profile and the consent to the notice in force, all or nothing."""
    curp = check_curp(curp)
    if User.objects.filter(email__iexact=email).exists():
        raise RegistrationRefused(_("There is already an account with this e-mail address."), field="email")
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email,
                password,
                given_names=given_names,
                paternal_surname=paternal_surname,
                maternal_surname=maternal_surname,
                is_demonstration=is_demonstration,
            )
            TeacherProfile.objects.create(user=user, curp=curp)
    except IntegrityError:  # somebody else was faster
        raise RegistrationRefused(_taken_curp_message(), field="curp") from None
    accept_notice(user=user, notice=current_notice(), at=at)
    if is_verified:
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def accept_notice(*, user: User, notice: PrivacyNotice, at: datetime) -> Consent:
    """The person agrees to be on the platform under this notice."""
    return _agree(user, Consent.Purpose.PLATFORM, notice, at)


def grant_consent(*, user: User, purpose: Consent.Purpose, at: datetime) -> Consent:
    """The person agrees to a purpose under the notice in force; agreeing twice changes nothing."""
    return _agree(user, purpose, current_notice(), at)


def _hold(user: User) -> None:
    """Until the transaction ends nobody else changes this person's consents: the second of two clicks waits."""
    User.objects.select_for_update(no_key=True).get(pk=user.pk)


@transaction.atomic
def _agree(user: User, purpose: Consent.Purpose, notice: PrivacyNotice, at: datetime) -> Consent:
    _hold(user)
    before = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None).first()
    if before is not None and before.notice_id == notice.pk:
        return before
    if before is not None:
        before.withdrawn_at = max(at, before.granted_at)
        before.save(update_fields=["withdrawn_at"])
    consent = Consent.objects.create(user=user, purpose=purpose, notice=notice, granted_at=at)
    if before is not None:  # what was told under the earlier notice now rests on the new consent
        SensitiveProfile.objects.filter(consent=before).update(consent=consent)
    return consent


@transaction.atomic
def withdraw_consent(*, user: User, purpose: Consent.Purpose, at: datetime) -> None:
    """End a consent; what was told under it is deleted with it. Withdrawing twice changes nothing."""
    if purpose == Consent.Purpose.PLATFORM:
        raise ConsentRefused(_("Without this consent there is no account: ask for its cancellation instead."))
    _hold(user)
    consent = Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None).first()
    if consent is None:
        return
    SensitiveProfile.objects.filter(consent=consent).delete()
    consent.withdrawn_at = max(at, consent.granted_at)
    consent.save(update_fields=["withdrawn_at"])
    consent_withdrawn.send(sender=Consent, user=user, purpose=purpose, at=at)


@transaction.atomic
def set_sensitive_profile(*, user: User, language: str, ethnic_origin: str) -> SensitiveProfile:
    """Store language and origin; refused unless their own consent is in force."""
    _hold(user)
    if not has_consent(user, Consent.Purpose.SENSITIVE):
        raise ConsentRefused(_("Language and origin are kept only with your separate consent."))
    consent = Consent.objects.get(user=user, purpose=Consent.Purpose.SENSITIVE, withdrawn_at=None)
    profile = sensitive_profile_of(user) or SensitiveProfile(consent=consent)
    profile.language, profile.ethnic_origin = language, ethnic_origin
    profile.save()
    return profile


def change_names(*, user: User, given_names: str, paternal_surname: str, maternal_surname: str) -> None:
    """Correct one's own name; certificates already issued keep the name they were issued with."""
    user.given_names, user.paternal_surname, user.maternal_surname = given_names, paternal_surname, maternal_surname
    user.save(update_fields=["given_names", "paternal_surname", "maternal_surname"])


def set_public_name_consent(*, user: User, agreed: bool) -> None:
    """Whether the verification page shows the full name instead of initials."""
    TeacherProfile.objects.filter(user=user).update(public_name_consent=agreed)


@transaction.atomic
def keep_reading(*, user: User, reading: Reading, at: datetime) -> None:
    """How somebody reads, for the next device on which they sign in."""
    ReadingChoices.objects.update_or_create(user=user, defaults={"choices": str(reading), "chosen_at": at})
