"""However long a course is, publishing it costs the same few statements."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from cms.pages.tree import Tree
from courses.editions.models import Edition
from courses.editions.publishing import start_publishing
from foundation.jobs import run_job
from institutes.models import Membership
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import make_course, make_image
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
MOST = 40


def _statements(course: CoursePage, user: User) -> int:
    page = CoursePage.objects.get(pk=course.pk)
    with CaptureQueriesContext(connection) as captured:
        page.publish(page.get_latest_revision(), user=user, skip_permission_checks=True)
    return len(captured)


def _long_course(lessons: int) -> CoursePage:
    """With a picture in each lesson, as its drafts were saved by their editor."""
    course = make_course(lessons=lessons, questions=["single"], rich=False, publish=False)
    for lesson in LessonPage.objects.descendant_of(course):
        block = lesson.body.stream_block.child_blocks["image"]
        value = {"image": make_image(), "decorative": True, "alt": "", "caption": ""}
        lesson.body.append(("image", block.normalize(value)))
        lesson.save_revision()
    page: CoursePage = CoursePage.objects.get(pk=course.pk)
    page.publish(page.get_latest_revision())
    return page


def _reword(course: CoursePage, changed: int) -> None:
    for lesson in LessonPage.objects.descendant_of(course).order_by("path")[:changed]:
        draft = lesson.get_latest_revision_as_object()
        draft.title = f"{draft.title} nueva"
        draft.minutes = 30
        draft.save_revision()


@pytest.mark.parametrize("lessons", [10, 30])
@pytest.mark.parametrize("changed", [1, 10])
def test_forty_statements_and_one_for_each_changed_lesson(lessons: int, changed: int) -> None:
    course = _long_course(lessons)
    user = UserFactory.create()
    _reword(course, changed)
    assert _statements(course, user) <= MOST + changed
    assert LessonPage.objects.descendant_of(course).filter(minutes=30).count() == changed


def test_the_job_adds_its_own_row_and_who_may_publish() -> None:
    course = _long_course(10)
    editor = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN, organisation=course.organisation).user
    _reword(course, 1)
    CoursePage.objects.filter(pk=course.pk).update(edition_notes="Lo nuevo.")
    job = start_publishing(actor=editor, course=course)
    with CaptureQueriesContext(connection) as captured:
        run_job(str(job.pk))
    assert Edition.objects.get(number=2).notes == "Lo nuevo."
    assert len(captured) <= MOST + 1 + 8


def test_the_length_of_a_course_makes_no_difference() -> None:
    found = set()
    for lessons in (10, 30):
        course = _long_course(lessons)
        user = UserFactory.create()
        _reword(course, 2)
        found.add(_statements(course, user))
    assert len(found) == 1


def test_loading_a_course_gives_the_drafts_that_wagtail_gives() -> None:
    course = make_course(lessons=3)
    _reword(course, 2)
    tree = Tree(CoursePage.objects.get(pk=course.pk))
    for module in tree.parts_of(tree.course):
        for draft in tree.parts_of(module):
            theirs = LessonPage.objects.get(pk=draft.pk).get_latest_revision_as_object()
            assert list(theirs.body)  # read, so that both are written as they are understood
            assert draft.serializable_data() == theirs.serializable_data()
