"""What other pages show of newer editions: the note in one's own place, the way back, a group's entry."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.cohorts.permissions import Rights
from courses.moving.selectors import back_until, behind, last_move_of, may_go_back
from courses.study.models import Enrolment
from foundation.panels import Panel, Section, panel, section


@panel("my_place", order=15)
def newer_editions(user: User) -> Panel | None:
    """Courses that one studies and that have a newer edition."""
    found = list(behind(user))
    return Panel("courses/moving/_newer.html", {"enrolments": found}) if found else None


@panel("study_news", order=5)
def moved(user: User, enrolment: Enrolment) -> Panel | None:
    """After a move, where one is now and until when one may go back."""
    move = last_move_of(enrolment)
    now = timezone.now()
    if move is None or not may_go_back(enrolment, move, now):
        return None
    return Panel("courses/moving/_moved.html", {"enrolment": enrolment, "move": move, "until": back_until(move)})


@section("group", order=80)
def edition_section(rights: Rights) -> Section | None:
    """The entry of a group's navigation, once its course has a newer edition."""
    cohort = rights.cohort
    if not rights.accompanies or cohort.edition.course.latest_id == cohort.edition_id:
        return None
    return Section(_("Edition"), reverse("cohort_edition", args=[cohort.organisation.code, cohort.pk]))
