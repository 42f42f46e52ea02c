"""The demonstration teacher's own evaluation result, as she would enter it."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import User
from cms.skills.models import FrameworkVersion, ResultScale
from cms.skills.selectors import dimensions_in
from courses.recommending.models import EvaluationResult
from courses.recommending.operations import record_result

FRAMEWORK, SCALE = "PPI-EB-DOC", "NIVELES-4"
POSITIONS = (3, 2, 4, 3, 1)  # of the levels reached, dimension by dimension


def ensure_result(teacher: User, *, at: datetime) -> None:
    """One result, unless she has entered another."""
    if EvaluationResult.objects.filter(teacher=teacher).exists():
        return
    version = FrameworkVersion.objects.get(framework__code=FRAMEWORK)
    scale = ResultScale.objects.filter(code=SCALE).latest("published_on")
    levels = {level.position: level for level in scale.levels.all()}
    given = dict(zip(dimensions_in(version), (levels[position] for position in POSITIONS), strict=True))
    day = timezone.localdate(at) - timedelta(days=90)
    record_result(teacher=teacher, version=version, scale=scale, obtained_on=day, levels=given, at=at)
