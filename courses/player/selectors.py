"""Reads that compose: where a teacher stands in a course, and what a course offers."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from html import unescape
from itertools import groupby
from typing import Any
from urllib.parse import unquote
from uuid import UUID

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from accounts.models import User
from cms.pages.colophon import Entry, colophon
from cms.pages.contributors import Contributor, contributors
from cms.pages.evidence import evidence_tasks
from cms.pages.kinds import asked_in
from cms.pages.licences import LICENCES, Licence
from cms.pages.selectors import course_page
from cms.pages.spheres import labels_of, spheres_of
from cms.proposals.models import Proposal
from cms.proposals.permissions import proposals_of
from cms.proposals.selectors import with_supporters
from config.languages import SPANISH
from courses.assessment.snapshots import in_language
from courses.editions.models import Course, Edition, Lesson
from courses.editions.selectors import lesson_facts, lessons_of
from courses.editions.titles import Title, title_in
from courses.study.completion import verdict
from courses.study.folding import State
from courses.study.models import Enrolment, Progress
from courses.study.permissions import enrolments_of
from institutes.models import Organisation
from languages.alphabets import sort_key
from languages.selectors import order_of

DONE, STARTED, TODO = "done", "started", "todo"
PROPOSALS_SHOWN = 10
CONTRIBUTORS_REMEMBERED_FOR = 3600


@dataclass(frozen=True)
class Step:
    """A lesson in a teacher's outline and its state."""

    lesson: Lesson
    state: str

    @property
    def uid(self) -> str:
        return str(self.lesson.uid)


def size_of(address: str) -> int | None:
    """Bytes of a file of an edition; None where it is not ours to know."""
    if not address.startswith(settings.MEDIA_URL):
        return None
    try:
        return default_storage.size(unquote(address.removeprefix(settings.MEDIA_URL)))
    except (OSError, SuspiciousFileOperation):
        return None


def language_choices(edition: Edition, current: str) -> list[tuple[str, str, bool]]:
    """(language, its name, whether it is read now) of an edition in several languages; nothing of one in a single."""
    names = dict(settings.LANGUAGES)
    if len(edition.languages) < 2:
        return []
    return [(language, str(names.get(language, language)), language == current) for language in edition.languages]


@dataclass(frozen=True)
class Part:
    """A module in a teacher's outline."""

    uid: UUID
    title: Title
    steps: list[Step]

    @property
    def done(self) -> int:
        return sum(step.state == DONE for step in self.steps)

    @property
    def minutes_left(self) -> int:
        return sum(step.lesson.minutes for step in self.steps if step.state != DONE)


class Path:
    """A teacher's way through the lessons of their edition."""

    def __init__(self, enrolment: Enrolment, lessons: Sequence[Lesson]) -> None:
        self.enrolment = enrolment
        self.progress = progress_of(enrolment)
        self.folded = State.from_json(self.progress.state)
        self.steps = [Step(lesson, _state(str(lesson.uid), self.folded)) for lesson in lessons]

    @cached_property
    def base_url(self) -> str:
        """The address below which each lesson stands by its uid."""
        return reverse("study_resume", args=[self.enrolment.uid])

    @cached_property
    def done(self) -> int:
        return sum(step.state == DONE for step in self.steps)

    @property
    def total(self) -> int:
        return len(self.steps)

    @cached_property
    def minutes_left(self) -> int:
        return sum(step.lesson.minutes for step in self.steps if step.state != DONE)

    @cached_property
    def modules(self) -> list["Part"]:
        """Steps under the titles of their modules."""
        grouped = groupby(self.steps, key=lambda step: (step.lesson.module_uid, step.lesson.module_heading))
        return [Part(uid, title, list(steps)) for (uid, title), steps in grouped]

    def next_unfinished(self) -> Step | None:
        """The lesson last worked on when it is unfinished, else the first unfinished one."""
        unfinished = [step for step in self.steps if step.state != DONE]
        last = str(self.progress.last_lesson_uid)
        return next((step for step in unfinished if step.uid == last), unfinished[0] if unfinished else None)

    def around(self, uid: str) -> tuple[Step | None, Step | None, Step | None]:
        """The step before, the step itself, the step after."""
        uids = [step.uid for step in self.steps]
        if uid not in uids:
            return None, None, None
        here = uids.index(uid)
        after = self.steps[here + 1] if here + 1 < len(self.steps) else None
        return (self.steps[here - 1] if here else None), self.steps[here], after


