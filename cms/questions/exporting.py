"""A bank as a file of another program."""

from collections.abc import Iterator

from cms.questions.contents import plain_lists
from cms.questions.formats import ImportedQuestion, Place
from cms.questions.formats.gift_writing import write_gift
from cms.questions.formats.model import Written
from cms.questions.formats.moodlexml_writing import write_moodlexml
from cms.questions.models import QuestionBank

WRITERS = {"gift": write_gift, "moodlexml": write_moodlexml}
EXTENSIONS = {"gift": "gift", "moodlexml": "xml"}
AT_ONCE = 500


def file_of(bank: QuestionBank, format: str) -> Written:  # noqa: A002
    """Every question of the bank that the format holds, and what it does not."""
    return WRITERS[format](_questions_of(bank))


def _questions_of(bank: QuestionBank) -> Iterator[ImportedQuestion]:
    rows = bank.questions.order_by("created_at", "pk").iterator(chunk_size=AT_ONCE)
    for number, row in enumerate(rows, start=1):
        value = plain_lists(row.body.get_prep_value()[0]["value"])
        yield ImportedQuestion(
            row.kind, value, row.name, row.tags, place=Place(number), source_id=row.source_id or str(row.uid)
        )
