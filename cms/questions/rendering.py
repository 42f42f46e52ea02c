"""A question of a bank as teachers will see it."""

from django.utils.safestring import SafeString, mark_safe

from cms.pages.rendering.questions import question_html
from cms.pages.source.questions import question
from cms.pages.source.reading import Reading
from cms.questions.models import BankQuestion


def bank_question_html(row: BankQuestion) -> SafeString:
    """The question with its inputs, which belong to a form with id ``answers``; '' while it is unfinished."""
    language = row.bank.language
    try:
        shown, _key = question(row.kind, str(row.uid), Reading(row.value, language))
    except (AttributeError, TypeError, KeyError, IndexError):
        return mark_safe("")
    return mark_safe(question_html(shown, language=language))
