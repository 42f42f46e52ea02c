"""What other pages show of groups, of waiting and of dates."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.cohorts.permissions import Rights, cohorts_seen_by
from courses.cohorts.selectors import cohorts_of
from courses.study.models import Enrolment
from courses.study.permissions import set_aside_for
from courses.study.selectors import extensions_of, last_day_of, left_by, set_aside_of, waiting_places_of, with_counts
from courses.study.wording import in_words
from foundation.navigation import Link, navigation
from foundation.panels import Panel, Section, panel, section
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by

SHOWN = 4
RECORDS_SHOWN = 10


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


@section("group", order=10)
def people_section(rights: Rights) -> Section:
    """The people of a group: what every reader of the group sees first."""
    return Section(_("People"), reverse("cohort", args=[rights.cohort.organisation.code, rights.cohort.pk]))


@section("group", order=85)
def waiting_section(rights: Rights) -> Section | None:
    """Who waits, for those who manage the group."""
    if not rights.manages:
        return None
    return Section(_("Waiting list"), reverse("waiting_list", args=[rights.cohort.organisation.code, rights.cohort.pk]))


@panel("my_place", order=60)
def waiting(user: User) -> Panel | None:
    """The groups one waits for."""
    places = waiting_places_of(user)
    return Panel("courses/study/_waiting.html", {"places": places}) if places else None


@panel("my_place", order=5)
def set_aside(user: User) -> Panel | None:
    """What one's devices sent and could not be applied."""
    number = set_aside_of(user).count()
    return Panel("courses/study/_set_aside.html", {"number": number}) if number else None


@panel("person", order=80)
def records_of(rights: Rights, enrolment: Enrolment) -> Panel | None:
    """What devices of this person sent for this course and could not be applied, for whoever accompanies them."""
    rows = [(row, in_words(row.reason, row.sent.wrong)) for row in set_aside_for(enrolment)[:RECORDS_SHOWN]]
    return Panel("courses/study/_records_of.html", {"rows": rows}) if rows else None


@navigation(order=60, where="person")
def records(request: HttpRequest) -> list[Link]:
    """Records that could not be applied, for whoever runs the platform; asks the database for nothing."""
    if not getattr(request.user, "is_superuser", False):
        return []
    return [Link(reverse("records_set_aside"), _("Records of devices"), "sync")]


@panel("my_place", order=95)
def left(user: User) -> Panel | None:
    """Courses one left and may take up again."""
    enrolments = list(left_by(user)[:SHOWN])
    return Panel("courses/study/_left.html", {"enrolments": enrolments}) if enrolments else None


@panel("study", order=90)
def dates(user: User, enrolment: Enrolment) -> Panel:
    """Until when one may work, who gave more time and why, and the way out."""
    last = last_day_of(enrolment)
    context = {
        "enrolment": enrolment,
        "last_day": last,
        "is_over": last is not None and last < timezone.localdate(),
        "extensions": extensions_of(enrolment) if enrolment.cohort_id else [],
    }
    return Panel("courses/study/_dates.html", context)
