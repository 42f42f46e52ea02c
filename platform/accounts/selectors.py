"""Reads about people: the notice in force and what they agreed to."""

from allauth.account.models import EmailAddress
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Consent, PrivacyNotice, ReadingChoices, SensitiveProfile, User


def current_notice() -> PrivacyNotice:
    """The notice in force; the first one arrives with the migrations, so there always is one."""
    return PrivacyNotice.objects.filter(published_at__lte=timezone.now()).order_by("-published_at", "-pk")[0]


def consents_of(user: User) -> QuerySet[Consent]:
    """The consents in force, their notices loaded."""
    return Consent.objects.filter(user_id=user.pk, withdrawn_at=None).select_related("notice").order_by("purpose")


def has_consent(user: User, purpose: Consent.Purpose) -> bool:
    """Whether the person agrees to the purpose today."""
    return consents_of(user).filter(purpose=purpose).exists()


def must_be_asked_again(user: User) -> bool:
    """Whether the person agreed to an earlier notice and not yet to the one in force."""
    accepted = consents_of(user).filter(purpose=Consent.Purpose.PLATFORM).first()
    return accepted is not None and accepted.notice != current_notice()


def sensitive_profile_of(user: User) -> SensitiveProfile | None:
    """Language and origin, when the person gave them and the consent still stands."""
    return SensitiveProfile.objects.filter(consent__user_id=user.pk, consent__withdrawn_at=None).first()


def has_confirmed_email(user: User) -> bool:
    """Whether the person has shown that the account's address is theirs."""
    confirmed = EmailAddress.objects.filter(user_id=user.pk, email__iexact=user.email, verified=True)
    return bool(confirmed.exists())


def reading_choices_of(user: User) -> str:
    """How the person reads, as ``foundation.reading`` writes it; empty where nothing was ever chosen."""
    return ReadingChoices.objects.filter(user=user).values_list("choices", flat=True).first() or ""
