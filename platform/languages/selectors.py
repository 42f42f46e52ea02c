"""Reads of languages and of who chose which."""

from accounts.models import User
from languages.models import LanguageChoices


def language_choices_of(user: User) -> LanguageChoices | None:
    """What the person chose on whichever device, if they ever did."""
    return LanguageChoices.objects.filter(user=user).first()
