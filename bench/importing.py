"""Importing questions into a bank, as the browser's job and ``manage.py import_questions`` do."""

from django.utils import timezone

from bench.measuring import Measured, measured
from bench.questions import gift_of
from cms.questions.models import QuestionBank
from cms.questions.operations import import_questions
from tests.institutes.factories import InstituteFactory


def import_many(*, number: int) -> Measured:
    """Import a GIFT file of ``number`` different questions into an empty bank."""
    bank = QuestionBank.objects.create(organisation=InstituteFactory.create(), name="Banco de medición")
    content = gift_of(number)
    with measured() as figures:
        import_questions(actor=None, bank=bank, content=content, at=timezone.now())
    if bank.questions.count() != number:
        raise RuntimeError("The import left questions out: its figure would say nothing.")
    return figures
