"""Courses with an edition, and authors who change them."""

from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_course
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

Role = Membership.Role


def published_course(institute: Organisation | None = None, **fields: Any) -> CoursePage:
    """A small course of two lessons with one edition."""
    institute = institute or InstituteFactory.create()
    return make_course(organisation=institute, rich=False, lessons=2, questions=["single", "ordering"], **fields)


def member(course: CoursePage, role: Membership.Role) -> User:
    membership = MembershipFactory.create(role=role, organisation=course.organisation)
    return give_second_factor(membership.user)


def draft_of(course: CoursePage, number: int = 0) -> LessonPage:
    """The latest draft of a lesson."""
    lesson = LessonPage.objects.descendant_of(course).order_by("path")[number]
    draft: LessonPage = lesson.get_latest_revision_as_object()
    return draft


def with_blocks(draft: LessonPage, blocks: list[dict[str, Any]]) -> None:
    """Save the draft with these blocks, given as they are stored."""
    draft.body = draft.body.stream_block.to_python(blocks)
    draft.save_revision()


def blocks_of(draft: LessonPage) -> list[dict[str, Any]]:
    return [dict(block) for block in draft.body.raw_data]


def reword(course: CoursePage, number: int = 0) -> None:
    """A minor change: the lesson's text says something else."""
    draft = draft_of(course, number)
    blocks = blocks_of(draft)
    blocks[0]["value"] = {**blocks[0]["value"], "html": "<p>Lección que dice otra cosa</p>"}
    with_blocks(draft, blocks)


def correct_key(course: CoursePage) -> None:
    """A major change: another option is the right one."""
    draft = draft_of(course)
    blocks = blocks_of(draft)
    options = next(block for block in blocks if block["type"] == "question_single")["value"]["options"]
    for option in options:
        option["value"]["correct"] = not option["value"]["correct"]
    with_blocks(draft, blocks)
