"""What an institute's desk shows of groups."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.cohorts.permissions import cohorts_seen_by
from courses.cohorts.selectors import cohorts_of
from courses.study.selectors import with_counts
from foundation.panels import Panel, Section, panel, section
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by

SHOWN = 4


@panel("desk", order=10)
def groups(user: User, organisation: Organisation) -> Panel | None:
    """Groups that go on now or are still to come."""
    seen = cohorts_of(organisation, cohorts_seen_by(user)).filter(ends_on__gte=timezone.localdate())
    manages = institutes_administered_by(user).filter(pk=organisation.pk).exists()
    shown = list(with_counts(seen)[:SHOWN])
    if not shown and not manages:
        return None
    return Panel("courses/study/_desk.html", {"organisation": organisation, "cohorts": shown, "manages": manages})


@section("desk", order=10)
def groups_section(user: User, organisation: Organisation) -> Section | None:
    """The entry of the desk's navigation."""
    return Section(_("Groups"), reverse("cohorts", args=[organisation.code]))
