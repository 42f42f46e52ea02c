"""Reads of actas: lists, what waits to be certified, one acta with its rows."""

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import User
from certification.actas.models import Acta, ActaRow
from certification.actas.permissions import actas_seen_by, enrolments_certifiable_by
from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from courses.study.models import Enrolment
from institutes.models import Organisation


@dataclass(frozen=True)
class Waiting:
    """A group of teachers who may stand in one acta: same edition, same cohort (or none)."""

    edition: Edition
    cohort: Cohort | None
    number: int

    @property
    def key(self) -> str:
        return f"{self.edition.pk}-{self.cohort.pk if self.cohort else 0}"


def actas_of(user: User, organisation: Organisation) -> QuerySet[Acta]:
    """The institute's actas that the person may see, newest first, with how many rows each has."""
    seen = actas_seen_by(user).filter(organisation=organisation)
    return (
        seen.select_related("organisation", "edition", "cohort")
        .annotate(row_count=Count("rows"))
        .order_by("-year", "-number")
    )


def rows_of(acta: Acta) -> QuerySet[ActaRow]:
    return acta.rows.order_by("position")


def waiting_groups(user: User, organisation: Organisation) -> list[Waiting]:
    """What the person may certify now at the institute, grouped as an acta needs it."""
    waiting = enrolments_certifiable_by(user).filter(institute=organisation).order_by()
    counts = waiting.values("edition_id", "cohort_id").annotate(number=Count("pk")).order_by("edition_id", "cohort_id")
    groups = list(counts)
    editions = Edition.objects.defer("source_text").in_bulk({group["edition_id"] for group in groups})
    cohorts = Cohort.objects.in_bulk({group["cohort_id"] for group in groups if group["cohort_id"]})
    made = [
        Waiting(editions[group["edition_id"]], cohorts.get(group["cohort_id"]), group["number"]) for group in groups
    ]
    return sorted(made, key=lambda group: (group.edition.title, group.cohort.name if group.cohort else ""))


def waiting_enrolments(user: User, organisation: Organisation, group: Waiting) -> QuerySet[Enrolment]:
    """The teachers of one group, by surname."""
    waiting = enrolments_certifiable_by(user).filter(institute=organisation, edition=group.edition, cohort=group.cohort)
    return waiting.select_related("teacher").order_by(
        "teacher__paternal_surname", "teacher__maternal_surname", "teacher__given_names", "pk"
    )
