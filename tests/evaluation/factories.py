"""Pilots with participants and answers, made through the operations that real ones go through."""

import uuid
from datetime import UTC, date, datetime
from typing import Any

from accounts.models import Consent, PrivacyNotice, User
from courses.editions.models import Edition
from courses.study.models import Enrolment
from evaluation.findings.models import DataCut
from evaluation.findings.operations import compute_findings, take_data_cut
from evaluation.instruments.models import Instrument, Occasion
from evaluation.instruments.operations import create_instrument, open_occasion, submit_response
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.operations import add_participant, create_pilot, lock_protocol
from institutes.models import Membership, Organisation
from tests.accounts.factories import TeacherFactory
from tests.certification.factories import CompletedEnrolmentFactory
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

START, DAY, END = (datetime(2026, month, 15, 18, 0, tzinfo=UTC) for month in (8, 10, 12))
QUESTIONS = 10


def evaluator() -> User:
    """A person who evaluates for the state, with a second factor."""
    authority = OrganisationFactory.create(code="SEJ", kind=Organisation.Kind.AUTHORITY)
    return give_second_factor(MembershipFactory.create(organisation=authority, role=Membership.Role.EVALUATOR).user)


def a_pilot(
    *, actor: User | None = None, institutes: list[Organisation] | None = None, locked: bool = True, **fields: Any
) -> Pilot:
    actor = actor or evaluator()
    fields = {
        "name": "Piloto de evaluación formativa",
        "edition": fields.pop("edition", None) or make_edition(),
        **fields,
    }
    pilot = create_pilot(
        actor=actor,
        institutes=institutes or [InstituteFactory.create()],
        starts_on=date(2026, 8, 1),
        ends_on=date(2026, 12, 31),
        at=START,
        **fields,
    )
    return lock_protocol(actor=actor, pilot=pilot, at=START) if locked else pilot


def questions_and_keys(count: int = QUESTIONS) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    uids = [str(uuid.UUID(int=number + 1)) for number in range(count)]
    questions = [
        {
            "uid": uid,
            "type": "question",
            "kind": "true_false",
            "points": "1",
            "prompt": {"es-mx": f"<p>Afirmación {n}</p>"},
        }
        for n, uid in enumerate(uids, start=1)
    ]
    keys = {
        uid: {"kind": "true_false", "points": "1", "correct": True, "explanation": {}, "feedback": {}} for uid in uids
    }
    return questions, keys


def an_instrument(actor: User) -> Instrument:
    questions, keys = questions_and_keys()
    return create_instrument(actor=actor, title="Prueba", questions=questions, keys=keys, at=START)


def occasions_of(pilot: Pilot, actor: User) -> tuple[Occasion, Occasion]:
    """Pre- and post-test, open all through the pilot."""
    instrument = an_instrument(actor)
    made = [
        open_occasion(actor=actor, pilot=pilot, instrument=instrument, moment=moment, opens_at=START, closes_at=END)
        for moment in ("pre", "post")
    ]
    return made[0], made[1]


def consents(teacher: User) -> Consent:
    notice, _created = PrivacyNotice.objects.get_or_create(
        version="1", defaults={"text": "Aviso", "published_at": datetime(2026, 1, 1, tzinfo=UTC)}
    )
    return Consent.objects.create(
        user=teacher, purpose=Consent.Purpose.EVALUATION, notice=notice, granted_at=datetime(2026, 8, 1, tzinfo=UTC)
    )


def enrolled(edition: Edition, institute: Organisation, *, completed: bool = True, **fields: Any) -> Enrolment:
    open_ = {"status": Enrolment.Status.ACTIVE, "grade": None, "completed_at": None, "rule_version": ""}
    return CompletedEnrolmentFactory.create(
        edition=edition, institute=institute, **({} if completed else open_), **fields
    )


def participant(pilot: Pilot, institute: Organisation, *, completed: bool = True) -> Participant:
    teacher = TeacherFactory.create()
    consents(teacher)
    enrolled(pilot.edition, institute, completed=completed, teacher=teacher)
    return add_participant(pilot=pilot, teacher=teacher, institute=institute, at=START)


def answers(right: int) -> dict[str, str]:
    """Answers of which ``right`` are right, out of ten."""
    questions, _keys = questions_and_keys()
    return {question["uid"]: "true" if n < right else "false" for n, question in enumerate(questions)}


def answered_by(
    pilot: Pilot, institute: Organisation, pairs: list[tuple[int, int]], occasions: tuple[Occasion, Occasion]
) -> None:
    """A participant per pair of points before and after."""
    for before, after in pairs:
        one = participant(pilot, institute)
        for occasion, right in zip(occasions, (before, after), strict=True):
            submit_response(participant=one, occasion=occasion, answers=answers(right), at=DAY)


def spread(count: int) -> list[tuple[int, int]]:
    """Pairs of points with some variation, the same every time."""
    return [(3 + n % 4, 5 + (n * 3) % 5) for n in range(count)]


def a_cut(sizes: list[int], *, actor: User | None = None, **fields: Any) -> DataCut:
    """A computed data cut of a pilot with an institute for each size."""
    actor = actor or evaluator()
    institutes = [InstituteFactory.create(code=f"IES-{number:02d}") for number, _size in enumerate(sizes, start=1)]
    pilot = a_pilot(actor=actor, institutes=institutes, **fields)
    occasions = occasions_of(pilot, actor)
    for institute, size in zip(institutes, sizes, strict=True):
        answered_by(pilot, institute, spread(size), occasions)
    return compute_findings(take_data_cut(actor=actor, pilot=pilot, label="Fin del piloto", at=DAY))
