"""What other pages show of comments among colleagues."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.assessment.models import Evidence
from courses.cohorts.permissions import Rights
from courses.peers.models import Part
from courses.peers.permissions import comments_read_by
from courses.peers.selectors import part_of, to_write
from foundation.panels import Panel, Section, panel, section


@panel("handed_in", order=10)
def taking_part(user: User, evidence: Evidence, task: dict[str, Any]) -> Panel | None:
    """Beside one's evidence of a task that asks for comments: what taking part means, and the choice."""
    if not task.get("peers") or evidence.enrolment.cohort_id is None:
        return None
    context = {"evidence": evidence, "each": task["peers"], "part": part_of(evidence)}
    return Panel("courses/peers/_taking_part.html", context)


@panel("my_place", order=38)
def waiting(user: User) -> Panel | None:
    """What one has to comment, and what was said of one's own works."""
    number, said = to_write(user).count(), comments_read_by(user).count()
    return Panel("courses/peers/_waiting.html", {"number": number, "said": said}) if number or said else None


@section("group", order=37)
def group_section(rights: Rights) -> Section | None:
    """The entry of a group's navigation, once somebody takes part."""
    cohort = rights.cohort
    if not rights.accompanies or not Part.objects.filter(cohort=cohort).exists():
        return None
    return Section(_("Colleagues' comments"), reverse("cohort_peers", args=[cohort.organisation.code, cohort.pk]))
