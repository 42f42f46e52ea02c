"""Reading cohorts."""

from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort, InvitationLink
from courses.editions.models import Edition
from institutes.models import Membership, Organisation


def open_cohorts(edition: Edition, on: date) -> QuerySet[Cohort]:
    """Listed cohorts of an edition's course that take enrolments on a day, the next to start first."""
    listed = Cohort.objects.filter(edition__course=edition.course_id, is_public=True, closed_at=None)
    return (
        listed.filter(opens_on__lte=on, closes_on__gte=on)
        .select_related("organisation__municipality", "edition")
        .order_by("starts_on", "name", "pk")
    )


def cohorts_of(organisation: Organisation, seen: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """An institute's cohorts among those one may see, newest first."""
    return seen.filter(organisation=organisation).select_related("edition").order_by("-starts_on", "name", "pk")


def facilitators_of(organisation: Organisation, on: date) -> QuerySet[User]:
    """People who hold the facilitator's role at an institute on a day."""
    held = Membership.objects.filter(organisation=organisation, role=Membership.Role.FACILITATOR).in_force(on)
    return User.objects.filter(pk__in=held.values("user").order_by())


def links_of(cohort: Cohort) -> QuerySet[InvitationLink]:
    """Every link of a cohort, newest first."""
    return InvitationLink.objects.filter(cohort=cohort).order_by("-created_at", "-pk")
