"""Spheres of knowledge: stated by authors, in the document where they are stated, told on the course's page."""

import pytest
from django.test import Client
from django.urls import reverse

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.source import compile_course
from cms.pages.spheres import Sphere, labels_of, spheres_of
from courses.editions.models import Course
from tests.cms.pages.factories import make_course
from tests.schema import validator

pytestmark = pytest.mark.django_db


def tagged() -> CoursePage:
    course = make_course(spheres=["oral"], publish=False)
    for kind, spheres in ((ModulePage, ["family"]), (LessonPage, ["oral", "knowledge"])):
        page = kind.objects.descendant_of(course).get()
        page.spheres = spheres
        page.save_revision()
    return course


def test_the_document_has_them_where_they_are_stated() -> None:
    document = compile_course(tagged()).document
    module = document["modules"][0]
    assert document["course"]["spheres"] == ["oral"]
    assert (module["spheres"], module["lessons"][0]["spheres"]) == (["family"], ["knowledge", "oral"])
    assert spheres_of(document) == [Sphere.FAMILY, Sphere.ORAL, Sphere.KNOWLEDGE]
    validator("document").validate(document)


def test_a_course_without_them_keeps_its_document() -> None:
    document = compile_course(make_course(publish=False)).document
    assert "spheres" not in str(document)
    assert spheres_of(document) == []


def test_the_page_of_the_course_tells_them(client: Client) -> None:
    course = tagged()
    course.save_revision().publish(skip_permission_checks=True)
    slug = Course.objects.get(uid=course.translation_key).slug
    page = client.get(reverse("course", args=[slug])).content.decode()
    for label in (
        "Familia y comunidad",
        "Tradición oral, historia y literatura",
        "Estudio y difusión del conocimiento",
    ):
        assert label in page
    assert "Relaciones entre comunidades" not in page


def test_what_is_not_known_is_left_out() -> None:
    assert labels_of(["oral", "something of tomorrow"]) == ["Tradición oral, historia y literatura"]
