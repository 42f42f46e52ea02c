"""A course with two people who translate it, and short ways to translate and review. No text here is Wixárika: where
a translation is needed there stand single letters or Spanish words marked as pending."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from accounts.models import User
from cms.desk.operations import About, Decision, Wording, propose_translations, review_translations
from cms.desk.selectors import CourseInLanguage, course_in
from cms.pages.models import CoursePage, LessonPage
from cms.translation.models import Translation
from institutes.models import Organisation
from tests.cms.pages.factories import make_course
from tests.cms.proposals.factories import make_author
from tests.institutes.factories import InstituteFactory

NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)
HCH = "hch"


@dataclass
class Desk:
    course: CoursePage
    translator: User
    reviewer: User

    def now(self, language: str = HCH) -> CourseInLanguage:
        return course_in(CoursePage.objects.get(pk=self.course.pk), language)

    def key(self, source: str) -> str:
        """The unit that says this."""
        return next(key for key, (_part, unit) in self.now().units.items() if source in unit.source)

    def state(self, source: str, language: str = HCH) -> str:
        desk = self.now(language)
        key = next(key for key, (_part, unit) in desk.units.items() if source in unit.source)
        part = desk.units[key][0]
        return next(s for s in desk.standings if s.part.uid == part.uid).units[key].state

    def translate(self, text: str, *, of: str, actor: User | None = None, language: str = HCH) -> Translation:
        [made] = propose_translations(
            actor=actor or self.translator, course=self.course, language=language,
            wordings=[Wording(self.key(of), text)], about=About(), at=NOON,
        )  # fmt: skip
        return made

    def approve(self, *made: Translation, actor: User | None = None) -> None:
        review_translations(
            actor=actor or self.reviewer, course=self.course, language=made[0].language,
            decisions=[Decision(one.pk, approves=True) for one in made], at=NOON,
        )  # fmt: skip

    def send_back(self, made: Translation, remark: str, *, actor: User | None = None) -> None:
        review_translations(
            actor=actor or self.reviewer, course=self.course, language=made.language,
            decisions=[Decision(made.pk, approves=False, remark=remark)], at=NOON,
        )  # fmt: skip

    def reviewed(self, text: str, *, of: str) -> Translation:
        made = self.translate(text, of=of)
        self.approve(made)
        return made

    def change_lesson(self, title: str) -> None:
        """The author writes another title of the first lesson, as a draft."""
        lesson = LessonPage.objects.descendant_of(self.course).first()
        draft = lesson.get_latest_revision_as_object()
        draft.title = title
        draft.save_revision()


def make_desk(
    *,
    organisation: Organisation | None = None,
    rich: bool = False,
    questions: Sequence[str] = ("single", "cloze"),
    publish: bool = True,
    **fields: object,
) -> Desk:
    course = make_course(
        organisation=organisation or InstituteFactory.create(), rich=rich, questions=questions, publish=publish,
        **fields,  # type: ignore[arg-type]
    )  # fmt: skip
    return Desk(course, make_author(course), make_author(course))
