"""Proposals for tests, and the people and courses they need."""

import uuid
from datetime import UTC, datetime
from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import User
from cms.pages.models import CoursePage
from cms.proposals.models import Proposal
from institutes.models import Membership, Organisation
from tests.accounts.factories import TeacherFactory
from tests.cms.pages.factories import make_course
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

NOON = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


def confirmed(user: User) -> User:
    """The person has shown that the address is theirs."""
    EmailAddress.objects.get_or_create(user=user, email=user.email, defaults={"verified": True, "primary": True})
    return user


def make_citizen(**fields: Any) -> User:
    return confirmed(TeacherFactory.create(**fields))


def make_published_course(organisation: Organisation | None = None, **fields: Any) -> CoursePage:
    """A published course, and with it its edition."""
    return make_course(organisation=organisation or InstituteFactory.create(), rich=False, **fields)


def make_author(course: CoursePage, role: Membership.Role = Membership.Role.AUTHOR) -> User:
    user = MembershipFactory.create(role=role, organisation=course.organisation).user
    return confirmed(give_second_factor(user))


def make_proposal(course: CoursePage, author: User | None = None, **fields: Any) -> Proposal:
    values: dict[str, Any] = {
        "course_uid": course.translation_key,
        "author": author or make_citizen(),
        "kind": Proposal.Kind.CORRECTION,
        "text": "En la segunda lección falta una tilde.",
        "is_public": True,
        "created_at": NOON,
        "uid": uuid.uuid4(),
        **fields,
    }
    return Proposal.objects.create(**values)
