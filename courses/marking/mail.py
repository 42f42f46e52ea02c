"""What marking tells people by letter: that something was marked or decided, never what was said of it."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.models import User
from courses.marking.models import Mark, Work
from letters.operations import Draft


def marked_letter(work: Work) -> Draft:
    """Once per attempt, whose answers are told together, or per version of evidence."""
    key = f"marked:{work.attempt.uid if work.attempt else work.uid}"
    path = reverse("attempt", args=[work.attempt.uid]) if work.attempt else reverse("own_mark", args=[work.uid])
    return _draft(work, work.enrolment.teacher_id, key, "marked", path)


def decision_letter(work: Work, mark: Mark) -> Draft:
    """What somebody asked to be looked at again was decided."""
    path = reverse("own_mark", args=[work.uid])
    return _draft(work, work.enrolment.teacher_id, f"decided:{mark.uid}", "decided", path)


def appeal_letter(work: Work, decider: User) -> Draft:
    """A teacher asks for another look, and this person may give it."""
    path = reverse("marking_work", args=[work.enrolment.institute.code, work.uid])
    return _draft(work, decider.pk, f"appeal:{work.uid}:{decider.pk}", "appeal", path)


def _draft(work: Work, user_id: int, key: str, name: str, path: str) -> Draft:
    with override(settings.LANGUAGE_CODE):
        subjects = {
            "marked": _("Your work was marked: %(course)s"),
            "decided": _("What you asked to be looked at again was decided: %(course)s"),
            "appeal": _("A teacher asks for another look: %(course)s"),
        }
        context: dict[str, Any] = {"enrolment": work.enrolment, "work": work}
        text = render_to_string(f"courses/marking/email/{name}.txt", context).strip()
        return Draft(user_id, key, subjects[name] % {"course": work.enrolment.edition.title}, text, path)
