"""The texts of a course as a table: to translate elsewhere and to bring back, each row checked like on the screen."""

from collections.abc import Iterator, Sequence
from typing import IO

from django.utils.translation import gettext as _

from cms.desk.operations import Decision, Wording, cleaned
from cms.desk.refusals import Problem, TranslationRefused
from cms.desk.selectors import CourseInLanguage
from cms.translation.models import Translation
from cms.translation.standing import STATES, Standing
from cms.translation.units import seen
from foundation.tables import Row, plain, read_table


def columns() -> dict[str, str]:
    """What the columns are called, in the order of the table."""
    return {
        "unit": _("Key"), "source": _("Original"), "text": _("Translation"), "state": _("State"),
        "review": _("Approve (yes)"),
    }  # fmt: skip


def state_names() -> dict[str, str]:
    """The states of a text, as people read them."""
    return dict(zip(STATES, (_("Missing"), _("Original changed"), _("To be reviewed"), _("Reviewed")), strict=True))


def table_of(desk: CourseInLanguage) -> Iterator[Sequence[str]]:
    """A row for each text of the course, in reading order."""
    names = state_names()
    for standing in desk.standings:
        for unit in standing.part.units:
            of_unit: Standing[Translation] = standing.units[unit.key]
            latest = of_unit.latest
            yield unit.key, unit.source, latest.text if latest else "", names[of_unit.state], ""


def read_translations(file: IO[bytes], desk: CourseInLanguage) -> tuple[list[Wording], list[Decision]]:
    """What a table brings: wordings that are not there yet, and approvals of what waits.

    Raises TableRefused where the file is no such table, TranslationRefused naming each row that cannot be taken.
    """
    wordings, decisions, problems = [], [], []
    for row in read_table(file, columns={name: columns()[name] for name in ("unit", "source", "text", "review")}):
        found = desk.units.get(row.cells["unit"])
        if found is None:
            problems.append(Problem(row.cells["unit"], _("The course has no text with this key."), row.number))
            continue
        _part, unit = found
        standing = desk.by_unit[unit.key]
        if plain(row.cells["review"]) not in ("si", "yes", "x"):
            wordings.append(_wording(row))
        elif standing.waiting is None or cleaned(unit, row.cells["text"]) != standing.waiting.text:
            problems.append(Problem(unit.key, _("Only a translation that waits, with these very words, can be "
                                                "approved."), row.number))  # fmt: skip
        else:
            decisions.append(Decision(standing.waiting.pk, approves=True, row=row.number))
    if problems:
        raise TranslationRefused(*problems)
    return wordings, decisions


def _wording(row: Row) -> Wording:
    return Wording(row.cells["unit"], row.cells["text"], seen(row.cells["source"]), row=row.number)
