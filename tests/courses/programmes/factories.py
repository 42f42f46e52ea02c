"""Programmes of small courses, made as drafts through the editor's own path and approved through the operation."""

from typing import Any

from accounts.models import User
from courses.editions.models import Course
from courses.programmes.models import Programme, ProgrammeCourse
from courses.programmes.operations import publish_programme
from institutes.models import Membership, Organisation
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

Role = Membership.Role


def member(organisation: Organisation, role: Membership.Role) -> User:
    return give_second_factor(MembershipFactory.create(role=role, organisation=organisation).user)


def draft_programme(
    *,
    organisation: Organisation | None = None,
    author: User | None = None,
    courses: list[Course] | None = None,
    optional: int = 0,
    **fields: Any,
) -> Programme:
    """A draft saved by an author; the last ``optional`` of its courses keep nobody waiting."""
    organisation = organisation or InstituteFactory.create()
    courses = courses or [make_edition(organisation=organisation).course for _ in range(2)]
    programme = Programme(
        organisation=organisation, **({"title": "Evaluar y acompañar", "summary": "Para primaria."} | fields)
    )
    programme.places = [
        ProgrammeCourse(course=course, sort_order=number, is_required=number < len(courses) - optional)
        for number, course in enumerate(courses)
    ]
    programme.save()
    programme.save_revision(user=author or member(organisation, Role.AUTHOR))
    saved: Programme = Programme.objects.get(pk=programme.pk)
    return saved


def make_programme(**fields: Any) -> Programme:
    """A public programme."""
    draft = draft_programme(**fields)
    administrator = member(draft.organisation, Role.INSTITUTE_ADMIN)
    return publish_programme(actor=administrator, programme=draft, revision=draft.latest_revision_id)
