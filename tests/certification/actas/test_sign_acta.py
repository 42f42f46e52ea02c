from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import TestCase
from wagtail.log_actions import registry

from certification.actas.models import Acta, ActaRow
from certification.actas.operations import ActaRefused, sign_acta
from certification.actas.permissions import actas_seen_by, enrolments_certifiable_by
from certification.actas.signals import acta_signed
from courses.attendance.models import Mark, Session
from courses.study.models import Enrolment
from institutes.models import Membership, Organisation
from tests.certification.factories import (
    NOON,
    CompletedEnrolmentFactory,
    certifier_of,
    signed_acta,
)
from tests.courses.attendance.factories import make_session
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import InstituteFactory, MembershipFactory

Role = Membership.Role


def test_freezes_names_grades_and_signer(enrolment: Enrolment) -> None:
    certifier = certifier_of(enrolment.institute, given_names="Rosa", paternal_surname="Ávila", maternal_surname="")
    acta = sign_acta(
        actor=certifier, organisation=enrolment.institute, enrolments=[enrolment], at=NOON, post=" Directora "
    )
    row = acta.rows.get()
    assert (row.position, row.teacher_name, str(row.grade), row.result) == (
        1,
        "Ana María Núñez O'Higgins",
        "9.4",
        "acreditado",
    )
    assert (acta.signer_name, acta.signer_post, acta.edition_id) == ("Rosa Ávila", "Directora", enrolment.edition_id)
    assert str(acta) == "IES-05-2026-0001"


def test_numbers_follow_without_gaps_per_institute_and_year(institute: Organisation) -> None:
    other = InstituteFactory.create()
    numbers = [signed_acta(CompletedEnrolmentFactory.create(institute=institute)).number for _ in range(3)]
    next_year = signed_acta(CompletedEnrolmentFactory.create(institute=institute), at=NOON + timedelta(days=60))
    assert numbers == [1, 2, 3]
    assert (next_year.year, next_year.number) == (2027, 1)
    assert signed_acta(CompletedEnrolmentFactory.create(institute=other)).number == 1


def test_the_year_is_that_of_jalisco(enrolment: Enrolment) -> None:
    assert signed_acta(enrolment, at=datetime(2027, 1, 1, 3, 0, tzinfo=UTC)).year == 2026


def test_rows_stand_by_surname(institute: Organisation) -> None:
    edition = make_edition()
    people = [
        CompletedEnrolmentFactory.create(institute=institute, edition=edition, teacher__paternal_surname=surname)
        for surname in ("Zavala", "Acosta", "Medina")
    ]
    acta = signed_acta(*people)
    assert [row.teacher_name.split()[2] for row in acta.rows.all()] == ["Acosta", "Medina", "Zavala"]


def test_refuses_ones_own_work(institute: Organisation) -> None:
    certifier = certifier_of(institute)
    own = CompletedEnrolmentFactory.create(institute=institute, teacher=certifier)
    with pytest.raises(ActaRefused, match=r"Nobody|Nadie"):
        sign_acta(actor=certifier, organisation=institute, enrolments=[own], at=NOON)
    assert not enrolments_certifiable_by(certifier).exists()


def test_refuses_who_has_not_completed_and_signs_nothing(institute: Organisation) -> None:
    edition = make_edition()
    done = CompletedEnrolmentFactory.create(institute=institute, edition=edition)
    active = CompletedEnrolmentFactory.create(
        institute=institute, edition=edition, status="active", grade=None, completed_at=None
    )
    with pytest.raises(ActaRefused):
        signed_acta(done, active)
    assert not Acta.objects.exists()


def test_refuses_who_already_stands_in_an_acta(enrolment: Enrolment) -> None:
    signed_acta(enrolment)
    with pytest.raises(ActaRefused):
        signed_acta(enrolment)
    assert ActaRow.objects.count() == 1


def test_refuses_teachers_of_another_institute(institute: Organisation) -> None:
    elsewhere = CompletedEnrolmentFactory.create()
    with pytest.raises(ActaRefused):
        sign_acta(actor=certifier_of(institute), organisation=institute, enrolments=[elsewhere], at=NOON)


def test_refuses_two_editions_in_one_acta(institute: Organisation) -> None:
    with pytest.raises(ActaRefused):
        signed_acta(
            CompletedEnrolmentFactory.create(institute=institute), CompletedEnrolmentFactory.create(institute=institute)
        )


def test_refuses_an_empty_acta(institute: Organisation) -> None:
    with pytest.raises(ActaRefused):
        sign_acta(actor=certifier_of(institute), organisation=institute, enrolments=[], at=NOON)


@pytest.mark.parametrize("role", [Role.INSTITUTE_ADMIN, Role.FACILITATOR, Role.AUTHOR])
def test_only_certifiers_of_the_institute_sign(enrolment: Enrolment, role: Membership.Role) -> None:
    person = MembershipFactory.create(organisation=enrolment.institute, role=role).user
    certifier_elsewhere = certifier_of(InstituteFactory.create())
    for actor in (person, certifier_elsewhere):
        with pytest.raises(ActaRefused):
            sign_acta(actor=actor, organisation=enrolment.institute, enrolments=[enrolment], at=NOON)


