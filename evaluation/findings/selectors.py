"""Reads of a pilot: its live counts, and the inputs of a data cut. Each is a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from certification.credentials.models import Credential
from courses.study.models import Enrolment
from evaluation.findings.models import DataCut, Finding
from evaluation.instruments.models import Occasion, Response
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.selectors import consenting

STEPS = ("enrolled", "consented", "pre", "completed", "post", "certified")


@dataclass(frozen=True)
class LiveCounts:
    """How far the teachers of one institute have come, now."""

    code: str
    name: str
    enrolled: int
    consented: int
    pre: int
    completed: int
    post: int
    certified: int


def enrolments_of_pilot(pilot: Pilot) -> QuerySet[Enrolment]:
    """Enrolments in the pilot's course at its institutes; withdrawn ones count as invited too."""
    return Enrolment.objects.filter(course=pilot.edition.course_id, institute__pilot_sites__pilot=pilot)


def live_counts(pilot: Pilot, *, institute_id: int | None = None) -> list[LiveCounts]:
    """Per institute: teachers enrolled, completed, certified, and participants with either test. Four queries."""
    sites = pilot.sites.select_related("institute").order_by("institute__code")
    if institute_id is not None:
        sites = sites.filter(institute=institute_id)
    study, answers = _study_counts(pilot), _answer_counts(pilot)
    nothing = dict.fromkeys(STEPS, 0)
    return [
        LiveCounts(
            code=site.institute.code,
            name=site.institute.short_name,
            **{**nothing, **study.get(site.institute_id, {}), **answers.get(site.institute_id, {})},
        )
        for site in sites
    ]


def total_of(counts: list[LiveCounts]) -> dict[str, int]:
    """All institutes together."""
    return {step: sum(getattr(row, step) for row in counts) for step in STEPS}


def _study_counts(pilot: Pilot) -> dict[int, dict[str, int]]:
    issued = Credential.objects.filter(enrolment=OuterRef("pk"), status=Credential.Status.ISSUED)
    rows = (
        enrolments_of_pilot(pilot)
        .annotate(has_credential=Exists(issued))
        .values("institute_id")
        .annotate(
            enrolled=Count("teacher", distinct=True),
            completed=Count("teacher", distinct=True, filter=Q(status=Enrolment.Status.COMPLETED)),
            certified=Count("teacher", distinct=True, filter=Q(has_credential=True)),
        )
        .order_by("institute_id")
    )
    return _by_institute(rows)


def _answer_counts(pilot: Pilot) -> dict[int, dict[str, int]]:
    def took(moment: str) -> Exists:
        return Exists(Response.objects.filter(participant=OuterRef("pk"), occasion__moment=moment))

    rows = (
        consenting(Participant.objects.filter(pilot=pilot))
        .annotate(took_pre=took(Occasion.Moment.PRE), took_post=took(Occasion.Moment.POST))
        .values("institute_id")
        .annotate(
            consented=Count("pk"),
            pre=Count("pk", filter=Q(took_pre=True)),
            post=Count("pk", filter=Q(took_post=True)),
        )
        .order_by("institute_id")
    )
    return _by_institute(rows)


def _by_institute(rows: Iterable[Mapping[str, Any]]) -> dict[int, dict[str, int]]:
    return {row["institute_id"]: {step: row[step] for step in STEPS if step in row} for row in rows}


def inputs_of(pilot: Pilot, *, at: datetime) -> dict[str, Any]:
    """Everything that the findings are computed from, as it stood at ``at``: pseudonyms, no names. Six queries."""
    digests = pilot.occasions.order_by("moment").values_list("moment", "instrument__digest")
    return {
        "format": "formacion-docente/data-cut",
        "version": 1,
        "pilot": str(pilot.uid),
        "edition": pilot.edition.digest,
        "protocol": pilot.protocol_digest,
        "confidence": pilot.protocol["confidence"],
        "instruments": dict(digests),
        "taken_at": at.isoformat(),
        "sites": _sites(pilot, at),
        "participants": _participants(pilot, at),
    }


def _sites(pilot: Pilot, at: datetime) -> list[dict[str, Any]]:
    invited = dict(
        enrolments_of_pilot(pilot)
        .filter(enrolled_at__lte=at)
        .values_list("institute_id")
        .annotate(Count("teacher", distinct=True))
        .order_by("institute_id")
    )
    sites = pilot.sites.order_by("institute__code").values("institute_id", "institute__code", "institute__short_name")
    return [
        {
            "code": site["institute__code"],
            "name": site["institute__short_name"],
            "invited": invited.get(site["institute_id"], 0),
        }
        for site in sites
    ]


def _participants(pilot: Pilot, at: datetime) -> list[dict[str, Any]]:
    people = consenting(Participant.objects.filter(pilot=pilot, enrolled_at__lte=at), at=at)
    columns = people.order_by("institute__code", "pseudonym").values_list(
        "pk", "teacher_id", "institute__code", "pseudonym"
    )
    scores = _scores(pilot, at)
    completed, certified = _completed(pilot, at), _certified(pilot, at)
    return [
        {
            "institute": code,
            "pseudonym": pseudonym,
            "pre": scores.get((pk, Occasion.Moment.PRE.value)),
            "post": scores.get((pk, Occasion.Moment.POST.value)),
            "completed": teacher in completed,
            "certified": teacher in certified,
        }
        for pk, teacher, code, pseudonym in columns
    ]


def _scores(pilot: Pilot, at: datetime) -> dict[tuple[int, str], list[str]]:
    responses = Response.objects.filter(occasion__pilot=pilot, submitted_at__lte=at)
    rows = responses.values_list("participant_id", "occasion__moment", "points", "max_points")
    return {(participant, moment): [f"{points:.3f}", f"{most:.3f}"] for participant, moment, points, most in rows}


def _completed(pilot: Pilot, at: datetime) -> set[int]:
    done = Enrolment.objects.filter(course=pilot.edition.course_id, completed_at__lte=at)
    return set(done.filter(status=Enrolment.Status.COMPLETED).values_list("teacher_id", flat=True))


def _certified(pilot: Pilot, at: datetime) -> set[int]:
    issued = Credential.objects.filter(enrolment__course=pilot.edition.course_id, issued_at__lte=at)
    return set(issued.filter(status=Credential.Status.ISSUED).values_list("enrolment__teacher_id", flat=True))


def findings_table(data_cut: DataCut) -> dict[str, dict[str, Finding]]:
    """{institute code or "": {measure: finding}}, in one query; the order of institutes is that of their codes."""
    table: dict[str, dict[str, Finding]] = {}
    findings = Finding.objects.filter(data_cut=data_cut).select_related("institute")
    for finding in findings.order_by("institute__code", "measure"):
        table.setdefault(finding.institute.code if finding.institute else "", {})[finding.measure] = finding
    return table
