"""Planning a pilot, locking its protocol, taking part: rules, rights, traces."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from wagtail.models import ModelLogEntry

from accounts.models import Consent, PrivacyNotice
from accounts.operations import withdraw_consent
from courses.study.models import Enrolment
from evaluation.pilots import protocol as protocols
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.operations import PilotRefused, add_participant, create_pilot, join_pilot, lock_protocol
from evaluation.pilots.permissions import participations_of, pilots_counted_by, pilots_evaluated_by, pilots_open_to
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory
from tests.courses.editions.factories import make_edition
from tests.evaluation.factories import DAY, END, START, a_pilot, consents, enrolled, evaluator, participant
from tests.institutes.factories import InstituteFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_only_evaluators_plan_pilots() -> None:
    with pytest.raises(PilotRefused):
        a_pilot(actor=TeacherFactory.create())
    assert not Pilot.objects.exists()


@pytest.mark.parametrize(
    "protocol", [{"outcomes": []}, {"disclosure": {"minimum_n": 3}}, {"confidence": 2.0}, {"format": "other"}]
)
def test_a_protocol_that_would_disclose_or_measures_nothing_is_refused(protocol: dict[str, object]) -> None:
    with pytest.raises(PilotRefused, match=next(iter(protocol))):
        a_pilot(protocol=protocol)


def test_a_pilot_needs_an_institute() -> None:
    with pytest.raises(PilotRefused):
        create_pilot(
            actor=evaluator(), name="x", edition=make_edition(), institutes=[], starts_on=date(2026, 1, 1),
            ends_on=date(2026, 2, 1), at=START,
        )  # fmt: skip


def test_locking_freezes_the_protocol_in_the_database() -> None:
    pilot = a_pilot()
    assert pilot.protocol_digest == protocols.digest(pilot.protocol)
    with pytest.raises(DatabaseError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(protocol={})
    with pytest.raises(DatabaseError), transaction.atomic():
        Pilot.objects.filter(pk=pilot.pk).update(ends_on=date(2027, 1, 1))
    Pilot.objects.filter(pk=pilot.pk).update(summary="This may still change")


def test_locking_happens_once_by_an_evaluator_and_leaves_a_trace() -> None:
    actor = evaluator()
    pilot = a_pilot(actor=actor, locked=False)
    with pytest.raises(Pilot.DoesNotExist):
        lock_protocol(actor=TeacherFactory.create(), pilot=pilot, at=DAY)
    lock_protocol(actor=actor, pilot=pilot, at=DAY)
    with pytest.raises(PilotRefused):
        lock_protocol(actor=actor, pilot=pilot, at=DAY)
    actions = ModelLogEntry.objects.for_instance(pilot).values_list("action", flat=True)
    assert set(actions) == {"evaluation.pilot_create", "evaluation.protocol_lock"}


def test_taking_part_needs_consent() -> None:
    institute = InstituteFactory.create()
    pilot = a_pilot(institutes=[institute])
    enrolment = enrolled(pilot.edition, institute)
    with pytest.raises(PilotRefused):
        add_participant(pilot=pilot, teacher=enrolment.teacher, institute=institute, at=DAY)
    consents(enrolment.teacher)
    first = add_participant(pilot=pilot, teacher=enrolment.teacher, institute=institute, at=DAY)
    assert add_participant(pilot=pilot, teacher=enrolment.teacher, institute=institute, at=DAY) == first


def test_taking_part_needs_an_enrolment_a_site_and_the_right_dates() -> None:
    institute, elsewhere = InstituteFactory.create(), InstituteFactory.create()
    pilot = a_pilot(institutes=[institute])
    teacher = TeacherFactory.create()
    consents(teacher)
    with pytest.raises(PilotRefused):
        add_participant(pilot=pilot, teacher=teacher, institute=institute, at=DAY)
    enrolled(pilot.edition, institute, teacher=teacher)
    with pytest.raises(PilotRefused):
        add_participant(pilot=pilot, teacher=teacher, institute=elsewhere, at=DAY)
    with pytest.raises(PilotRefused):
        add_participant(pilot=pilot, teacher=teacher, institute=institute, at=END + timedelta(days=60))
    assert not Participant.objects.exists()


def test_joining_consents_under_the_notice_in_force() -> None:
    institute = InstituteFactory.create()
    pilot = a_pilot(institutes=[institute])
    enrolment = enrolled(pilot.edition, institute)
    PrivacyNotice.objects.get_or_create(version="1", defaults={"text": "Aviso", "published_at": START})
    joined = join_pilot(teacher=enrolment.teacher, pilot=pilot, at=DAY)
    assert joined.consent.purpose == Consent.Purpose.EVALUATION
    assert joined.institute == institute
    assert enrolment.teacher.email not in joined.pseudonym


def test_withdrawing_the_consent_ends_the_part_in_it() -> None:
    institute = InstituteFactory.create()
    one = participant(a_pilot(institutes=[institute]), institute)
    assert participations_of(one.teacher).exists()
    withdraw_consent(user=one.teacher, purpose=Consent.Purpose.EVALUATION, at=DAY)
    assert not participations_of(one.teacher).exists()


def test_a_pilot_invites_those_who_study_its_course_at_its_institutes() -> None:
    institute = InstituteFactory.create()
    pilot = a_pilot(institutes=[institute])
    here, elsewhere = enrolled(pilot.edition, institute), enrolled(pilot.edition, InstituteFactory.create())
    gone = enrolled(pilot.edition, institute)
    Enrolment.objects.filter(pk=gone.pk).update(status=Enrolment.Status.WITHDRAWN, withdrawn_at=DAY)
    assert pilots_open_to(here.teacher).get() == pilot
    assert not pilots_open_to(elsewhere.teacher).exists()
    assert not pilots_open_to(gone.teacher).exists()
    assert not pilots_open_to(TeacherFactory.create()).exists()


def test_nobody_evaluates_a_pilot_in_which_they_take_part() -> None:
    institute, actor = InstituteFactory.create(), evaluator()
    pilot = a_pilot(actor=actor, institutes=[institute])
    assert pilots_evaluated_by(actor).get() == pilot
    consents(actor)
    enrolled(pilot.edition, institute, teacher=actor)
    add_participant(pilot=pilot, teacher=actor, institute=institute, at=DAY)
    assert not pilots_evaluated_by(actor).exists()


def test_institute_staff_count_their_own_pilots_and_evaluate_none() -> None:
    institute = InstituteFactory.create()
    pilot = a_pilot(institutes=[institute])
    staff = MembershipFactory.create(organisation=institute, role=Membership.Role.INSTITUTE_ADMIN).user
    stranger = MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN).user
    assert pilots_counted_by(staff).get() == pilot
    assert not pilots_evaluated_by(staff).exists()
    assert not pilots_counted_by(stranger).exists()
