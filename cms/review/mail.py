"""Letters about reviews. All of them go through ``_send``: in the platform's language, with a subject of one line."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from cms.pages.models import CoursePage
from cms.review.models import ReviewRequest, ReviewRound


def tell_of_invitation(people: Iterable[User], course: CoursePage) -> None:
    with override(settings.LANGUAGE_CODE):
        subject = _("Invitation to review: %(course)s") % {"course": course.title}
        _send(_addresses(people), subject, "invitation", course)


def ask_people(people: Iterable[User], request: ReviewRequest) -> None:
    """Their stage has begun."""
    course = request.round.course
    with override(settings.LANGUAGE_CODE):
        subject = _("A course is waiting for your review: %(course)s") % {"course": course.title}
        _send(_addresses(people), subject, "submission", course, request=request)


def ask_guest(request: ReviewRequest, token: str) -> None:
    """The only place where a guest's link is ever written."""
    course = request.round.course
    with override(settings.LANGUAGE_CODE):
        subject = _("You are asked to review: %(course)s") % {"course": course.title}
        address = settings.PUBLIC_URL + reverse("guest_review", args=[token])
        _send([_guest_address(request)], subject, "guest", course, request=request, address=address)


def remind_people(people: Iterable[User], request: ReviewRequest) -> None:
    course = request.round.course
    with override(settings.LANGUAGE_CODE):
        subject = _("Reminder: your review of %(course)s") % {"course": course.title}
        _send(_addresses(people), subject, "reminder", course, request=request)


def remind_guest(request: ReviewRequest) -> None:
    """Without a link: the one sent before goes on working, and we do not have it."""
    course = request.round.course
    with override(settings.LANGUAGE_CODE):
        subject = _("Reminder: your review of %(course)s") % {"course": course.title}
        _send([_guest_address(request)], subject, "guest_reminder", course, request=request)


def tell_of_outcome(round_: ReviewRound) -> None:
    """To whoever handed the course in: how it ended, and everything that was said."""
    if round_.requested_by is None:
        return
    course = round_.course
    with override(settings.LANGUAGE_CODE):
        approved = round_.outcome == ReviewRound.Outcome.APPROVED
        subject = _("Approved: %(course)s") if approved else _("Changes to make: %(course)s")
        remarks = [request for request in round_.requests.select_related("organisation", "guest") if request.remark]
        subject = subject % {"course": course.title}
        _send([round_.requested_by.email], subject, "outcome", course, approved=approved, remarks=remarks)


def _addresses(people: Iterable[User]) -> list[str]:
    return [person.email for person in people]


def _guest_address(request: ReviewRequest) -> str:
    return request.guest.email if request.guest else ""


def _send(recipients: Iterable[str], subject: str, name: str, course: CoursePage, **more: Any) -> None:
    context: dict[str, Any] = {
        "course": course,
        "address": settings.PUBLIC_URL + reverse("course_review", args=[course.pk]),
        "public_url": settings.PUBLIC_URL,
        "demonstration": settings.DEMONSTRATION,
        **more,
    }
    subject = " ".join(subject.split())  # a title may have come with a line end, which would start another header
    text = render_to_string(f"cms/review/email/{name}.txt", context)
    for address in recipients:
        send_mail(subject, text, None, [address])
