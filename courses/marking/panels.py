"""What an institute's desk and a group's pages show of marking."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.cohorts.permissions import Rights
from courses.marking.selectors import lately_marked, subject_of, waiting_at
from foundation.panels import Panel, Section, panel, section
from institutes.models import Organisation

SHOWN = 3


@panel("desk", order=20)
def waiting(user: User, organisation: Organisation) -> Panel | None:
    """How much waits for this person, and the oldest of it."""
    found = waiting_at(user, organisation)
    number = found.count()
    if not number:
        return None
    oldest = [(work, subject_of(work)) for work in found[:SHOWN]]
    return Panel("courses/marking/_desk.html", {"organisation": organisation, "number": number, "oldest": oldest})


@panel("my_place", order=40)
def marked(user: User, **_more: Any) -> Panel | None:
    """What was said lately of one's own work."""
    found = [(work, subject_of(work)) for work in lately_marked(user, timezone.now())[:SHOWN]]
    return Panel("courses/marking/_marked.html", {"entries": found}) if found else None


@section("desk", order=20)
def marking_section(user: User, organisation: Organisation) -> Section:
    """The entry of the desk's navigation."""
    return Section(_("Marking"), reverse("marking_queue", args=[organisation.code]))


@section("group", order=35)
def group_section(rights: Rights) -> Section | None:
    """The entry of a group's navigation, for whoever accompanies it."""
    if not rights.accompanies:
        return None
    return Section(_("Marking"), reverse("marking_group", args=[rights.cohort.organisation.code, rights.cohort.pk]))
