"""Files of drafts: who gets them, at which address, and how they travel."""

import re
import time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse

from cms.pages.models import CoursePage, LessonPage
from cms.pages.operations import collection_of, ensure_public_collection
from cms.review.models import CoursePartner
from cms.review.operations import invite_partner, withdraw_partner
from cms.review.terms import Terms
from cms.tenancy.permissions import may_see_file, reach_of_file
from courses.editions.models import Edition
from foundation.media import Reach, signed_address
from institutes.models import Membership
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.cms.pages.factories import (
    make_audio,
    make_course,
    make_document,
    make_image,
    make_institute_page,
    make_video,
)
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor
from tests.security.doors import NOON

pytestmark = pytest.mark.django_db


def filed(thing: Any, world: World) -> Any:
    make_institute_page(world.institute)
    thing.collection = collection_of(world.institute)
    thing.save()
    return thing


@pytest.fixture
def draft(world: World) -> CoursePage:
    """A course of the institute, its files in the institute's collection."""
    course = make_course(organisation=world.institute, questions=[], publish=False)
    for block in LessonPage.objects.descendant_of(course).get().body:
        for name in ("image", "media", "document"):
            if hasattr(block.value, "get") and block.value.get(name):
                filed(block.value[name], world)
    return course


def lesson_page(client: Client, course: CoursePage) -> str:
    lesson = LessonPage.objects.descendant_of(course).get()
    return str(client.get(reverse("course_review_lesson", args=[course.pk, lesson.pk])).content.decode())


def media_in(html: str) -> list[str]:
    return [address.replace("&amp;", "&") for address in re.findall(r'"(/media/[^"]+)"', html)]


@pytest.mark.parametrize("make", [make_image, make_document, make_audio, make_video])
def test_its_own_people_get_a_file_and_strangers_learn_nothing(make: Any, world: World) -> None:
    file = filed(make(), world)
    address = file.file.url
    own = signed_in(world.member(Role.AUTHOR)).get(address)
    assert own.status_code == 200
    assert own["Cache-Control"].startswith("private")
    for other in (Client(), signed_in(world.teacher), signed_in(world.member(Role.AUTHOR, world.other_institute))):
        forbidden, absent = other.get(address), other.get("/media/images/nunca-hubo.png")
        assert (forbidden.status_code, absent.status_code) == (404, 404)
    assert signed_in(world.member(Role.SEJ_ADMIN)).get(address).status_code == 200


def test_what_is_made_from_an_image_follows_it(world: World) -> None:
    rendition = filed(make_image(), world).get_rendition("max-165x165")
    assert signed_in(world.member(Role.AUTHOR)).get(rendition.url).status_code == 200
    assert Client().get(rendition.url).status_code == 404


def test_a_document_is_not_had_by_number_and_name(world: World) -> None:
    document = filed(make_document(), world)
    assert Client().get(document.url).status_code == 404
    assert signed_in(world.member(Role.AUTHOR)).get(document.url).status_code == 200


def test_the_public_collection_is_for_everybody(world: World) -> None:
    image = make_image()
    image.collection = ensure_public_collection()
    image.save()
    answer = Client().get(image.file.url)
    assert answer.status_code == 200
    assert answer["Cache-Control"].startswith("public")


def test_what_an_edition_froze_is_for_everybody(world: World) -> None:
    course = make_course(organisation=world.institute, questions=[])
    html = Edition.objects.get(course__slug=course.slug).lessons.get().content.html
    frozen = media_in(html)
    assert len(frozen) >= 4
    for address in frozen:
        answer = Client().get(address)
        assert answer.status_code == 200
        assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize("folder", ["wagtail_uploads", "avatar_images", "tests", "media_thumbnails"])
def test_a_file_that_no_guard_knows_has_no_address(folder: str, world: World) -> None:
    name = default_storage.save(f"{folder}/algo.png", ContentFile(b"\x89PNG\r\n\x1a\n"))
    assert signed_in(world.superuser).get(f"/media/{name}").status_code == 404


def test_sound_is_still_sent_in_parts(world: World) -> None:
    author = signed_in(world.member(Role.AUTHOR))
    answer = author.get(filed(make_audio(), world).file.url, headers={"Range": "bytes=0-9"})
    assert (answer.status_code, answer["Content-Length"]) == (206, "10")


