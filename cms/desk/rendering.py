"""The blocks of the desk's page: each text beside its translation, with the words that changed since."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID, uuid4

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cms.desk.selectors import CourseInLanguage
from cms.pages.html import clean_html, words
from cms.translation.models import Translation
from cms.translation.standing import PartStanding, Standing
from cms.translation.units import FORMS, GAPPED, HTML, Unit
from foundation.media import signed_address
from languages.differences import Words, word_changes

# What a text is called, by the end of its name; longer ends come first.
_NAMES = {
    "title": _("Title"), "summary": _("Summary"), "cover_alt": _("Alternative text of the cover"),
    "html": _("Text"), "text": _("Text"), "prompt": _("Question"), "explanation": _("Explanation"),
    "hint": _("Hint"), "alt": _("Alternative text"), "caption": _("Caption"), "transcript": _("Transcript"),
    "term": _("Term"), "definition": _("Definition"), "unit": _("Unit"),
    "accepted": _("Accepted answers, one per line"),
    "rows": _("Cell"), "criteria": _("Criterion"), "feedback": _("Feedback"), "options": _("Option"),
    "rubric": _("Rubric"), "label": _("Label"),
}  # fmt: skip


@dataclass(frozen=True)
class UnitView:
    """A text as the page shows it; ``text`` is what stands in the box."""

    key: str
    label: str
    source: SafeString
    seen: str
    base: int
    text: str
    rows: int
    standing: Standing[Translation]
    is_rich: bool
    changes: Words
    problem: str = ""


@dataclass(frozen=True)
class PartView:
    """A block as the page shows it."""

    standing: PartStanding[Translation]
    label: str
    units: list[UnitView]
    history: list[Translation]
    to_review: list[Translation]
    own_waiting: bool
    recording: "Recording | None" = None
    problem: str = ""
    next_uid: UUID = field(default_factory=uuid4)  # of the recording that this page may send, however often

    @property
    def uid(self) -> str:
        return self.standing.part.uid

    @property
    def state(self) -> str:
        return self.standing.state

    @property
    def may_be_said(self) -> bool:
        return self.standing.spoken is not None


@dataclass(frozen=True)
class Recording:
    wording: Translation
    address: str
    is_stale: bool = field(default=False)


def part_views(
    desk: CourseInLanguage,
    standings: Iterable[PartStanding[Translation]],
    user: User,
    *,
    told: Mapping[str, str] | None = None,
    typed: Mapping[str, str] | None = None,
) -> list[PartView]:
    """Each part with its texts; what was ``typed`` and refused stays in its box, with what was ``told`` beside it."""
    return [_part(desk, standing, user, told or {}, typed or {}) for standing in standings]


def _part(
    desk: CourseInLanguage, standing: PartStanding[Translation], user: User, told: Mapping[str, str],
    typed: Mapping[str, str],
) -> PartView:  # fmt: skip
    waiting = [one.waiting for one in standing.all_standings if one.waiting]
    return PartView(
        standing=standing,
        label=_label_of(standing.part.kind),
        units=[_unit(unit, standing.units[unit.key], told, typed) for unit in standing.part.units],
        history=list(reversed(desk.written.get(standing.part.uid, []))),
        to_review=[wording for wording in waiting if wording.translator_id != user.pk],
        own_waiting=any(wording.translator_id == user.pk for wording in waiting),
        recording=_recording(standing.spoken),
        problem=told.get(standing.part.uid, ""),
    )


def _recording(spoken: Standing[Translation] | None) -> Recording | None:
    latest = spoken.latest if spoken else None
    if spoken is None or latest is None or not latest.recording:
        return None
    return Recording(latest, signed_address(latest.recording.url), is_stale=spoken.is_stale)


def _unit(unit: Unit, standing: Standing[Translation], told: Mapping[str, str], typed: Mapping[str, str]) -> UnitView:
    latest = standing.latest
    text = typed.get(unit.key, latest.text if latest else "")
    is_rich = unit.kind in (HTML, GAPPED)
    return UnitView(
        key=unit.key,
        label=_name_of(unit),
        source=mark_safe(clean_html(unit.source)) if is_rich else format_html("{}", unit.source),
        seen=unit.seen,
        base=latest.pk if latest else 0,
        text=text,
        rows=_rows(unit, text),
        standing=standing,
        is_rich=is_rich,
        changes=_changes(latest, unit),
        problem=told.get(unit.key, ""),
    )


def _rows(unit: Unit, text: str) -> int:
    longest = max(len(unit.source), len(text))
    lines = max(unit.source.count("\n"), text.count("\n")) + 1 if unit.kind == FORMS else 1
    return min(14, max(lines, 1 + longest // 70))


def _changes(latest: Translation | None, unit: Unit) -> Words:
    """What the source says now against what it said when it was translated; nothing where it is the same."""
    if latest is None or latest.source == unit.source:
        return []
    before, after = (words(text) if unit.kind in (HTML, GAPPED) else text for text in (latest.source, unit.source))
    return word_changes(before, after)


def _name_of(unit: Unit) -> str:
    steps = [step for step in unit.name.split(".") if step != "key"]
    named = [str(_NAMES[step]) for step in steps if step in _NAMES]
    numbers = [str(int(step) + 1) for step in steps if step.isdecimal()]
    if unit.key.partition(":")[0] and named:
        return " ".join([named[0] if steps[0] in ("rows", "criteria", "feedback", "rubric") else named[-1], *numbers])
    return unit.name


def _label_of(kind: str) -> str:
    from cms.pages.models import LessonPage

    blocks: Any = LessonPage._meta.get_field("body").stream_block.child_blocks
    usual = {"course": _("Course"), "module": _("Module"), "lesson": _("Lesson"), "question": _("Question")}
    return str(usual.get(kind) or (blocks[kind].label if kind in blocks else kind))
