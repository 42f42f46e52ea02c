"""The permission table: who gets which answer at which address.

Each room with URLs keeps its rows in ``tests/<floor>/<room>/addresses.py``::

    ADDRESSES = [
        Address("catalogue", anonymous=200, stranger=200),
        Address("lesson", make=lambda world: {"enrolment": world.once("enrolment", EnrolmentFactory.create).pk, ...},
                as_=lambda world: world.once("enrolment", EnrolmentFactory.create).teacher),
        Address("cohort_create", make=lambda world: {"code": world.institute.code},
                as_=lambda world: world.member(Role.INSTITUTE_ADMIN)),
    ]

``tests/test_addresses.py`` runs every row as nobody, as strangers and as whom it allows, and fails when one of our
URL names has no row.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from accounts.models import User
from institutes.models import Membership, Organisation
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

Thing = TypeVar("Thing")
Role = Membership.Role


@dataclass
class World:
    """Things that rows share within one test: made when first asked for, the same ever after."""

    things: dict[Any, Any] = field(default_factory=dict)

    def once(self, key: Any, make: Callable[[], Thing]) -> Thing:
        """``make()`` the first time, the same object afterwards; ``key`` names it."""
        if key not in self.things:
            self.things[key] = make()
        return self.things[key]  # type: ignore[no-any-return]

    @property
    def institute(self) -> Organisation:
        """The institute in which the row's subject lives."""
        return self.once("institute", InstituteFactory.create)

    @property
    def other_institute(self) -> Organisation:
        return self.once("other institute", InstituteFactory.create)

    @property
    def authority(self) -> Organisation:
        return self.once("authority", lambda: OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY, code="SEJ"))

    @property
    def teacher(self) -> User:
        """An ordinary teacher with a profile; the default for ``as_``."""
        return self.once("teacher", TeacherFactory.create)

    @property
    def stranger(self) -> User:
        """A signed-in teacher without any right over anything here."""
        return self.once("stranger", TeacherFactory.create)

    @property
    def stranger_staff(self) -> User:
        """Holds every institute role, in another institute."""

        def make() -> User:
            user = self.member(Role.INSTITUTE_ADMIN, self.other_institute)
            for role in (Role.CERTIFIER, Role.FACILITATOR, Role.AUTHOR):
                MembershipFactory.create(user=user, organisation=self.other_institute, role=role)
            return user

        return self.once("stranger staff", make)

    @property
    def superuser(self) -> User:
        return self.once("superuser", lambda: give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)))

    def member(self, role: Membership.Role, organisation: Organisation | None = None) -> User:
        """A person, second factor set up, who holds ``role`` in ``organisation`` (default: the institute).

        SEJ roles live in the authority.
        """
        if organisation is None:
            organisation = self.authority if role in (Role.EVALUATOR, Role.SEJ_ADMIN) else self.institute

        def make() -> User:
            return give_second_factor(MembershipFactory.create(role=role, organisation=organisation).user)

        return self.once(("member", role, organisation.pk), make)


@dataclass(frozen=True)
class Address:
    """One row. ``make`` gives the URL's keyword arguments, ``as_`` the allowed person, ``data`` what is sent."""

    name: str
    anonymous: int = 302
    stranger: int = 404
    allowed: int = 200
    method: str = "get"
    make: Callable[[World], dict[str, Any]] | None = None
    as_: Callable[[World], User] | None = None
    data: Callable[[World], dict[str, Any]] | None = None
    stranger_staff: int | None = None  # the staff of another institute, where it differs from ``stranger``
