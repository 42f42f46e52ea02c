"""How long it takes to see which translations are out of date, with ever more of a course changed."""

from dataclasses import dataclass
from statistics import median

from django.utils import timezone

from bench.courses import large_course, reword
from bench.measuring import measured
from cms.desk.selectors import course_in
from cms.pages.models import CoursePage, LessonPage
from cms.pages.source import compile_course
from cms.translation.models import Translation
from cms.translation.standing import STALE

LANGUAGE = "hch"
ROUNDS = 5


@dataclass(frozen=True)
class Checked:
    """A course of which ``changed`` texts say something else than was translated."""

    changed: int
    texts: int
    seconds: float
    compiling: float
    statements: int


def check_ever_more(*, lessons: int, questions: int) -> list[Checked]:
    """The course fully translated, then with a quarter, a half and all of its lessons renamed."""
    course = large_course(lessons=lessons, questions=questions)
    _translate_all(course)
    pages = list(LessonPage.objects.descendant_of(course).order_by("path"))
    found, done = [], 0
    for upto in (0, lessons // 4, lessons // 2, lessons):
        for page in pages[done:upto]:
            reword(LessonPage.objects.get(pk=page.pk))
        done = upto
        found.append(_checked(course))
    return found


def _translate_all(course: CoursePage) -> None:
    """Each text by itself: what a translation says makes no difference here."""
    at = timezone.now()
    units = course_in(course, LANGUAGE).units
    Translation.objects.bulk_create(
        Translation(
            course_uid=course.translation_key, block_uid=part.uid, unit=unit.key, language=LANGUAGE,
            source=unit.source, text=unit.source, translated_at=at, reviewed_at=at, status=Translation.Status.APPROVED,
        )
        for part, unit in units.values()
    )  # fmt: skip


def _checked(course: CoursePage) -> Checked:
    standing, compiling = [], []
    for _round in range(ROUNDS):
        page = CoursePage.objects.get(pk=course.pk)
        with measured() as looked:
            desk = course_in(page, LANGUAGE)
            stale = sum(one.state == STALE for one in desk.by_unit.values())
        standing.append(looked.seconds)
        with measured() as compiled:
            compile_course(CoursePage.objects.get(pk=course.pk))
        compiling.append(compiled.seconds)
    return Checked(stale, len(desk.by_unit), median(standing), median(compiling), looked.statements)
