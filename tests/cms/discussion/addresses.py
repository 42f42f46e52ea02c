"""Rows of the permission table for comments on drafts."""

from typing import Any

from wagtail.models import Comment, Page

from cms.pages.models import LessonPage
from tests.addressing import Address, World
from tests.cms.review.addresses import author_of, course_id, course_of, link


def _lesson_of(world: World) -> LessonPage:
    lesson: LessonPage = LessonPage.objects.descendant_of(course_of(world)).get()
    return lesson


def _lesson(world: World) -> dict[str, Any]:
    return {**course_id(world), "lesson_id": _lesson_of(world).pk}


def _page(world: World) -> dict[str, Any]:
    return {**course_id(world), "page_id": _lesson_of(world).pk}


def _comment_of(world: World) -> Comment:
    def make() -> Comment:
        return Comment.objects.create(
            page=Page.objects.get(pk=_lesson_of(world).pk), user=author_of(world), text="¿Y esto?", contentpath="title"
        )

    found: Comment = world.once("comment on the draft course", make)
    return found


def _comment(world: World) -> dict[str, Any]:
    return {**course_id(world), "comment_id": _comment_of(world).pk}


def _said(world: World) -> dict[str, Any]:
    return {"c-page-text": "¿Y esto?"}


def _answered(world: World) -> dict[str, Any]:
    return {f"c-r{_comment_of(world).pk}-text": "Así."}


ADDRESSES = [
    Address("course_review_lesson", make=_lesson, as_=author_of),
    Address("comment_create", make=_page, as_=author_of, method="post", allowed=302, data=_said),
    Address("comment_answer", make=_comment, as_=author_of, method="post", allowed=302, data=_answered),
    Address("comment_settle", make=_comment, as_=author_of, method="post", allowed=302),
    # The link of the table has expired: it leads to the page that says so.
    Address("guest_lesson", make=lambda world: {**link(world), "lesson_id": _lesson_of(world).pk},
            anonymous=302, stranger=302, allowed=302),
    Address("guest_comment_create", make=lambda world: {**link(world), "page_id": _lesson_of(world).pk},
            anonymous=302, stranger=302, allowed=302, method="post"),
    Address("guest_comment_answer", make=lambda world: {**link(world), "comment_id": _comment_of(world).pk},
            anonymous=302, stranger=302, allowed=302, method="post"),
]  # fmt: skip
