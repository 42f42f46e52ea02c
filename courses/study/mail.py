"""What study tells people by letter."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.study.models import Enrolment, Extension, WaitingPlace
from letters.operations import Draft


def place_letter(waiting: WaitingPlace, enrolment: Enrolment) -> Draft:
    """Whoever waited has a place now."""
    with override(settings.LANGUAGE_CODE):
        subject = _("You have a place: %(course)s") % {"course": enrolment.edition.title}
        text = _text("place", enrolment=enrolment)
    return Draft(
        waiting.teacher_id, f"place:{waiting.pk}", subject, text, reverse("study_resume", args=[enrolment.uid])
    )


def extension_letter(extension: Extension) -> Draft:
    """Somebody has more time."""
    enrolment = extension.enrolment
    with override(settings.LANGUAGE_CODE):
        subject = _("You have more time: %(course)s") % {"course": enrolment.edition.title}
        text = _text("extension", enrolment=enrolment, extension=extension)
    path = reverse("study_summary", args=[enrolment.uid])
    return Draft(enrolment.teacher_id, f"extension:{extension.pk}", subject, text, path)


def _text(name: str, **context: Any) -> str:
    return render_to_string(f"courses/study/email/{name}.txt", context).strip()
