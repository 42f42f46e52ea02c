"""What other pages show of pilots."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from evaluation.findings.selectors import live_counts
from evaluation.pilots.permissions import pilots_counted_by
from foundation.navigation import Link, navigation
from foundation.panels import Panel, panel
from institutes.models import Organisation
from institutes.permissions import evaluates_for_the_state
from institutes.standing import Roles


@navigation(order=50, where="person")
def evaluation(request: HttpRequest) -> list[Link]:
    """The evaluators' entry in their menu; whoever holds no role at all pays no query for the question."""
    if not request.user.is_authenticated or not Roles.of(request).any or not evaluates_for_the_state(request.user):
        return []
    return [Link(reverse("evaluation_home"), _("Evaluation"), "chart")]


@panel("desk", order=60)
def pilots_here(user: User, organisation: Organisation) -> Panel | None:
    """Counts of this institute, of nobody else, for its staff."""
    pilots = pilots_counted_by(user).filter(sites__institute=organisation).select_related("edition")
    rows = [(pilot, counts[0]) for pilot in pilots if (counts := live_counts(pilot, institute_id=organisation.pk))]
    return Panel("evaluation/findings/_desk.html", {"rows": rows}) if rows else None
