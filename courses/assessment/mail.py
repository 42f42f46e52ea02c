"""What assessment tells people by letter."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.assessment.models import Regrading
from letters.operations import Draft


def regrading_letter(regrading: Regrading) -> Draft:
    """Somebody's result went up because a key was corrected."""
    attempt = regrading.attempt
    context = {"regrading": regrading, "attempt": attempt, "enrolment": attempt.enrolment}
    with override(settings.LANGUAGE_CODE):
        subject = _("Your result went up: %(course)s") % {"course": attempt.enrolment.edition.title}
        text = render_to_string("courses/assessment/email/regrading.txt", context).strip()
    path = reverse("attempt", args=[attempt.uid])
    return Draft(attempt.enrolment.teacher_id, f"regrading:{regrading.pk}", subject, text, path)
