"""Programmes: written as drafts, approved by somebody else, followed, completed course by course."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.panels import ObjectList
from wagtail.models import ModelLogEntry, ReferenceIndex

from courses.editions.models import Course
from courses.programmes.forms import ProgrammeForm
from courses.programmes.models import Following, Programme
from courses.programmes.operations import (
    ProgrammeRefused,
    follow_programme,
    leave_programme,
    publish_programme,
    withdraw_programme,
)
from courses.programmes.selectors import ways_followed_by
from courses.programmes.wagtail_hooks import PANELS
from courses.study.operations import enrol
from tests.accounts.factories import TeacherFactory
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.courses.programmes.factories import draft_programme, make_programme, member
from tests.courses.study.factories import complete

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
LIST = "wagtailsnippets_programmes_programme"


def test_a_draft_is_nobodys_but_its_organisations(client: Any) -> None:
    draft = draft_programme(title="Borrador secreto")
    assert client.get(reverse("programme", args=[draft.slug])).status_code == 404
    assert "Borrador secreto" not in client.get(reverse("programmes")).content.decode()


def test_who_administers_publishes_what_a_colleague_wrote() -> None:
    programme = make_programme()
    assert programme.live
    entry = ModelLogEntry.objects.for_instance(programme).filter(action="wagtail.publish").get()
    assert entry.user_id is not None


def test_nobody_approves_their_own_text() -> None:
    draft = draft_programme()
    administrator = member(draft.organisation, Role.INSTITUTE_ADMIN)
    draft.save_revision(user=administrator)
    draft.refresh_from_db()
    with pytest.raises(ProgrammeRefused, match="propio texto"):
        publish_programme(actor=administrator, programme=draft, revision=draft.latest_revision_id)


def test_not_even_by_letting_somebody_save_it_once_more() -> None:
    draft = draft_programme()
    administrator = member(draft.organisation, Role.INSTITUTE_ADMIN)
    draft.save_revision(user=administrator)
    draft.save_revision(user=member(draft.organisation, Role.AUTHOR))
    draft.refresh_from_db()
    with pytest.raises(ProgrammeRefused, match="propio texto"):
        publish_programme(actor=administrator, programme=draft, revision=draft.latest_revision_id)


def test_what_was_saved_meanwhile_is_read_first() -> None:
    draft = draft_programme()
    read = draft.latest_revision_id
    draft.save_revision(user=member(draft.organisation, Role.AUTHOR))
    with pytest.raises(ProgrammeRefused, match="Mientras tanto"):
        publish_programme(actor=member(draft.organisation, Role.INSTITUTE_ADMIN), programme=draft, revision=read)


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.FACILITATOR, Role.CERTIFIER])
def test_only_who_administers_publishes(role: Any) -> None:
    draft = draft_programme()
    with pytest.raises(Programme.DoesNotExist):
        publish_programme(actor=member(draft.organisation, role), programme=draft, revision=draft.latest_revision_id)


def test_publishing_twice_changes_nothing() -> None:
    programme = make_programme()
    other = member(programme.organisation, Role.INSTITUTE_ADMIN)
    publish_programme(actor=other, programme=programme, revision=0)
    assert ModelLogEntry.objects.for_instance(programme).filter(action="wagtail.publish").count() == 1


def test_a_change_waits_while_the_public_page_stays() -> None:
    programme = make_programme(title="Como era")
    draft = programme.get_latest_revision_as_object()
    draft.title = "Como será"
    draft.save_revision(user=member(programme.organisation, Role.AUTHOR))
    assert Programme.objects.get(pk=programme.pk).title == "Como era"


def test_wagtail_itself_publishes_nothing(world: World) -> None:
    draft = draft_programme(organisation=world.institute)
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    form = {
        "organisation": world.institute.pk, "title": "Publicado de lado", "summary": "x", "action-publish": "1",
        "places-TOTAL_FORMS": 1, "places-INITIAL_FORMS": 0, "places-MIN_NUM_FORMS": 1, "places-MAX_NUM_FORMS": 1000,
        "places-0-course": Course.objects.values_list("pk", flat=True)[0], "places-0-is_required": "on",
        "places-0-ORDER": 1, "places-0-id": "", "places-0-DELETE": "", "places-0-note": "",
    }  # fmt: skip
    client.post(reverse(f"{LIST}:edit", args=[draft.pk]), form)
    assert client.post(reverse(f"{LIST}:unpublish", args=[draft.pk])).status_code in {302, 404}
    assert not Programme.objects.get(pk=draft.pk).live


def test_a_new_one_is_saved_as_a_draft_through_the_form(world: World) -> None:
    client, course = signed_in(world.member(Role.AUTHOR)), make_edition(organisation=world.institute).course
    answer = client.post(
        reverse(f"{LIST}:add"),
        {
            "organisation": world.institute.pk, "title": "Leer t+ri", "summary": "Para leer",
            "places-TOTAL_FORMS": 1, "places-INITIAL_FORMS": 0, "places-MIN_NUM_FORMS": 1,
            "places-MAX_NUM_FORMS": 1000, "places-0-course": course.pk, "places-0-is_required": "on",
            "places-0-ORDER": 1, "places-0-id": "", "places-0-DELETE": "", "places-0-note": "",
        },
    )  # fmt: skip
    assert answer.status_code == 302, answer.content.decode()[:3000]
    made = Programme.objects.get()
    assert (made.live, made.slug, made.places.count()) == (False, "leer-tiri", 1)


def _form(programme: Programme, user: Any, **changes: Any) -> Any:
    form_class = ObjectList(PANELS, base_form_class=ProgrammeForm).bind_to_model(Programme).get_form_class()
    courses = changes.pop("courses")
    data = {"organisation": programme.organisation_id, "title": "Leer", "summary": "Para leer", "description": "",
            "places-TOTAL_FORMS": len(courses), "places-INITIAL_FORMS": 0}  # fmt: skip
    for number, (course, required) in enumerate(courses):
        data |= {f"places-{number}-course": course.pk, f"places-{number}-ORDER": number + 1}
        data |= {f"places-{number}-is_required": "on"} if required else {}
    return form_class({**data, **changes}, instance=Programme(), for_user=user)


def test_a_programme_asks_for_at_least_one_course(world: World) -> None:
    draft = draft_programme(organisation=world.institute)
    course = make_edition(organisation=world.institute).course
    form = _form(draft, world.member(Role.AUTHOR), courses=[(course, False)])
    assert not form.is_valid()
    assert "obligatorio" in str(form.errors)


def test_no_course_stands_in_it_twice(world: World) -> None:
    draft = draft_programme(organisation=world.institute)
    course = make_edition(organisation=world.institute).course
    assert not _form(draft, world.member(Role.AUTHOR), courses=[(course, True), (course, True)]).is_valid()


def test_it_belongs_to_an_organisation_of_ones_own(world: World) -> None:
    draft = draft_programme(organisation=world.institute)
    course = make_edition(organisation=world.institute).course
    form = _form(draft, world.stranger_staff, courses=[(course, True)])
    assert not form.is_valid()
    assert "organisation" in form.errors


def test_withdrawn_it_stays_for_those_who_follow_it(world: World) -> None:
    programme = make_programme(organisation=world.institute)
    follow_programme(teacher=world.teacher, programme=programme, at=NOON)
    administrator = world.member(Role.INSTITUTE_ADMIN)
    withdraw_programme(actor=administrator, programme=programme)
    withdraw_programme(actor=administrator, programme=programme)
    address = reverse("programme", args=[programme.slug])
    assert signed_in(world.teacher).get(address).status_code == 200
    assert signed_in(world.stranger).get(address).status_code == 404
    assert ModelLogEntry.objects.for_instance(programme).filter(action="wagtail.unpublish").count() == 1


def test_what_was_public_is_never_deleted(world: World) -> None:
    programme = make_programme(organisation=world.institute)
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    assert client.post(reverse(f"{LIST}:delete", args=[programme.pk])).status_code == 404
    for person in (client, signed_in(world.superuser)):
        assert person.post(f"/cms/bulk/programmes/programme/delete/?id={programme.pk}").status_code == 404
    assert Programme.objects.filter(pk=programme.pk).exists()


def test_following_twice_is_following_once_and_one_leaves_again() -> None:
    teacher, programme = TeacherFactory.create(), make_programme()
    first = follow_programme(teacher=teacher, programme=programme, at=NOON)
    assert follow_programme(teacher=teacher, programme=programme, at=NOON + timedelta(days=1)) == first
    leave_programme(teacher=teacher, programme=programme)
    leave_programme(teacher=teacher, programme=programme)
    assert not Following.objects.exists()


def test_nobody_follows_a_draft() -> None:
    with pytest.raises(Programme.DoesNotExist):
        follow_programme(teacher=TeacherFactory.create(), programme=draft_programme(), at=NOON)


def test_who_follows_is_told_to_nobody_in_the_cms() -> None:
    assert not ReferenceIndex.model_is_indexable(Following)
    teacher, programme = TeacherFactory.create(), make_programme()
    follow_programme(teacher=teacher, programme=programme, at=NOON)
    assert not ModelLogEntry.objects.filter(user=teacher).exists()


def test_any_edition_of_a_course_counts_and_the_programme_is_completed_with_the_last() -> None:
    first, second = make_edition(), make_edition()
    programme = make_programme(courses=[first.course, second.course])
    teacher = TeacherFactory.create()
    follow_programme(teacher=teacher, programme=programme, at=NOON)
    complete(enrol(teacher=teacher, edition=first, cohort=None, at=NOON), at=NOON + timedelta(days=9))
    make_edition(organisation=first.course.organisation, uid=str(first.course_id), slug=first.course.slug)
    way = ways_followed_by(teacher)[0]
    assert (way.standing.done, way.next_place and way.next_place.course_id) == (1, second.course_id)
    complete(enrol(teacher=teacher, edition=second, cohort=None, at=NOON), at=NOON + timedelta(days=10))
    assert ways_followed_by(teacher)[0].standing.is_completed


def test_the_page_says_what_comes_next_and_which_group_is_open(world: World) -> None:
    today = timezone.localdate()
    edition = make_edition(title={"es-mx": "Leer en voz alta"})
    programme = make_programme(courses=[edition.course])
    make_cohort(edition=edition, name="Grupo del valle", opens_on=today, closes_on=today, starts_on=today,
                ends_on=today + timedelta(days=30))  # fmt: skip
    page = signed_in(world.teacher).get(reverse("programme", args=[programme.slug])).content.decode()
    assert "Leer en voz alta" in page
    assert "Grupo del valle" in page


def test_a_group_by_invitation_is_not_told(world: World) -> None:
    today = timezone.localdate()
    edition = make_edition()
    programme = make_programme(courses=[edition.course])
    make_cohort(edition=edition, name="Grupo cerrado", opens_on=today, closes_on=today, starts_on=today,
                ends_on=today, is_public=False)  # fmt: skip
    assert (
        "Grupo cerrado"
        not in signed_in(world.teacher).get(reverse("programme", args=[programme.slug])).content.decode()
    )


@pytest.mark.parametrize("page", ["programmes", "programme", "my_place"])
def test_pages_cost_the_same_for_few_courses_and_for_many(
    page: str, world: World, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(world.teacher)

    def cost(courses: int) -> int:
        programme = make_programme(
            courses=[make_edition().course for _ in range(courses)], title=f"Programa de {courses}"
        )
        follow_programme(teacher=world.teacher, programme=programme, at=NOON)
        address = reverse(page, args=[programme.slug] if page == "programme" else [])
        client.get(address)
        with django_assert_max_num_queries(60) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    assert cost(1) >= cost(6)


def test_the_editor_costs_the_same_for_few_courses_and_for_many(
    world: World, django_assert_max_num_queries: Any
) -> None:
    author = world.member(Role.AUTHOR)

    def cost(courses: int) -> int:
        programme = make_programme(
            courses=[make_edition().course for _ in range(courses)],
            title=f"Programa de {courses}",
            organisation=world.institute,
        )
        client, address = signed_in(author), reverse(f"{LIST}:edit", args=[programme.pk])
        client.get(address)
        with django_assert_max_num_queries(90) as counted:
            assert client.get(address).status_code == 200
        return len(counted)

    assert cost(1) >= cost(6)
