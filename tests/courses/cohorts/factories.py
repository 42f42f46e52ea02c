"""Cohorts whose enrolment is open in September 2026."""

from datetime import UTC, date, datetime
from typing import Any

from courses.cohorts.models import Cohort, InvitationLink
from courses.editions.models import Edition
from institutes.models import Organisation
from tests.courses.editions.factories import make_edition

# Dates of a group that has begun at the noon of most tests, in March.
UNDER_WAY = {"opens_on": date(2026, 1, 15), "closes_on": date(2026, 2, 28), "starts_on": date(2026, 2, 1)}


def make_cohort(*, edition: Edition | None = None, organisation: Organisation | None = None, **fields: Any) -> Cohort:
    edition = edition or make_edition(organisation=organisation)
    defaults = {
        "name": f"Grupo {Cohort.objects.count() + 1}",
        "opens_on": date(2026, 8, 15),
        "closes_on": date(2026, 9, 30),
        "starts_on": date(2026, 9, 1),
        "ends_on": date(2026, 12, 11),
    }
    owner = organisation or edition.course.organisation
    return Cohort.objects.create(edition=edition, organisation=owner, **(defaults | fields))


def make_link(cohort: Cohort, **fields: Any) -> InvitationLink:
    """A link by which one joins the cohort, without limit unless ``fields`` say so."""
    defaults = {"created_at": datetime(2026, 8, 15, 12, tzinfo=UTC)}
    return InvitationLink.objects.create(cohort=cohort, **(defaults | fields))
