"""Rows of the permission table for the review of courses."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from cms.review.models import CoursePartner
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.pages.factories import make_course
from tests.institutes.factories import OrganisationFactory

Role = Membership.Role


def _course(world: World) -> CoursePage:
    return world.once("draft course", lambda: make_course(organisation=world.institute, rich=False, publish=False))


def _course_id(world: World) -> dict[str, Any]:
    return {"course_id": _course(world).pk}


def _lesson(world: World) -> dict[str, Any]:
    return {**_course_id(world), "lesson_id": LessonPage.objects.descendant_of(_course(world)).get().pk}


def _partner(world: World) -> dict[str, Any]:
    def invite() -> CoursePartner:
        return CoursePartner.objects.create(
            course=_course(world),
            organisation=OrganisationFactory.create(),
            invited_at=datetime(2026, 3, 2, tzinfo=UTC),
        )

    return {**_course_id(world), "partner_id": world.once("partner of the draft course", invite).pk}


def _author(world: World) -> User:
    _course(world)
    return world.member(Role.AUTHOR)


ADDRESSES = [
    Address("course_review", make=_course_id, as_=_author),
    Address("course_review_lesson", make=_lesson, as_=_author),
    Address("course_review_decide", make=_course_id, as_=_author, method="post", allowed=302),
    Address("course_partner_invite", make=_course_id, as_=_author, method="post", allowed=302),
    Address("course_partner_withdraw", make=_partner, as_=_author, method="post", allowed=302),
]