def _state(uid: str, folded: State) -> str:
    lesson = folded.lessons.get(uid)
    if lesson is None:
        return TODO
    return DONE if lesson.finished_at is not None else STARTED


def progress_of(enrolment: Enrolment) -> Progress:
    """The enrolment's progress; before anything happened, an empty one."""
    try:
        return enrolment.progress
    except Progress.DoesNotExist:
        return Progress(enrolment=enrolment, updated_at=enrolment.enrolled_at)


def path_of(enrolment: Enrolment, language: str) -> Path:
    """The way through an enrolment's edition, in a language that the edition has."""
    return Path(enrolment, lessons_of(enrolment.edition, language))


def studied_by(user: User) -> QuerySet[Enrolment]:
    """One's enrolments that were not withdrawn, newest first, with what a card shows."""
    own = enrolments_of(user).exclude(status=Enrolment.Status.WITHDRAWN)
    return own.select_related("edition", "course", "institute", "cohort", "progress").order_by("-enrolled_at", "-pk")


def enrolment_in(user: Any, course: Course) -> Enrolment | None:
    """The visitor's enrolment in a course, if they have one."""
    return studied_by(user).filter(course=course).first() if user.is_authenticated else None


def published_course(slug: str) -> Course:
    """The course under an address, with its latest edition; 404 where there is none."""
    courses = Course.objects.select_related("latest", "organisation").filter(latest__isnull=False)
    return get_object_or_404(courses, slug=slug)


def partners() -> QuerySet[Organisation]:
    """Organisations that co-author."""
    return Organisation.objects.filter(kind=Organisation.Kind.PARTNER).order_by("name")


def course_facts(edition: Edition, language: str) -> dict[str, Any]:
    """What the course page tells from the document, in a language of it: modules, levels, credits, licence, numbers."""
    document = edition.source
    course, fallback = document["course"], edition.source_language
    say = partial(title_in, wanted=language, fallback=fallback)
    modules = [_module(number, module, say) for number, module in enumerate(document["modules"], start=1)]
    lessons = [lesson for module in modules for lesson in module["lessons"]]
    return {
        "title": say(course["title"]),
        "summary": say(course["summary"]),
        "modules": modules,
        "levels": course.get("levels") or [],
        "spheres": spheres_of(document),
        "colophon": credits_of(document),
        "licence": licence_of(course.get("licence")),
        "terms": _terms(document, fallback),
        "cover_alt": say(course.get("cover_alt")),
        "lessons": len(lessons),
        "questions": sum(lesson["questions"] for lesson in lessons),
        "tasks": sum(lesson["tasks"] for lesson in lessons),
    }


@dataclass(frozen=True)
class Credit:
    """An entry of the colophon with its licence in words."""

    entry: Entry
    licence: Licence


def credits_of(document: dict[str, Any]) -> list[Credit]:
    """Who made the course, as its document tells."""
    return [Credit(entry, licence_of(entry.licence)) for entry in colophon(document)]


def contributors_to(edition: Edition) -> list[Contributor]:
    """Organisations whose people wrote what was published by then; what is being drafted since is not told.

    An edition never changes, so this is reckoned once in a while and not for every visitor.
    """
    key = f"contributors:{edition.pk}"
    known: list[Contributor] | None = cache.get(key)
    if known is None:
        page = course_page(edition.course_id)
        known = contributors(page, until=edition.published_at) if page else []
        cache.set(key, known, CONTRIBUTORS_REMEMBERED_FOR)
    return known


def licence_of(code: str | None) -> Licence:
    """The licence under a code; a code from elsewhere stands as it is, without an address."""
    return LICENCES.get(code or "") or Licence(code or "", code or "", "", "", frozenset())


