"""Registering, agreeing, withdrawing: the rules and their traces."""

from datetime import UTC, datetime

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.models import Consent, PrivacyNotice, SensitiveProfile, TeacherProfile, User
from accounts.operations import (
    ConsentRefused,
    RegistrationRefused,
    accept_notice,
    grant_consent,
    register_teacher,
    set_sensitive_profile,
    withdraw_consent,
)
from accounts.selectors import current_notice, has_consent, must_be_asked_again, sensitive_profile_of
from accounts.signals import consent_withdrawn
from tests.accounts.factories import TeacherFactory, make_curp

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
SENSITIVE = Consent.Purpose.SENSITIVE


def register(**changes: object) -> User:
    facts = {"email": "ana@escuela.example", "given_names": "Ana", "paternal_surname": "Núñez", "curp": make_curp(77)}
    return register_teacher(at=NOON, **{**facts, **changes})  # type: ignore[arg-type]


def test_makes_account_profile_and_consent() -> None:
    user = register()
    assert user.teacher_profile.curp == make_curp(77)
    assert Consent.objects.get(user=user).notice == current_notice()


def test_the_database_never_holds_a_readable_curp() -> None:
    register()
    with connection.cursor() as cursor:
        cursor.execute("SELECT curp, curp_digest FROM accounts_teacherprofile")
        stored = cursor.fetchone()
    assert make_curp(77) not in "".join(stored)


def test_refuses_a_curp_already_registered_and_leaves_nothing() -> None:
    register()
    with pytest.raises(RegistrationRefused) as refused:
        register(email="otra@escuela.example")
    assert "ana@" not in str(refused.value)
    assert User.objects.count() == 1


def test_refuses_an_address_whatever_its_case() -> None:
    register()
    with pytest.raises(RegistrationRefused):
        register(email="ANA@Escuela.example", curp=make_curp(78))
    assert TeacherProfile.objects.count() == 1


def test_agreeing_twice_changes_nothing() -> None:
    user = TeacherFactory.create()
    assert grant_consent(user=user, purpose=SENSITIVE, at=NOON) == grant_consent(user=user, purpose=SENSITIVE, at=NOON)


def test_sensitive_data_need_their_consent() -> None:
    with pytest.raises(ConsentRefused):
        set_sensitive_profile(user=TeacherFactory.create(), language="una lengua", ethnic_origin="")
    assert not SensitiveProfile.objects.exists()


def test_withdrawing_deletes_the_data_and_tells() -> None:
    user, heard = TeacherFactory.create(), []
    grant_consent(user=user, purpose=SENSITIVE, at=NOON)
    set_sensitive_profile(user=user, language="una lengua", ethnic_origin="")

    def hear(**news: object) -> None:
        heard.append(news["purpose"])

    consent_withdrawn.connect(hear)
    withdraw_consent(user=user, purpose=SENSITIVE, at=NOON)
    consent_withdrawn.disconnect(hear)
    assert not SensitiveProfile.objects.exists()
    assert not has_consent(user, SENSITIVE)
    assert Consent.objects.get(user=user, purpose=SENSITIVE).withdrawn_at == NOON
    assert heard == [SENSITIVE]


def test_the_account_itself_is_not_ended_by_withdrawing() -> None:
    with pytest.raises(ConsentRefused):
        withdraw_consent(user=TeacherFactory.create(), purpose=Consent.Purpose.PLATFORM, at=NOON)


def test_a_new_notice_is_asked_once_and_keeps_the_old_consent_on_record() -> None:
    user = register()
    new = PrivacyNotice.objects.create(version="2026-2", text="Nuevo.", published_at=NOON)
    assert must_be_asked_again(user)
    accept_notice(user=user, notice=new, at=NOON)
    assert not must_be_asked_again(user)
    assert Consent.objects.filter(user=user).count() == 2


def test_sensitive_data_survive_a_new_notice() -> None:
    user = TeacherFactory.create()
    grant_consent(user=user, purpose=SENSITIVE, at=NOON)
    set_sensitive_profile(user=user, language="una lengua", ethnic_origin="")
    PrivacyNotice.objects.create(version="2026-2", text="Nuevo.", published_at=NOON)
    grant_consent(user=user, purpose=SENSITIVE, at=NOON)
    profile = sensitive_profile_of(user)
    assert profile is not None
    assert profile.consent.withdrawn_at is None


def test_the_database_refuses_to_change_a_published_notice() -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        PrivacyNotice.objects.update(text="Otro texto.")
