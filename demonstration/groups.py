"""Groups still to come, so that the calendar of the demonstration has months ahead of it."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from courses.attendance.operations import plan_session
from courses.cohorts.models import Cohort
from courses.cohorts.operations import create_cohort
from courses.editions.models import Edition
from institutes.models import Organisation

# (institute, which edition, name, days until it begins, weeks, places, whether it meets)
GROUPS = (
    ("IES-06", 1, "Grupo del norte (demostración)", 12, 6, 25, True),
    ("IES-02", 1, "Grupo en línea (demostración)", 25, 8, None, False),
    ("IES-09", 0, "Grupo sabatino (demostración)", 40, 10, 30, True),
    ("IES-04", 1, "Grupo de verano (demostración)", 70, 5, 20, False),
)


def ensure_groups(editions: Sequence[Edition], *, at: datetime) -> None:
    """Each group once, by its name."""
    for code, edition, name, days, weeks, places, meets in GROUPS:
        if Cohort.objects.filter(name=name).exists():
            continue
        starts_on = timezone.localdate(at) + timedelta(days=days)
        cohort = create_cohort(
            actor=None, organisation=Organisation.objects.get(code=code), edition=editions[edition], name=name,
            opens_on=starts_on - timedelta(days=30), closes_on=starts_on + timedelta(days=3), starts_on=starts_on,
            ends_on=starts_on + timedelta(weeks=weeks), capacity=places, is_demonstration=True, at=at,
        )  # fmt: skip
        if meets:
            plan_session(
                actor=None, cohort=cohort, topic="Sesión de apertura", day=starts_on, starts_at=time(9),
                ends_at=time(13), place="Auditorio", hours=Decimal(4), at=at,
            )  # fmt: skip
