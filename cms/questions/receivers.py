"""What this room answers to news of others."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from cms.questions.models import QuestionBank
from languages.signals import uses_of_language


@receiver(uses_of_language)
def banks_in(sender: Any, language: str, **kwargs: Any) -> str:
    """Why a language cannot be taken away."""
    return _("question banks") if QuestionBank.objects.filter(language=language).exists() else ""
