"""Who gets in at the addresses of messages, announcements and discussions."""

from datetime import date
from typing import Any
from uuid import uuid4

from courses.conversations.models import Announcement, Post
from courses.conversations.operations.discussion import write_post
from courses.conversations.operations.messages import announce
from tests.addressing import Address, Role, World
from tests.courses.study.addresses import administrator, one, own, the_cohort, the_enrolment, the_facilitator
from tests.courses.study.factories import LATER, lessons_in


def _announcement(world: World) -> dict[str, Any]:
    def make() -> Announcement:
        return announce(
            actor=the_facilitator(world), cohort=the_cohort(world), title="Aviso", text="Texto", key=uuid4(), at=LATER,
            starts_on=date(2026, 9, 1), ends_on=date(2026, 9, 30),
        )  # fmt: skip

    return {**one(world), "announcement": world.once("announcement", make).pk}


def _discussed(world: World) -> Any:
    enrolment, cohort = the_enrolment(world), the_cohort(world)
    cohort.has_discussion = True
    cohort.save()
    return lessons_in(enrolment)[0].uid


def _lesson(world: World) -> dict[str, Any]:
    return {**own(world), "lesson": _discussed(world)}


def _lesson_of_the_group(world: World) -> dict[str, Any]:
    return {**one(world), "lesson": _discussed(world)}


def _quiet_lesson(world: World) -> dict[str, Any]:
    return {**own(world), "lesson": lessons_in(the_enrolment(world))[0].uid}


def _post(world: World) -> dict[str, Any]:
    lesson = _discussed(world)

    def make() -> Post:
        return write_post(
            actor=world.teacher, cohort=the_cohort(world), lesson_uid=lesson, text="¿Cómo?", key=uuid4(), at=LATER
        )

    return {"post": world.once("post in a discussion", make).pk}


ADDRESSES = [
    Address("inbox", stranger=200),
    Address("thread", make=own),
    Address("thread", make=own, as_=the_facilitator),
    Address("thread", make=own, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
    Address("cohort_messages", make=one, as_=the_facilitator),
    Address("cohort_messages", make=one, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
    Address("announcements", make=one, as_=the_facilitator),
    Address("announcement_withdraw", method="post", allowed=302, make=_announcement, as_=administrator),
    Address("lesson_talk", make=_lesson),
    Address("lesson_talk", make=_quiet_lesson, allowed=404),
    Address("cohort_talk", make=one, as_=the_facilitator),
    Address("cohort_lesson_talk", make=_lesson_of_the_group, as_=the_facilitator),
    Address("cohort_lesson_talk", make=_lesson_of_the_group, allowed=404),
    Address("post_edit", make=_post),
    Address("post_edit", make=_post, as_=the_facilitator, allowed=404),
    Address("post_report", make=_post, as_=the_facilitator),
    Address("post_moderate", make=_post, as_=the_facilitator),
    Address("post_moderate", make=_post, allowed=404),
]