def test_whoever_reviews_sees_the_pictures_without_a_right_over_the_collection(draft: CoursePage, world: World) -> None:
    partner = OrganisationFactory.create()
    reviewer = give_second_factor(MembershipFactory.create(role=Role.REVIEWER, organisation=partner).user)
    CoursePartner.objects.create(course=draft, organisation=partner, invited_at=NOON)
    client = signed_in(reviewer)
    shown = media_in(lesson_page(client, draft))
    assert len(shown) >= 4
    assert {client.get(address).status_code for address in shown} == {200}
    assert {client.get(address.split("?")[0]).status_code for address in shown} == {404}
    assert {Client().get(address).status_code for address in shown} == {200}  # as a guest without an account


def test_a_signed_address_names_one_file_and_ends(world: World) -> None:
    one, other = (filed(make_image(), world).file.url for _time in range(2))
    signed = signed_address(one)
    assert Client().get(signed).status_code == 200
    query = urlsplit(signed).query
    assert Client().get(f"{other}?{query}").status_code == 404
    later = parse_qs(query)["hasta"][0]
    assert Client().get(signed.replace(later, str(int(later) + 60))).status_code == 404
    assert Client().get(signed_address(one, at=time.time() - 2 * 60 * 60)).status_code == 404
    assert 3600 <= int(later) - time.time() <= 3600 + 600


@pytest.mark.parametrize("query", ["hasta=&firma=", "hasta=9999999999&firma=x", "hasta=٣&firma=x", "hasta=" + "9" * 99])
def test_an_invented_signature_opens_nothing(query: str, world: World) -> None:
    assert Client().get(f"{filed(make_image(), world).file.url}?{query}").status_code == 404


def test_public_addresses_need_no_signature() -> None:
    assert signed_address("/media/editions/ab/abc.png") == "/media/editions/ab/abc.png"
    assert signed_address("/static/images/favicon.svg") == "/static/images/favicon.svg"


def test_rights_follow_roles_and_end_with_them(world: World) -> None:
    image, author = filed(make_image(), world), world.member(Role.AUTHOR)
    assert may_see_file(author, image)
    assert reach_of_file(author, image.file.name) is Reach.THIS_PERSON
    assert not may_see_file(AnonymousUser(), image)
    Membership.objects.filter(user=author).delete()
    author.refresh_from_db()
    assert not may_see_file(author, image)


def test_a_partner_chooses_among_the_files_while_it_writes_with_the_institute(draft: CoursePage, world: World) -> None:
    actor, partner = world.member(Role.AUTHOR), OrganisationFactory.create()
    writer = give_second_factor(MembershipFactory.create(role=Role.REVIEWER, organisation=partner).user)
    image = filed(make_image(), world)
    invited = invite_partner(actor=actor, course=draft, organisation=partner, terms=Terms(may_edit=True), at=NOON)
    assert may_see_file(writer, image)
    withdraw_partner(actor=actor, partner=invited)
    writer.refresh_from_db()
    assert not may_see_file(writer, image)


def test_a_partner_of_two_courses_keeps_the_files_when_one_ends(draft: CoursePage, world: World) -> None:
    actor, partner = world.member(Role.AUTHOR), OrganisationFactory.create()
    writer = give_second_factor(MembershipFactory.create(role=Role.REVIEWER, organisation=partner).user)
    other = make_course(organisation=world.institute, rich=False, publish=False)
    invited = [
        invite_partner(actor=actor, course=course, organisation=partner, terms=Terms(may_edit=True), at=NOON)
        for course in (draft, other)
    ]
    withdraw_partner(actor=actor, partner=invited[0])
    assert may_see_file(writer, filed(make_image(), world))


def test_giving_a_file_costs_few_questions(world: World, django_assert_max_num_queries: Any) -> None:
    client, address = signed_in(world.member(Role.AUTHOR)), filed(make_image(), world).get_rendition("max-165x165").url
    client.get(address)
    with django_assert_max_num_queries(7):
        assert client.get(address).status_code == 200
    frozen = f"/media/{default_storage.save('editions/aa/a.png', ContentFile(b'x'))}"
    with django_assert_max_num_queries(0):
        Client().get(frozen)
