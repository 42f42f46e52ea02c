"""A bank of questions, imported from a file as an author would."""

from datetime import datetime

from accounts.models import User
from cms.questions.models import QuestionBank
from cms.questions.operations import import_questions
from demonstration.content import ROOT
from institutes.models import Organisation

NAME = "Evaluación formativa (demostración)"
FILE = "banco.gift"


def ensure_bank(organisation: Organisation, author: User, *, at: datetime) -> QuestionBank:
    """The bank with the questions of its file; a second time nothing changes."""
    bank, _made = QuestionBank.objects.get_or_create(
        organisation=organisation,
        name=NAME,
        defaults={"description": "Preguntas inventadas para conocer los bancos: criterios, observación, comentarios."},
    )
    import_questions(actor=author, bank=bank, content=(ROOT / FILE).read_bytes(), at=at, format="gift")
    return bank
