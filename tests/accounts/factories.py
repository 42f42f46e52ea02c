"""People for tests."""

from typing import Any

import factory
from factory.django import DjangoModelFactory

from accounts import curp as curps
from accounts.models import TeacherProfile, User

PASSWORD = "una-clave-larga-7"


def make_curp(number: int) -> str:
    """A valid CURP of nobody, one per number below 26³ · 28."""
    letters, rest = divmod(number, 28)
    name = "".join(chr(65 + (letters // 26**place) % 26) for place in (2, 1, 0))
    first = f"X{name}9001{rest % 28 + 1:02d}MJCXXX0"
    return f"{first}{curps.check_digit(first)}"


def _set_password(user: User, create: bool, extracted: str | None, **kwargs: Any) -> None:
    user.set_password(extracted or PASSWORD)
    if create:
        user.save(update_fields=["password"])


class UserFactory(DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persona{n}@escuela.example")
    given_names = "Ana María"
    paternal_surname = "Núñez"
    maternal_surname = "O'Higgins"

    password = factory.PostGeneration(_set_password)


class TeacherProfileFactory(DjangoModelFactory[TeacherProfile]):
    class Meta:
        model = TeacherProfile

    user = factory.SubFactory(UserFactory)
    curp = factory.Sequence(make_curp)


class TeacherFactory(UserFactory):
    """A user with a teacher profile."""

    teacher_profile = factory.RelatedFactory(TeacherProfileFactory, factory_related_name="user")
