"""Translating and reviewing: the same two operations behind every door (screen, many at once, table, API)."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.desk.permissions import courses_translatable_by, languages_for
from cms.desk.refusals import Problem, TranslationRefused
from cms.desk.selectors import CourseInLanguage, course_in
from cms.pages.html import clean_html, is_blank, plain
from cms.pages.models import CoursePage
from cms.translation.models import LONGEST, Translation
from cms.translation.standing import spoken_unit
from cms.translation.units import FORMS, GAPPED, HTML, Part, Unit, bare, gaps_of
from foundation.signs import harmful_signs
from foundation.uploads import UploadRefused, check_upload, checked_recording

Status = Translation.Status
MOST_AT_ONCE = 5_000
MOST_VOICE_BYTES, LONGEST_VOICE = 10 * 2**20, 20 * 60


@dataclass(frozen=True)
class Wording:
    """What a translator wrote for one text.

    ``seen`` names the source that they saw (``units.seen``; None: that of now), ``base`` the latest wording that they
    saw (0: none, None: not told). ``still`` says that the words hold for the source of now, also where they only stand
    as they stood; ``row`` is where they are in a table.
    """

    unit: str
    text: str
    seen: str | None = None
    base: int | None = None
    still: bool = False
    row: int = 0


@dataclass(frozen=True)
class About:
    """What holds for all that is written at once."""

    dialect: str = ""
    note: str = ""


@dataclass(frozen=True)
class Decision:
    """What a reviewer says of one wording; ``remark`` is needed to send it back."""

    translation: int
    approves: bool
    remark: str = ""
    row: int = 0


def _held(actor: User, course: CoursePage, language: str) -> CourseInLanguage:
    """The course as it stands, held so that two people who write at once do so one after the other."""
    found = courses_translatable_by(actor).select_for_update(of=("self",)).get(pk=course.pk)
    if language not in dict(languages_for(found)):
        raise TranslationRefused(Problem("", _("This course is not translated into that language.")))
    return course_in(found, language)


# --- Translating ------------------------------------------------------------------------------------------------------
@transaction.atomic
def propose_translations(
    *, actor: User, course: CoursePage, language: str, wordings: Sequence[Wording], about: About, at: datetime
) -> list[Translation]:
    """Store what is new; all of it or, with every problem told, nothing. What stands already is not stored again."""
    return _propose(_held(actor, course, language), actor, wordings, about, at)


def _propose(
    desk: CourseInLanguage, actor: User, wordings: Sequence[Wording], about: About, at: datetime
) -> list[Translation]:
    if len(wordings) > MOST_AT_ONCE:
        raise TranslationRefused(Problem("", _("At most %(n)d texts at once.") % {"n": MOST_AT_ONCE}))
    proposing = _Proposing(desk, actor, about, at)
    proposing.problems += _signs_in(about)
    made = [found for wording in wordings if (found := proposing.checked(wording))]
    if proposing.problems:
        raise TranslationRefused(*proposing.problems)
    _replace_earlier(desk, made, at)
    stored = Translation.objects.bulk_create(made)
    if stored:
        data = {"language": desk.language, "texts": len(stored)}
        log(instance=desk.course, action="cms.desk.translate", user=actor, data=data)
    return stored


def _signs_in(about: About) -> list[Problem]:
    return [Problem("", why) for why in harmful_signs(f"{about.dialect}\n{about.note}")]


class _Proposing:
    def __init__(self, desk: CourseInLanguage, actor: User, about: About, at: datetime) -> None:
        self.desk, self.actor, self.about, self.at = desk, actor, about, at
        self.problems: list[Problem] = []

    def checked(self, wording: Wording) -> Translation | None:
        """The wording as it would be stored; None where it is empty, stands already or cannot be taken."""
        known = self.desk.units.get(wording.unit)
        if known is None:
            why, made = _("The course has no such text any more: open the page again."), None
        else:
            why, made = self._checked(*known, wording)
        if why:
            self.problems.append(Problem(wording.unit, why, wording.row))
        return made

    def _checked(self, part: Part, unit: Unit, wording: Wording) -> tuple[str, Translation | None]:
        """(why it cannot be taken, what would be stored)."""
        text = cleaned(unit, wording.text)
        latest = self.desk.by_unit[unit.key].latest
        if not text or (latest is not None and text == latest.text and not wording.still):
            return "", None
        if wording.seen is not None and wording.seen != unit.seen:
            return _("The original changed while you were writing: compare, and save again."), None
        if why := self._wrong(unit, wording.text, text) or self._overtaken(part, unit, wording, text):
            return why, None
        return "", None if self._stands(part, unit, text) else self.made(part, unit, text)

    def _wrong(self, unit: Unit, typed: str, text: str) -> str:
        if len(text) > LONGEST:
            return _("This text is too long: use at most %(n)s characters.") % {"n": LONGEST}
        if unit.kind == GAPPED and gaps_of(text) != unit.gaps:
            marks = ", ".join(f"[[{number}]]" for number in unit.gaps)
            return _("The translation needs the same gaps as the original, once each: %(marks)s.") % {"marks": marks}
        return " ".join(harmful_signs(bare(typed)))

    def _overtaken(self, part: Part, unit: Unit, wording: Wording, text: str) -> str:
        """Whether somebody else wrote for the same text after this person opened it."""
        latest = self._latest(part, unit)
        if wording.base is None or latest is None or latest.pk <= wording.base or latest.text == text:
            return ""
        if latest.translator_id == self.actor.pk:
            return ""
        name = latest.translator.get_full_name() if latest.translator else _("somebody else")
        return _("Meanwhile %(name)s wrote: “%(text)s”. Yours is kept here: save again to propose it instead.") % {
            "name": name,
            "text": plain(latest.text)[:300],
        }

    def _latest(self, part: Part, unit: Unit) -> Translation | None:
        found = [w for w in self.desk.written.get(part.uid, []) if w.unit == unit.key and w.source == unit.source]
        return found[-1] if found else None

    def _stands(self, part: Part, unit: Unit, text: str) -> bool:
        """Whether these very words wait or are reviewed already, so that sending twice stores once."""
        latest = self._latest(part, unit)
        return latest is not None and latest.text == text and latest.status in (Status.PROPOSED, Status.APPROVED)

    def made(self, part: Part, unit: Unit, text: str, **more: Any) -> Translation:
        return Translation(
            course_uid=self.desk.course.translation_key,
            block_uid=part.uid,
            unit=unit.key,
            language=self.desk.language,
            source=unit.source,
            text=text,
            dialect=plain(self.about.dialect)[:80],
            note=plain(self.about.note)[:500],
            translator=self.actor,
            translated_at=self.at,
            **more,
        )


def cleaned(unit: Unit, typed: str) -> str:
    """A translation as it is kept: rich text reduced to safe tags, everything composed (NFC); "" if it says nothing."""
    cleaning: dict[str, Callable[[str], str]] = {
        HTML: _rich,
        GAPPED: lambda text: clean_html(_in_paragraphs(text), links=False),
        FORMS: lambda text: "\n".join(line for line in map(plain, text.splitlines()) if line),
    }
    text = cleaning.get(unit.kind, plain)(typed.replace("\r\n", "\n"))
    return "" if is_blank(text) else text


def _rich(typed: str) -> str:
    return clean_html(_in_paragraphs(typed))


def _in_paragraphs(typed: str) -> str:
    """What was typed without any tag, as paragraphs."""
    text = typed.strip()
    if text.startswith("<") or not text:
        return text
    return "".join(f"<p>{part.strip()}</p>" for part in text.split("\n\n") if part.strip())


def _replace_earlier(desk: CourseInLanguage, made: Iterable[Translation], at: datetime) -> None:
    """Wordings of the same texts and sources that nobody reviewed yet give way to the new ones."""
    replaced = [
        wording.pk
        for new in made
        for wording in desk.written.get(new.block_uid, [])
        if wording.status == Status.PROPOSED and (wording.unit, wording.source) == (new.unit, new.source)
    ]
    if replaced:
        Translation.objects.filter(pk__in=replaced).update(status=Status.REPLACED, reviewed_at=at)


@transaction.atomic
def record_translation(
    *,
    actor: User,
    course: CoursePage,
    language: str,
    part_uid: str,
    upload: "UploadedFile[bytes]",
    uid: UUID,
    about: About,
    at: datetime,
) -> Translation:
    """A block said aloud, where its author lets a recording stand for a translation; the device makes ``uid``."""
    desk = _held(actor, course, language)
    if known := Translation.objects.filter(uid=uid).first():
        if (known.course_uid, known.translator_id) != (desk.course.translation_key, actor.pk):
            raise TranslationRefused(Problem(part_uid, _("This form was used already: open it again, please.")))
        return known
    if signs := _signs_in(about):
        raise TranslationRefused(*signs)
    part = next((standing.part for standing in desk.standings if standing.part.uid == part_uid), None)
    if part is None or not part.source or not desk.spoken:
        raise TranslationRefused(Problem(part_uid, _("Here a recording does not stand for a translation.")))
    try:
        detected = check_upload(upload, kinds=("audio",), max_bytes=MOST_VOICE_BYTES)
        recording = checked_recording(upload, detected, longest=LONGEST_VOICE)
    except UploadRefused as refusal:
        raise TranslationRefused(Problem(part_uid, str(refusal))) from refusal
    unit = spoken_unit(part)
    made = _Proposing(desk, actor, about, at).made(part, unit, "", uid=uid, seconds=recording.seconds or 0)
    made.recording.save(f"voz.{detected.extension}", recording.content, save=False)
    _replace_earlier(desk, [made], at)
    made.save()
    log(instance=desk.course, action="cms.desk.record", user=actor, data={"language": language})
    return made


# --- Reviewing --------------------------------------------------------------------------------------------------------
@transaction.atomic
def review_translations(
    *, actor: User, course: CoursePage, language: str, decisions: Sequence[Decision], at: datetime
) -> list[Translation]:
    """Approve or send back what others wrote; all of it or, with every problem told, nothing."""
    return _review(_held(actor, course, language), actor, decisions, at)


def _review(desk: CourseInLanguage, actor: User, decisions: Sequence[Decision], at: datetime) -> list[Translation]:
    written = {wording.pk: wording for found in desk.written.values() for wording in found}
    current = {(part.uid, unit.source) for part, unit in desk.units.values()}
    current |= {(standing.part.uid, standing.part.source) for standing in desk.standings}
    problems, changed = [], []
    for decision in decisions:
        wording = written.get(decision.translation)
        why = _why_not(wording, decision, actor, current)
        if why:
            problems.append(Problem(wording.unit if wording else "", why, decision.row))
        elif wording is not None and wording.status == Status.PROPOSED:
            changed.append(_decided(wording, decision, actor, at))
    if problems:
        raise TranslationRefused(*problems)
    Translation.objects.bulk_update(changed, ["status", "reviewer", "reviewed_at", "remark"])
    for approves in (True, False):
        done = sum((wording.status == Status.APPROVED) == approves for wording in changed)
        if done:
            action = "cms.desk.approve" if approves else "cms.desk.return"
            log(instance=desk.course, action=action, user=actor, data={"language": desk.language, "texts": done})
    return changed


def _why_not(wording: Translation | None, decision: Decision, actor: User, current: set[tuple[str, str]]) -> str:
    if wording is None:
        return _("This translation does not exist in this course.")
    if wording.translator_id == actor.pk:
        return _("You translated this yourself: somebody else reviews it.")
    if wording.status != Status.PROPOSED:
        same = Status.APPROVED if decision.approves else Status.RETURNED
        done = wording.status == same and wording.reviewer_id == actor.pk
        return "" if done else _("Somebody decided about this already, or a later wording took its place.")
    if decision.approves and (wording.block_uid, wording.source) not in current:
        return _("The original changed since this was written: it needs a new translation first.")
    if not decision.approves and not plain(decision.remark):
        return _("Say in a few words what should change: whoever translated it reads that.")
    return ""


def _decided(wording: Translation, decision: Decision, actor: User, at: datetime) -> Translation:
    wording.status = Status.APPROVED if decision.approves else Status.RETURNED
    wording.reviewer, wording.reviewed_at = actor, at
    wording.remark = plain(decision.remark)[:500]
    return wording


@transaction.atomic
def take_batch(
    *,
    actor: User,
    course: CoursePage,
    language: str,
    wordings: Sequence[Wording],
    decisions: Sequence[Decision],
    about: About,
    only_check: bool,
    at: datetime,
) -> tuple[int, int]:
    """(new translations, decisions) that came together, all or nothing; ``only_check`` stores nothing."""
    problems: list[Problem] = []
    stored: Sequence[Translation] = []
    reviewed: Sequence[Translation] = []
    desk = _held(actor, course, language)
    try:
        reviewed = _review(desk, actor, decisions, at)
    except TranslationRefused as refusal:
        problems += refusal.problems
    try:
        stored = _propose(desk, actor, wordings, about, at)
    except TranslationRefused as refusal:
        problems += refusal.problems
    if problems:
        raise TranslationRefused(*sorted(problems, key=lambda problem: problem.row))
    transaction.set_rollback(only_check)
    return len(stored), len(reviewed)
