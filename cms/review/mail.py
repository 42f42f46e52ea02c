"""Letters about reviews."""

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


def tell_of_invitation(people: Iterable[User], course: CoursePage) -> None:
    with override(settings.LANGUAGE_CODE):
        subject = _("Invitation to review: %(course)s") % {"course": course.title}
        _send(people, subject, "cms/review/email/invitation.txt", course)


def tell_of_submission(people: Iterable[User], course: CoursePage) -> None:
    with override(settings.LANGUAGE_CODE):
        subject = _("A course is waiting for your review: %(course)s") % {"course": course.title}
        _send(people, subject, "cms/review/email/submission.txt", course)


def _send(people: Iterable[User], subject: str, template: str, course: CoursePage) -> None:
    address = settings.PUBLIC_URL + reverse("course_review", args=[course.pk])
    subject = " ".join(subject.split())  # a title may have come with a line end, which would start another header
    for person in people:
        context: dict[str, Any] = {
            "person": person,
            "course": course,
            "address": address,
            "public_url": settings.PUBLIC_URL,
            "demonstration": settings.DEMONSTRATION,
        }
        send_mail(subject, render_to_string(template, context), None, [person.email])
