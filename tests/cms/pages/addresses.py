"""Rows of the permission table for our own pages in the CMS."""

from datetime import UTC, datetime
from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage, RemovedPart
from cms.pages.outlining import remove_part
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.pages.factories import make_course

Role = Membership.Role
AT = datetime(2026, 3, 2, tzinfo=UTC)


def _course(world: World) -> CoursePage:
    return world.once("outlined course", lambda: make_course(organisation=world.institute, lessons=3, publish=False))


def _author(world: World) -> User:
    _course(world)
    return world.member(Role.AUTHOR)


def _course_id(world: World) -> dict[str, Any]:
    return {"course_id": _course(world).pk}


def _lesson(world: World) -> dict[str, Any]:
    found = LessonPage.objects.descendant_of(_course(world)).order_by("path").first()
    assert found is not None
    return {"part": found.pk, "down": ""}


def _removed(world: World) -> dict[str, Any]:
    def remove() -> RemovedPart:
        course = _course(world)
        part = LessonPage.objects.descendant_of(course).order_by("path").last()
        assert part is not None
        return remove_part(actor=_author(world), course=course, part=part, at=AT)

    return {"removed": world.once("removed lesson", remove).pk}


# Wagtail sends whoever may not enter its admin home, before any view of it is asked.
OUTSIDE: dict[str, Any] = {"anonymous": 302, "stranger": 302, "stranger_staff": 404}
ADDRESSES = [
    Address("course_new", as_=_author, **OUTSIDE),
    Address("course_outline", make=_course_id, as_=_author, **OUTSIDE),
    Address("course_outline_add", make=_course_id, as_=_author, method="post", allowed=302, **OUTSIDE,
            data=lambda _world: {"title": "Otro módulo"}),
    Address("course_outline_move", make=_course_id, as_=_author, method="post", allowed=302, data=_lesson, **OUTSIDE),
    Address("course_outline_duplicate", make=_course_id, as_=_author, method="post", allowed=302, data=_lesson,
            **OUTSIDE),
    Address("course_outline_remove", make=_course_id, as_=_author, method="post", allowed=302, data=_lesson, **OUTSIDE),
    Address("course_outline_restore", make=_course_id, as_=_author, method="post", allowed=302, data=_removed,
            **OUTSIDE),
    Address("page_readiness", make=lambda world: {"page_id": _course(world).pk}, as_=_author, stranger=404),
]  # fmt: skip
