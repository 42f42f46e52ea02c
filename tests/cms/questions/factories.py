"""Banks for tests."""

from typing import Any

from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.preparing import blocks
from institutes.models import Organisation
from tests.cms.pages.factories import question_value
from tests.institutes.factories import InstituteFactory


def make_bank(organisation: Organisation | None = None, name: str = "Banco de prueba") -> QuestionBank:
    return QuestionBank.objects.create(organisation=organisation or InstituteFactory.create(), name=name)


def make_question(bank: QuestionBank, kind: str = "single", **changes: Any) -> BankQuestion:
    """A complete question of a kind; what is no field of the row goes into its block."""
    row = {name: changes.pop(name) for name in ("name", "tags", "source_id") if name in changes}
    question = BankQuestion(bank=bank, **row)
    name = f"question_{kind}"
    question.body = [(name, blocks().child_blocks[name].normalize({**question_value(kind), **changes}))]
    question.save()
    return question
