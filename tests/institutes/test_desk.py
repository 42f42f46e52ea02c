"""The desk and its people, posts in the profile."""

import pytest

from institutes.models import Membership, Post
from tests.accounts.factories import TeacherFactory
from tests.addressing import World
from tests.clients import signed_in
from tests.institutes.factories import MembershipFactory, MunicipalityFactory, PostFactory, give_second_factor

pytestmark = pytest.mark.django_db
Role = Membership.Role


def test_one_desk_opens_by_itself(world: World) -> None:
    answer = signed_in(world.member(Role.FACILITATOR)).get("/instituto/")
    assert answer["Location"] == f"/instituto/{world.institute.code}/"


def test_several_desks_are_listed(world: World) -> None:
    user = world.member(Role.FACILITATOR)
    MembershipFactory.create(user=user, organisation=world.other_institute)
    page = signed_in(user).get("/instituto/").content.decode()
    assert world.institute.name in page
    assert world.other_institute.name in page


def test_an_illustrative_institute_says_so(world: World) -> None:
    world.institute.is_illustrative = True
    world.institute.save()
    answer = signed_in(world.member(Role.FACILITATOR)).get(f"/instituto/{world.institute.code}/")
    assert answer.context["organisation"].is_illustrative
    assert 'class="badge accent"' in answer.content.decode()


def test_people_are_found_by_surname_and_the_number_of_queries_does_not_grow(
    world: World, django_assert_max_num_queries: object
) -> None:
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    for number in range(30):
        MembershipFactory.create(organisation=world.institute, user__paternal_surname=f"Peña{number}")
    address = f"/instituto/{world.institute.code}/personas/"
    with django_assert_max_num_queries(14 + 1):  # type: ignore[operator]  # one more: how many messages wait
        page = client.get(address)
    assert len(page.context["page_obj"]) == 25
    assert [row.user.paternal_surname for row in client.get(address, {"q": "peña17"}).context["page_obj"]] == ["Peña17"]


def test_people_stand_by_surname_whatever_its_first_letter(world: World) -> None:
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    for surname in ("Zúñiga", "de la Cruz", "Beltrán"):
        MembershipFactory.create(organisation=world.institute, user__paternal_surname=surname)
    page = client.get(f"/instituto/{world.institute.code}/personas/")
    names = [row.user.paternal_surname for row in page.context["page_obj"]]
    assert names == ["Beltrán", "de la Cruz", "Núñez", "Zúñiga"]


def test_gives_a_role_by_address_and_ends_it(world: World) -> None:
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    grant = {"email": world.teacher.email.upper(), "role": Role.CERTIFIER}
    client.post(f"/instituto/{world.institute.code}/personas/otorgar/", grant)
    held = Membership.objects.get(user=world.teacher)
    client.post(f"/instituto/rol/{held.pk}/terminar/")
    held.refresh_from_db()
    assert held.valid_to is not None


@pytest.mark.parametrize("changes", [{"email": "nadie@escuela.example"}, {"role": "sej_admin"}, {"email": ""}])
def test_a_wrong_grant_is_answered_422(world: World, changes: dict[str, str]) -> None:
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    grant = {"email": world.teacher.email, "role": Role.CERTIFIER, **changes}
    assert client.post(f"/instituto/{world.institute.code}/personas/otorgar/", grant).status_code == 422
    assert not Membership.objects.filter(user=world.teacher).exists()


POST = {"cct": "14dpr0060o", "level": "primaria", "function": "docente", "shift": "matutino"}


def test_adds_a_post_with_a_normalised_key() -> None:
    user = TeacherFactory.create()
    answers = {**POST, "municipality": MunicipalityFactory.create().pk}
    assert signed_in(user).post("/mi/perfil/puestos/nuevo/", answers).status_code == 302
    assert Post.objects.get(user=user).school_id == "14DPR0060O"


def test_a_wrong_letter_is_kept_with_a_warning() -> None:
    user = TeacherFactory.create()
    answers = {**POST, "cct": "14DPR0060A", "municipality": MunicipalityFactory.create().pk}
    page = signed_in(user).post("/mi/perfil/puestos/nuevo/", answers, follow=True)
    assert [message.level_tag for message in page.context["messages"]] == ["success", "warning"]
    assert Post.objects.get(user=user).school_id == "14DPR0060A"


@pytest.mark.parametrize("cct", ["14DP", "33DPR0060O"])
def test_a_wrong_form_is_refused(cct: str) -> None:
    user = TeacherFactory.create()
    answers = {**POST, "cct": cct, "municipality": MunicipalityFactory.create().pk}
    assert signed_in(user).post("/mi/perfil/puestos/nuevo/", answers).status_code == 422
    assert not Post.objects.exists()


def test_the_same_post_twice_is_refused_and_several_different_ones_are_not() -> None:
    post = PostFactory.create()
    client = signed_in(post.user)
    answers = {**POST, "municipality": post.municipality_id}
    assert client.post("/mi/perfil/puestos/nuevo/", answers).status_code == 422
    assert client.post("/mi/perfil/puestos/nuevo/", {**answers, "shift": "vespertino"}).status_code == 302
    assert Post.objects.filter(user=post.user).count() == 2


def test_nobody_changes_or_removes_the_post_of_another() -> None:
    post, stranger = PostFactory.create(), give_second_factor(TeacherFactory.create())
    client = signed_in(stranger)
    assert client.post(f"/mi/perfil/puestos/{post.pk}/", POST).status_code == 404
    assert client.post(f"/mi/perfil/puestos/{post.pk}/quitar/").status_code == 404
    assert Post.objects.filter(pk=post.pk).exists()