def test_a_past_certifier_certifies_nobody(enrolment: Enrolment) -> None:
    certifier = certifier_of(enrolment.institute)
    Membership.objects.filter(user=certifier).update(valid_to="2021-01-01")
    assert not enrolments_certifiable_by(certifier).exists()


def test_actas_are_seen_by_the_institutes_certifiers_and_administrators(enrolment: Enrolment) -> None:
    acta = signed_acta(enrolment)
    seen = {
        role: actas_seen_by(MembershipFactory.create(organisation=enrolment.institute, role=role).user)
        .filter(pk=acta.pk)
        .exists()
        for role in (Role.CERTIFIER, Role.INSTITUTE_ADMIN, Role.FACILITATOR)
    }
    assert seen == {Role.CERTIFIER: True, Role.INSTITUTE_ADMIN: True, Role.FACILITATOR: False}
    assert not actas_seen_by(certifier_of(InstituteFactory.create())).exists()


def test_leaves_a_trace(enrolment: Enrolment) -> None:
    acta = signed_acta(enrolment)
    entry = registry.get_logs_for_instance(acta).get()
    assert (entry.action, entry.user_id, entry.data) == ("actas.sign", acta.signed_by_id, {"rows": 1})


def test_tells_upper_rooms_after_commit_only(enrolment: Enrolment) -> None:
    heard: list[Acta] = []

    def hear(sender: type[Acta], acta: Acta, **kwargs: object) -> None:
        heard.append(acta)

    acta_signed.connect(hear)
    try:
        with TestCase.captureOnCommitCallbacks() as callbacks:
            acta = signed_acta(enrolment)
        assert heard == []
        for callback in callbacks:
            if getattr(callback, "func", None) == acta_signed.send:
                acta_signed.disconnect(dispatch_uid="credentials.issue_on_signing")
                callback()
        assert heard == [acta]
    finally:
        acta_signed.disconnect(hear)
        from certification.credentials.apps import _issue_on_signing

        acta_signed.connect(_issue_on_signing, dispatch_uid="credentials.issue_on_signing")


@pytest.mark.parametrize("change", [{"number": 9}, {"signer_name": "Otra"}, {"signed_at": NOON + timedelta(days=1)}])
def test_the_database_refuses_to_change_a_signed_acta(enrolment: Enrolment, change: dict[str, object]) -> None:
    acta = signed_acta(enrolment)
    with pytest.raises(IntegrityError), transaction.atomic():
        Acta.objects.filter(pk=acta.pk).update(**change)


@pytest.mark.parametrize("change", [{"grade": 10}, {"teacher_name": "Otra"}, {"result": "baja"}])
def test_the_database_refuses_to_change_a_row(enrolment: Enrolment, change: dict[str, object]) -> None:
    row = signed_acta(enrolment).rows.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ActaRow.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize(
    ("needed", "states", "certifiable"),
    [
        (True, ["present", "present", "present", "present", "absent"], True),  # 80 % is asked for
        (True, ["present", "present", "present", "absent"], False),
        (True, ["present", "justified", "justified"], True),
        (True, ["absent", "justified"], False),
        (True, [], True),
        (False, ["absent"], True),
    ],
)
def test_a_group_that_needs_attendance_certifies_whoever_attended(
    institute: Organisation, needed: bool, states: list[str], certifiable: bool
) -> None:
    cohort = make_cohort(organisation=institute, attendance_percent=80, needs_attendance=needed)
    person = CompletedEnrolmentFactory.create(institute=institute, edition=cohort.edition, cohort=cohort)
    for day, state in enumerate(states, start=1):
        session = make_session(cohort, day=date(2026, 9, day), actor=None, topic=f"Sesión {day}")
        Mark.objects.create(session=session, enrolment=person, state=state, marked_at=NOON)
    certifier = certifier_of(institute)
    assert enrolments_certifiable_by(certifier).filter(pk=person.pk).exists() is certifiable
    if certifiable:
        assert signed_acta(person).rows.count() == 1
    else:
        with pytest.raises(ActaRefused, match=r"attended|asistió"):
            sign_acta(actor=certifier, organisation=institute, enrolments=[person], at=NOON)


def test_a_session_called_off_counts_for_nothing(institute: Organisation) -> None:
    cohort = make_cohort(organisation=institute, attendance_percent=80, needs_attendance=True)
    person = CompletedEnrolmentFactory.create(institute=institute, edition=cohort.edition, cohort=cohort)
    session = make_session(cohort)
    Mark.objects.create(session=session, enrolment=person, state="absent", marked_at=NOON)
    assert not enrolments_certifiable_by(certifier_of(institute)).exists()
    Session.objects.filter(pk=session.pk).update(cancelled_at=NOON)
    assert enrolments_certifiable_by(certifier_of(institute)).exists()