def _terms(document: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """(term, definition) of all that the lessons explain, in alphabetical order, each term once."""
    blocks = [block for module in document["modules"] for lesson in module["lessons"] for block in lesson["blocks"]]
    explained = [block for block in blocks if block["type"] == "glossary"]
    explained += [term for block in blocks if block["type"] == "glossary_terms" for term in block["terms"]]
    found = {in_language(one["term"], language, language): one["definition"] for one in explained}
    order = order_of(language) if language != SPANISH else None
    return [
        (term, in_language(found[term], language, language))
        for term in sorted(found, key=partial(sort_key, order=order, language=language))
    ]


Say = Callable[[Mapping[str, str] | None], Title]


def _module(number: int, module: dict[str, Any], say: Say) -> dict[str, Any]:
    lessons = [_lesson(f"{number}.{place}", lesson, say) for place, lesson in enumerate(module["lessons"], start=1)]
    return {
        "number": number,
        "title": say(module["title"]),
        "summary": say(module.get("summary")),
        "spheres": labels_of(module.get("spheres", [])),
        "lessons": lessons,
        "minutes": sum(lesson["minutes"] for lesson in lessons),
    }


def _lesson(number: str, lesson: dict[str, Any], say: Say) -> dict[str, Any]:
    return {
        "number": number,
        "title": say(lesson["title"]),
        "minutes": lesson.get("minutes") or 0,
        "spheres": labels_of(lesson.get("spheres", [])),
        "questions": sum(len(asked_in(block)) for block in lesson["blocks"]),
        "tasks": len(evidence_tasks(lesson)),
    }


@dataclass(frozen=True)
class Missing:
    """What one lesson still needs for the course to be complete."""

    step: Step
    unanswered: bool
    tasks: int

    @property
    def unfinished(self) -> bool:
        return self.step.state != DONE


def missing_in(path: Path) -> list[Missing]:
    """Lesson by lesson what is missing: to finish it, to answer its questions, to hand in its evidence."""
    found = [_missing(step, path.folded) for step in path.steps]
    return [missing for missing in found if missing.unfinished or missing.unanswered or missing.tasks]


def _counts(lesson: Lesson) -> bool:
    """Whether completing the course asks for answers in this lesson: opinions and open answers are not asked for."""
    return any(Decimal(question["points"]) > 0 for question in lesson.questions)


def _missing(step: Step, folded: State) -> Missing:
    lesson = folded.lessons.get(step.uid)
    return Missing(
        step=step,
        unanswered=_counts(step.lesson) and (lesson is None or lesson.best is None),
        tasks=sum(str(uid) not in folded.evidence for uid in step.lesson.evidence),
    )


def waiting_to_be_accepted(path: Path) -> int:
    """How many tasks were handed in and wait for a person, where completing the course asks for it."""
    edition = path.enrolment.edition
    rule = path.enrolment.completes_by
    judged = verdict(path.folded, lesson_facts(edition), pass_mark=edition.pass_mark, rule=rule)
    return len(judged.to_be_accepted)


def own_proposals(user: User) -> list[tuple[Proposal, Course | None]]:
    """What a person proposed last, each with its course."""
    latest = list(with_supporters(proposals_of(user), user.pk)[:PROPOSALS_SHOWN])
    courses = Course.objects.select_related("latest").defer("latest__source_text", "latest__search_text")
    found = courses.in_bulk([proposal.course_uid for proposal in latest]) if latest else {}
    return [(proposal, found.get(proposal.course_uid)) for proposal in latest]


# Where a block keeps the words by which a reader knows it again.
_TELLING = ("title", "term", "text", "prompt", "html", "caption", "alt")


def lesson_places(edition: Edition) -> list[tuple[str, str]]:
    """(uid, "2.3 Title") of each lesson: what a proposal can be about."""
    return [
        (str(lesson.uid), f"{lesson.number} {lesson.title}") for lesson in lessons_of(edition, edition.source_language)
    ]


def block_places(edition: Edition, lesson: tuple[str, str]) -> list[tuple[str, str]]:
    """The lesson given, whole, and each of its blocks by its first words."""
    uid, title = lesson
    blocks = [
        block
        for module in edition.source["modules"]
        for found in module["lessons"]
        if found["uid"] == uid
        for block in found["blocks"]
    ]
    whole = (uid, _("The whole lesson: %(title)s") % {"title": title})
    return [whole, *((f"{uid}/{block['uid']}", _first_words(block, edition, title)) for block in blocks)]


def _first_words(block: dict[str, Any], edition: Edition, title: str) -> str:
    language = edition.source_language
    texts = (unescape(strip_tags(in_language(block.get(name), language, language))).split() for name in _TELLING)
    words = " ".join(next((text for text in texts if text), [block["type"]]))
    return f"{title.split(' ', 1)[0]} “{Truncator(words).chars(90)}”"
