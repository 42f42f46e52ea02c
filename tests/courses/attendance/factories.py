"""Sessions of cohorts in September 2026."""

from datetime import date, datetime, time
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from courses.attendance.models import Session
from courses.attendance.operations import plan_session
from courses.cohorts.models import Cohort
from tests.courses.study.factories import ENROLLED

HERE = ZoneInfo("America/Mexico_City")
DURING = datetime(2026, 9, 12, 10, 30, tzinfo=HERE)


def make_session(cohort: Cohort, **facts: Any) -> Session:
    usual: dict[str, Any] = {
        "topic": "Primera sesión",
        "day": date(2026, 9, 12),
        "starts_at": time(9),
        "ends_at": time(13),
        "place": "Aula magna",
        "hours": Decimal(4),
        "at": ENROLLED,
        "actor": None,
    }
    return plan_session(cohort=cohort, **(usual | facts))
