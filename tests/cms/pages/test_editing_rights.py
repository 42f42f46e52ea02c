"""Authors see and change what stands under their own institute, through every door of the CMS."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from cms.pages.operations import collection_of, sync_editor_groups
from cms.pages.permissions import course_pages_editable_by, course_pages_publishable_by
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_course, make_image
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

Role = Membership.Role
pytestmark = pytest.mark.django_db


def member(organisation: Organisation, role: Membership.Role = Role.AUTHOR) -> User:
    return give_second_factor(MembershipFactory.create(organisation=organisation, role=role).user)


@pytest.fixture
def mine() -> CoursePage:
    return make_course(rich=False, title="Curso propio", publish=False)


@pytest.fixture
def theirs() -> CoursePage:
    return make_course(rich=False, title="Curso ajeno secreto", publish=False)


@pytest.fixture
def author(client: Client, mine: CoursePage, theirs: CoursePage) -> Client:
    client.force_login(member(mine.organisation))
    return client


def test_an_author_edits_the_courses_of_the_own_institute_only(mine: CoursePage, theirs: CoursePage) -> None:
    user = member(mine.organisation)
    assert list(course_pages_editable_by(user)) == [mine]
    assert list(course_pages_publishable_by(user)) == []


def test_an_administrator_also_publishes_them(mine: CoursePage, theirs: CoursePage) -> None:
    assert list(course_pages_publishable_by(member(mine.organisation, Role.INSTITUTE_ADMIN))) == [mine]


def test_the_state_administers_all(mine: CoursePage, theirs: CoursePage) -> None:
    authority = OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY)
    assert course_pages_editable_by(member(authority, Role.SEJ_ADMIN)).count() == 2


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.CERTIFIER, Role.EVALUATOR])
def test_other_roles_do_not_enter_the_cms(client: Client, role: Membership.Role, mine: CoursePage) -> None:
    user = member(mine.organisation, role)
    assert not user.has_perm("wagtailadmin.access_admin")
    client.force_login(user)
    assert client.get(reverse("wagtailadmin_home")).status_code == 404


def test_rights_end_with_the_membership(mine: CoursePage) -> None:
    membership = MembershipFactory.create(organisation=mine.organisation, role=Role.AUTHOR)
    user = membership.user
    membership.valid_to = timezone.localdate() - timedelta(days=1)
    membership.save()
    assert not course_pages_editable_by(User.objects.get(pk=user.pk)).exists()
    Membership.objects.filter(pk=membership.pk).update(valid_to=None)
    sync_editor_groups()
    assert course_pages_editable_by(User.objects.get(pk=user.pk)).exists()
    Membership.objects.filter(pk=membership.pk).update(valid_to=timezone.localdate() - timedelta(days=1))
    sync_editor_groups()
    assert not course_pages_editable_by(User.objects.get(pk=user.pk)).exists()


def test_keeping_groups_in_step_twice_changes_nothing(mine: CoursePage) -> None:
    member(mine.organisation)
    sync_editor_groups()
    before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
    sync_editor_groups()
    assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before


DOORS = [
    "wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft", "wagtailadmin_pages:history",
    "wagtailadmin_pages:copy", "wagtailadmin_pages:move", "wagtailadmin_pages:delete", "wagtailadmin_pages:usage",
    "wagtailadmin_pages:set_privacy", "wagtailadmin_pages:preview_on_edit", "wagtailadmin_pages:convert_alias",
    "simple_translation:submit_page_translation", "wagtailadmin_pages:workflow_history", "wagtailadmin_pages:unpublish",
]  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_the_doors_of_another_institutes_pages_are_shut(author: Client, theirs: CoursePage, door: str) -> None:
    for page in (theirs, LessonPage.objects.descendant_of(theirs).get()):
        response = author.get(reverse(door, args=[page.pk]))
        assert response.status_code in (302, 403, 404), door
        assert "Curso ajeno" not in response.content.decode()


def test_old_revisions_of_another_institute_are_shut(author: Client, theirs: CoursePage) -> None:
    first, second = theirs.save_revision(), theirs.save_revision()
    for door, arguments in [
        ("revisions_compare", (theirs.pk, first.pk, second.pk)),
        ("revisions_view", (theirs.pk, first.pk)),
        ("revisions_revert", (theirs.pk, first.pk)),
    ]:
        response = author.get(reverse(f"wagtailadmin_pages:{door}", args=arguments))
        assert response.status_code in (302, 403, 404), door
        assert "Curso ajeno" not in response.content.decode()


SEARCHES = [
    ("wagtailadmin_pages:search", {"q": "curso"}),
    ("wagtailadmin_reports:site_history", {}),
    ("wagtailadmin_reports:workflow", {}),
    ("wagtailadmin_reports:aging_pages", {}),
    ("wagtailadmin_reports:locked_pages", {}),
    ("wagtailadmin_home", {}),
    ("wagtailadmin_explore_root", {}),
]


@pytest.mark.parametrize(("door", "query"), SEARCHES)
def test_lists_and_reports_never_name_another_institutes_drafts(
    author: Client, theirs: CoursePage, door: str, query: dict[str, str]
) -> None:
    response = author.get(reverse(door), query, follow=True)
    assert "Curso ajeno" not in response.content.decode()


def test_choosers_offer_no_page_of_another_institute(author: Client, theirs: CoursePage) -> None:
    for address in [
        reverse("wagtailadmin_choose_page_search") + "?q=curso",
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[theirs.get_parent().pk]),
    ]:
        assert "Curso ajeno" not in author.get(address).content.decode(), address


def test_the_explorer_lists_the_own_courses(author: Client, mine: CoursePage) -> None:
    page = author.get(reverse("wagtailadmin_explore", args=[mine.get_parent().pk])).content.decode()
    assert "Curso propio" in page


def test_the_api_of_the_admin_keeps_to_the_own_tree(author: Client, theirs: CoursePage) -> None:
    address = reverse("wagtailadmin_api:pages:detail", args=[theirs.pk])
    response = author.get(address)
    assert response.status_code in (403, 404)
    listing = author.get(reverse("wagtailadmin_api:pages:listing")).content.decode()
    assert "Curso ajeno" not in listing


def test_files_of_another_institute_are_not_offered(author: Client, theirs: CoursePage, mine: CoursePage) -> None:
    for organisation, title in ((theirs.organisation, "Foto ajena"), (mine.organisation, "Foto propia")):
        image: Any = make_image(title)
        get_image_model().objects.filter(pk=image.pk).update(collection=collection_of(organisation))
    offered = author.get(reverse("wagtailimages_chooser:choose")).content.decode()
    assert "Foto propia" in offered
    assert "Foto ajena" not in offered


def test_an_author_cannot_copy_a_course_into_another_institute(author: Client, mine: CoursePage) -> None:
    other = make_course(rich=False, publish=False).get_parent()
    data = {
        "new_title": "Copia", "new_slug": "copia", "new_parent_page": other.pk, "copy_subpages": "on", "alias": "",
    }  # fmt: skip
    author.post(reverse("wagtailadmin_pages:copy", args=[mine.pk]), data)
    assert not other.get_children().filter(slug="copia").exists()


def test_institutes_have_their_own_collection() -> None:
    one, two = InstituteFactory.create(short_name="Normal"), InstituteFactory.create(short_name="Normal")
    assert collection_of(one) != collection_of(two)
    assert collection_of(one) == collection_of(one)
