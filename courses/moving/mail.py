"""What is told by letter of newer editions."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.editions.models import Edition
from courses.moving.selectors import back_until
from courses.study.models import Enrolment, Move
from letters.operations import Draft


def offer_letter(enrolment: Enrolment, edition: Edition) -> Draft:
    """There is a newer edition, and whoever accompanies the group points to it; once for each edition."""
    path = reverse("move_edition", args=[enrolment.uid])
    with override(settings.LANGUAGE_CODE):
        subject = _("A newer edition of your course: %(course)s") % {"course": edition.title}
        text = _text("offer", enrolment=enrolment, edition=edition)
    return Draft(enrolment.teacher_id, f"newer:{enrolment.uid}:{edition.number}", subject, text, path)


def moved_letter(move: Move) -> Draft:
    """Somebody else moved the person on."""
    path = reverse("study_summary", args=[move.enrolment.uid])
    with override(settings.LANGUAGE_CODE):
        subject = _("You go on in a newer edition: %(course)s") % {"course": move.to_edition.title}
        text = _text("moved", move=move, until=back_until(move))
    return Draft(move.enrolment.teacher_id, f"moved:{move.uid}", subject, text, path)


def _text(name: str, **context: Any) -> str:
    return render_to_string(f"courses/moving/email/{name}.txt", context).strip()
