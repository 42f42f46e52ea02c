"""What people are reminded of."""

from datetime import date
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.assessment.models import Evidence
from courses.attendance.models import Session
from courses.study.models import Enrolment
from letters.operations import Draft


def inactive_letter(enrolment: Enrolment) -> Draft:
    """One letter for each time somebody stops, however long it lasts."""
    key = f"inactive:{enrolment.pk}:{enrolment.progress.updated_at:%Y%m%d}"
    path = reverse("study_resume", args=[enrolment.uid])
    return _draft(enrolment, key, _("Your course waits for you: %(course)s"), "inactive", path)


def ending_letter(enrolment: Enrolment, last_day: date, days: int) -> Draft:
    """So many days before the last one."""
    key = f"ending:{enrolment.pk}:{last_day:%Y%m%d}:{days}"
    path = reverse("study_summary", args=[enrolment.uid])
    return _draft(enrolment, key, _("The end is near: %(course)s"), "ending", path, last_day=last_day)


def returned_letter(evidence: Evidence) -> Draft:
    """One letter for each time that evidence comes back."""
    enrolment = evidence.enrolment
    key = f"returned:{evidence.pk}:{evidence.reviewed_at:%Y%m%d%H%M}"
    path = reverse("evidence", args=[enrolment.uid, evidence.lesson_uid, evidence.block_uid])
    return _draft(enrolment, key, _("Your evidence came back: %(course)s"), "returned", path, evidence=evidence)


def session_letter(enrolment: Enrolment, session: Session) -> Draft:
    """The day before; a session that was moved is told again."""
    key = f"session:{session.pk}:{session.day:%Y%m%d}:{enrolment.pk}"
    path = reverse("study_summary", args=[enrolment.uid])
    return _draft(enrolment, key, _("Tomorrow: %(course)s"), "session", path, session=session)


def _draft(enrolment: Enrolment, key: str, subject: str, name: str, path: str, **more: Any) -> Draft:
    text = render_to_string(f"courses/guidance/email/{name}.txt", {"enrolment": enrolment, **more}).strip()
    return Draft(enrolment.teacher_id, key, subject % {"course": enrolment.edition.title}, text, path)


def in_our_language() -> override:
    """Letters are written in the platform's language, whoever's request or clock makes them."""
    return override(settings.LANGUAGE_CODE)
