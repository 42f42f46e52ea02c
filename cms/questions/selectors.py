"""Reads of banks and of what was imported into them."""

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from cms.questions.models import BankQuestion, QuestionBank, QuestionImport
from cms.questions.permissions import imports_continued_by
from cms.questions.preparing import blocks

SHOWN = 10


def banks_with_counts(banks: QuerySet[QuestionBank]) -> QuerySet[QuestionBank]:
    """Banks with how many questions each has, organisations loaded."""
    return banks.select_related("organisation").annotate(question_count=Count("questions"))


def bank_address(bank: QuestionBank) -> str:
    """Where the questions of a bank are listed."""
    return f"{reverse('bankquestion:index')}?bank={bank.pk}"


def recent_imports(user: User, bank: QuestionBank) -> list[QuestionImport]:
    """One's latest imports into the bank, finished or not; without their reports, which are long."""
    found = imports_continued_by(user).filter(bank=bank).exclude(status=QuestionImport.Status.DISCARDED)
    return list(found.defer("report")[:SHOWN])


def kind_labels() -> list[tuple[str, str]]:
    """(kind, its name) in the order of the editor."""
    return [
        (name.removeprefix("question_"), kind_label(name.removeprefix("question_")))
        for name in blocks().child_blocks
    ]  # fmt: skip


def kind_label(kind: str) -> str:
    """The editor's name of a kind, without the word that all of them begin with."""
    block = blocks().child_blocks.get(f"question_{kind}")
    label = str(block.label) if block else kind
    return label.partition(": ")[2].capitalize() or label


def tags_in(questions: QuerySet[BankQuestion]) -> list[str]:
    """Every tag that the questions bear, in the order of the alphabet."""
    lines = questions.exclude(tag_lines="").order_by().values_list("tag_lines", flat=True).distinct()
    return sorted({tag for line in lines for tag in line.split("\n")[1:-1]}, key=str.casefold)


def skills_in(questions: QuerySet[BankQuestion]) -> list[str]:
    """Every skill that the questions name."""
    lines = questions.exclude(skill_lines="").order_by().values_list("skill_lines", flat=True).distinct()
    return sorted({skill for line in lines for skill in line.split("\n")[1:-1]})


def import_title(bank: QuestionBank, filename: str) -> str:
    """What the job of an import is called."""
    return _("“%(file)s” for the bank “%(bank)s”") % {"file": filename[:80], "bank": bank.name}
