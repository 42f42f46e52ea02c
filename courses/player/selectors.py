"""Reads that compose: where a teacher stands in a course, and what a course offers."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from cms.pages.evidence import evidence_tasks
from cms.pages.rendering import alphabetical
from courses.assessment.snapshots import in_language
from courses.editions.models import Course, Edition, Lesson
from courses.editions.selectors import lessons_of
from courses.study.folding import State
from courses.study.models import Enrolment, Progress
from courses.study.permissions import enrolments_of
from institutes.models import Organisation

DONE, STARTED, TODO = "done", "started", "todo"


@dataclass(frozen=True)
class Step:
    """A lesson in a teacher's outline and its state."""

    lesson: Lesson
    state: str

    @property
    def uid(self) -> str:
        return str(self.lesson.uid)


class Path:
    """A teacher's way through the lessons of their edition."""

    def __init__(self, enrolment: Enrolment, lessons: Sequence[Lesson]) -> None:
        self.enrolment = enrolment
        self.progress = progress_of(enrolment)
        self.folded = State.from_json(self.progress.state)
        self.steps = [Step(lesson, _state(str(lesson.uid), self.folded)) for lesson in lessons]

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
    def modules(self) -> list[tuple[str, list[Step]]]:
        """Steps under the titles of their modules."""
        grouped: list[tuple[str, list[Step]]] = []
        for step in self.steps:
            if not grouped or grouped[-1][1][0].lesson.module_uid != step.lesson.module_uid:
                grouped.append((step.lesson.module_title, []))
            grouped[-1][1].append(step)
        return grouped

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


def partners() -> QuerySet[Organisation]:
    """Organisations that co-author."""
    return Organisation.objects.filter(kind=Organisation.Kind.PARTNER).order_by("name")


def course_facts(edition: Edition) -> dict[str, Any]:
    """What the course page tells from the document: modules, levels, credits, licence, numbers."""
    document = edition.source
    course, fallback = document["course"], edition.source_language
    modules = [_module(number, module, fallback) for number, module in enumerate(document["modules"], start=1)]
    lessons = [lesson for module in modules for lesson in module["lessons"]]
    return {
        "modules": modules,
        "levels": course.get("levels") or [],
        "credits": course.get("credits") or [],
        "licence": course.get("licence") or "",
        "terms": _terms(document, fallback),
        "cover_alt": in_language(course.get("cover_alt"), fallback, fallback),
        "lessons": len(lessons),
        "questions": sum(lesson["questions"] for lesson in lessons),
        "tasks": sum(lesson["tasks"] for lesson in lessons),
    }


def _terms(document: dict[str, Any], language: str) -> list[tuple[str, str]]:
    """(term, definition) of all that the lessons explain, in alphabetical order, each term once."""
    blocks = [block for module in document["modules"] for lesson in module["lessons"] for block in lesson["blocks"]]
    explained = [block for block in blocks if block["type"] == "glossary"]
    explained += [term for block in blocks if block["type"] == "glossary_terms" for term in block["terms"]]
    found = {in_language(one["term"], language, language): one["definition"] for one in explained}
    return [(term, in_language(found[term], language, language)) for term in sorted(found, key=alphabetical)]


def _module(number: int, module: dict[str, Any], language: str) -> dict[str, Any]:
    lessons = [
        _lesson(f"{number}.{place}", lesson, language) for place, lesson in enumerate(module["lessons"], start=1)
    ]
    return {
        "number": number,
        "title": in_language(module["title"], language, language),
        "summary": in_language(module.get("summary"), language, language),
        "lessons": lessons,
        "minutes": sum(lesson["minutes"] for lesson in lessons),
    }


def _lesson(number: str, lesson: dict[str, Any], language: str) -> dict[str, Any]:
    kinds = [block["type"] for block in lesson["blocks"]]
    return {
        "number": number,
        "title": in_language(lesson["title"], language, language),
        "minutes": lesson.get("minutes") or 0,
        "questions": kinds.count("question"),
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


def _missing(step: Step, folded: State) -> Missing:
    lesson = folded.lessons.get(step.uid)
    return Missing(
        step=step,
        unanswered=bool(step.lesson.questions) and (lesson is None or lesson.best is None),
        tasks=sum(str(uid) not in folded.evidence for uid in step.lesson.evidence),
    )
