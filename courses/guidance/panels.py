"""What other pages show of guidance."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.cohorts.permissions import Rights
from courses.guidance.selectors import followed_in
from courses.guidance.words import in_words
from courses.study.models import Enrolment
from foundation.panels import Panel, Section, panel, section


@section("group", order=20)
def follow_up_section(rights: Rights) -> Section | None:
    if not rights.accompanies:
        return None
    return Section(_("Follow-up"), reverse("follow_up", args=[rights.cohort.organisation.code, rights.cohort.pk]))


@panel("person", order=5)
def standing(rights: Rights, enrolment: Enrolment) -> Panel | None:
    """What holds one person up."""
    found = followed_in(rights.cohort, at=timezone.now(), only=enrolment.uid)
    return Panel("courses/guidance/_reasons.html", in_words(found[0])) if found and found[0].reasons else None
