"""Places, organisations and roles for tests."""

from datetime import date

import factory
from allauth.mfa.models import Authenticator
from factory.django import DjangoModelFactory

from accounts.models import User
from institutes.models import Membership, Municipality, Organisation, Post, School
from tests.accounts.factories import TeacherFactory, UserFactory


class MunicipalityFactory(DjangoModelFactory[Municipality]):
    class Meta:
        model = Municipality
        django_get_or_create = ["key"]

    key = "14039"
    name = "Guadalajara"


class OrganisationFactory(DjangoModelFactory[Organisation]):
    class Meta:
        model = Organisation
        django_get_or_create = ["code"]

    code = factory.Sequence(lambda n: f"ORG-{n:02d}")
    kind = Organisation.Kind.PARTNER
    name = factory.LazyAttribute(lambda organisation: f"Organización {organisation.code}")
    short_name = factory.LazyAttribute(lambda organisation: organisation.code)


class InstituteFactory(OrganisationFactory):
    code = factory.Sequence(lambda n: f"IES-T{n:02d}")
    kind = Organisation.Kind.INSTITUTE
    name = factory.LazyAttribute(lambda organisation: f"Escuela Normal {organisation.code}")


class MembershipFactory(DjangoModelFactory[Membership]):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(InstituteFactory)
    role = Membership.Role.FACILITATOR
    valid_from = date(2020, 1, 1)


class SchoolFactory(DjangoModelFactory[School]):
    class Meta:
        model = School
        django_get_or_create = ["cct"]

    cct = "14DPR0060O"


class PostFactory(DjangoModelFactory[Post]):
    class Meta:
        model = Post

    user = factory.SubFactory(TeacherFactory)
    school = factory.SubFactory(SchoolFactory)
    municipality = factory.SubFactory(MunicipalityFactory)
    level = Post.Level.PRIMARY


def give_second_factor(user: User) -> User:
    """The person now has a one-time password generator (with a key of no use)."""
    Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {"secret": "none"}})
    return user
