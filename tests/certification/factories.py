"""Completed enrolments, signed actas and certificates for tests."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts.models import User
from certification.actas.models import Acta
from certification.actas.operations import sign_acta
from certification.credentials.identities import install_identity, self_signed_for
from certification.credentials.models import Credential, SigningIdentity
from certification.credentials.operations import issue_credential
from courses.study.models import Enrolment
from institutes.models import Membership, Organisation
from tests.accounts.factories import TeacherFactory
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

NOON = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)


class CompletedEnrolmentFactory(DjangoModelFactory[Enrolment]):
    class Meta:
        model = Enrolment

    teacher = factory.SubFactory(TeacherFactory)
    edition = factory.LazyFunction(make_edition)
    course = factory.SelfAttribute("edition.course")
    institute = factory.SubFactory(InstituteFactory)
    status = Enrolment.Status.COMPLETED
    grade = Decimal("9.4")
    rule_version = "1"
    enrolled_at = datetime(2026, 8, 3, 15, 0, tzinfo=UTC)
    completed_at = datetime(2026, 9, 12, 15, 0, tzinfo=UTC)


def certifier_of(organisation: Organisation, **names: Any) -> User:
    """A person with a second factor who certifies for the institute."""
    membership = MembershipFactory.create(
        organisation=organisation,
        role=Membership.Role.CERTIFIER,
        **{f"user__{key}": name for key, name in names.items()},
    )
    return give_second_factor(membership.user)


def identity_for(organisation: Organisation, at: datetime = NOON) -> SigningIdentity:
    """The institute can sign: a self-signed certificate, as the command makes it."""
    return install_identity(organisation=organisation, pair=self_signed_for(organisation, at=at), at=at)


def signed_acta(*enrolments: Enrolment, actor: User | None = None, at: datetime = NOON) -> Acta:
    organisation = enrolments[0].institute
    return sign_acta(actor=actor or certifier_of(organisation), organisation=organisation, enrolments=enrolments, at=at)


def issued(enrolment: Enrolment | None = None, *, actor: User | None = None, at: datetime = NOON) -> Credential:
    """A certificate, without its PDF."""
    enrolment = enrolment or CompletedEnrolmentFactory.create()
    return issue_credential(acta_row=signed_acta(enrolment, actor=actor, at=at).rows.get(), at=at)
