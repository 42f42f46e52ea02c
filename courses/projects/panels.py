"""What whoever reviews a milestone sees of its adviser's word."""

from typing import Any

from accounts.models import User
from courses.assessment.models import Evidence
from courses.projects.models import Endorsement
from foundation.panels import Panel, panel


@panel("evidence", order=10)
def endorsements(user: User, evidence: Evidence, **_news: Any) -> Panel | None:
    """The answers about an evidence, for whoever was already let in to it."""
    said = Endorsement.objects.filter(evidence=evidence).exclude(answered_at=None).select_related("adviser")
    found = list(said.order_by("answered_at", "pk"))
    return Panel("courses/projects/_said.html", {"said": found}) if found else None
