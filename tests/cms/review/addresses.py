"""Rows of the permission table for the review of courses."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from accounts.models import User
from cms.pages.models import CoursePage
from cms.review.models import CourseGuest, CoursePartner, ReviewRequest, ReviewRound
from cms.review.tokens import digest_of_token
from institutes.models import Membership
from tests.addressing import Address, World
from tests.cms.pages.factories import make_course
from tests.institutes.factories import OrganisationFactory

Role = Membership.Role
INVITED = datetime(2026, 3, 2, tzinfo=UTC)
TOKEN = "un-enlace-de-prueba-con-suficientes-letras-y-cifras-0123"


def course_of(world: World) -> CoursePage:
    return world.once("draft course", lambda: make_course(organisation=world.institute, rich=False, publish=False))


def course_id(world: World) -> dict[str, Any]:
    return {"course_id": course_of(world).pk}


def author_of(world: World) -> User:
    course_of(world)
    return world.member(Role.AUTHOR)


def _partner(world: World) -> dict[str, Any]:
    def invite() -> CoursePartner:
        return CoursePartner.objects.create(
            course=course_of(world), organisation=OrganisationFactory.create(), invited_at=INVITED
        )

    return {**course_id(world), "partner_id": world.once("partner of the draft course", invite).pk}


def guest_of(world: World) -> CourseGuest:
    def invite() -> CourseGuest:
        return CourseGuest.objects.create(
            course=course_of(world), name="Lupita Ríos", email="lupita@escuela.example", invited_at=INVITED
        )

    return world.once("guest of the draft course", invite)


def _guest(world: World) -> dict[str, Any]:
    return {**course_id(world), "guest_id": guest_of(world).pk}


def asked_guest(world: World) -> ReviewRequest:
    """A round in which only the guest is asked; its link has a token that tests know."""

    def ask() -> ReviewRequest:
        round_ = ReviewRound.objects.create(course=course_of(world), number=1, digest="0" * 64, opened_at=INVITED)
        return ReviewRequest.objects.create(
            round=round_, guest=guest_of(world), stage=1, approves=True, due_days=5, asked_at=INVITED,
            due_on=timezone.localdate(), token_digest=digest_of_token(TOKEN), token_expires_at=timezone.now(),
        )  # fmt: skip

    return world.once("request to the guest", ask)


def _asked(world: World) -> dict[str, Any]:
    return {**course_id(world), "request_id": asked_guest(world).pk}


def _asked_partner(world: World) -> dict[str, Any]:
    def ask() -> ReviewRequest:
        round_ = ReviewRound.objects.create(course=course_of(world), number=1, digest="0" * 64, opened_at=INVITED)
        return ReviewRequest.objects.create(
            round=round_, organisation=world.institute, by_administration=True, stage=1, approves=True, due_days=5,
            asked_at=INVITED, due_on=timezone.localdate(),
        )  # fmt: skip

    return {**course_id(world), "request_id": world.once("request to the administration", ask).pk}


def _administrator(world: World) -> User:
    course_of(world)
    return world.member(Role.INSTITUTE_ADMIN)


def link(world: World) -> dict[str, Any]:
    asked_guest(world)
    return {"token": TOKEN}


def _stage(world: World) -> dict[str, Any]:
    return {**course_id(world), "stage": 1}


ADDRESSES = [
    Address("course_review", make=course_id, as_=author_of),
    Address("course_hand_in", make=course_id, as_=author_of),
    Address("course_hand_in", make=course_id, as_=author_of, method="post", allowed=302),
    Address("course_review_cancel", make=course_id, as_=author_of, method="post", allowed=302),
    Address("course_review_history", make=course_id, as_=author_of),
    # The text is not the one whose digest the round has: refused, and said on the page.
    Address("course_review_decide", make=_asked_partner, as_=_administrator, method="post", allowed=422),
    Address("course_partner_invite", make=course_id, as_=author_of),
    Address("course_partner_edit", make=_partner, as_=author_of),
    Address("course_partner_withdraw", make=_partner, as_=author_of, method="post", allowed=302),
    Address("course_guest_invite", make=course_id, as_=author_of),
    Address("course_guest_edit", make=_guest, as_=author_of),
    Address("course_guest_withdraw", make=_guest, as_=author_of, method="post", allowed=302),
    Address("course_stage_move", make=_stage, as_=author_of, method="post", allowed=302),
    Address("course_request_resend", make=_asked, as_=author_of, method="post", allowed=302),
    Address("course_request_due", make=_asked, as_=author_of, method="post", allowed=302),
    # Whoever holds the link is the guest, signed in or not; this one has expired and offers nothing.
    Address("guest_review", make=link, anonymous=200, stranger=200),
    Address("guest_review_decide", make=link, anonymous=422, stranger=422, allowed=422, method="post"),
]
