"""Old editions stay readable, by whoever may read the course, and give no answer away."""

import hashlib
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.editions.models import Edition
from courses.editions.operations import Told, store_edition
from tests.accounts.factories import TeacherFactory
from tests.courses.editions.factories import PUBLISHED, make_edition
from tests.courses.study.factories import make_enrolment

pytestmark = pytest.mark.django_db


def _next(edition: Edition, told: Told = Told(), **facts: Any) -> Edition:  # noqa: B008
    document = edition.source
    document["course"] |= facts
    document["modules"][0]["lessons"][0]["title"]["es-mx"] = "Lección corregida"
    keys = edition.answer_key.keys
    organisation = edition.course.organisation
    return store_edition(document, keys, {}, organisation=organisation, actor=None, at=PUBLISHED, told=told)


@pytest.fixture
def old() -> Edition:
    return make_edition()


@pytest.fixture
def new(old: Edition) -> Edition:
    return _next(old, Told(notes="Se corrigió un título."))


def _read(client: Client, name: str, edition: Edition, **more: Any) -> str:
    arguments = {"slug": edition.course.slug, **({} if name == "editions" else {"number": edition.number}), **more}
    response = client.get(reverse(name, kwargs=arguments))
    assert response.status_code == 200
    return response.content.decode()


def test_lists_every_edition_with_its_kind_and_notes(client: Client, old: Edition, new: Edition) -> None:
    page = _read(client, "editions", new)
    assert page.index("Edición 2") < page.index("Edición 1")
    assert "Cambio menor" in page
    assert "Se corrigió un título." in page
    assert "1 parte con otra redacción" in page


def test_names_the_organisation_and_nobody(client: Client, old: Edition) -> None:
    person = TeacherFactory.create(given_names="Secundina")
    Edition.objects.filter(pk=old.pk).update(published_by=person)
    page = _read(client, "editions", old) + _read(client, "edition", old)
    assert old.course.organisation.name in page
    assert "Secundina" not in page


def test_an_old_edition_says_so_and_leads_to_the_current_one(client: Client, old: Edition, new: Edition) -> None:
    current = f'<link rel="canonical" href="http://testserver{reverse("course", args=[old.course.slug])}">'
    lesson = old.lessons.first()
    assert lesson is not None
    for page in (_read(client, "edition", old), _read(client, "edition_lesson", old, lesson=lesson.uid)):
        assert "edición anterior" in page
        assert '<meta name="robots" content="noindex">' in page
        assert current in page
    page = _read(client, "edition", new)
    assert "noindex" not in page
    assert "edición anterior" not in page


def test_a_lesson_is_read_as_it_was_and_takes_no_answers(client: Client, old: Edition, new: Edition) -> None:
    lesson = old.lessons.order_by("position").first()
    assert lesson is not None
    page = _read(client, "edition_lesson", old, lesson=lesson.uid)
    assert "Lección 1" in page
    assert "Lección corregida" not in page
    inputs = [part.split(">")[0] for part in page.split("<input")[1:] if 'name="q-' in part.split(">")[0]]
    assert inputs
    assert all("disabled" in one for one in inputs)
    assert "Así es." not in page
    assert "Lección corregida" in _read(client, "edition_lesson", new, lesson=lesson.uid)


def test_the_source_is_what_the_digest_was_taken_of(client: Client, old: Edition) -> None:
    address = reverse("edition_source", args=[old.course.slug, 1])
    response = client.get(address)
    assert hashlib.sha256(response.content).hexdigest() == old.digest
    assert response["ETag"] == f'"{old.digest}"'
    assert "attachment" in response["Content-Disposition"]
    assert old.digest in _read(client, "edition", old)
    assert b"As\xc3\xad es." not in response.content
    assert client.get(address, headers={"if-none-match": f'"{old.digest}"'}).status_code == 304


def test_the_editions_of_a_hidden_course_are_for_those_who_study_it(client: Client, old: Edition) -> None:
    student = make_enrolment(edition=old).teacher
    old.course.is_listed = False
    old.course.save()
    lesson = old.lessons.first()
    assert lesson is not None
    addresses = [
        reverse("editions", args=[old.course.slug]),
        reverse("edition", args=[old.course.slug, 1]),
        reverse("edition_source", args=[old.course.slug, 1]),
        reverse("edition_lesson", args=[old.course.slug, 1, lesson.uid]),
    ]
    assert {client.get(address).status_code for address in addresses} == {404}
    assert addresses[0] not in client.get(reverse("course", args=[old.course.slug])).content.decode()
    client.force_login(student)
    assert {client.get(address).status_code for address in addresses} == {200}


@pytest.mark.parametrize("number", [0, 7, 10**17])
def test_there_is_no_other_edition(client: Client, old: Edition, number: int) -> None:
    assert client.get(f"/cursos/{old.course.slug}/ediciones/{number}/").status_code == 404


def test_whoever_studies_an_earlier_edition_hears_of_the_newer(client: Client, old: Edition) -> None:
    enrolment = make_enrolment(edition=old)
    client.force_login(enrolment.teacher)
    summary = reverse("study_summary", args=[enrolment.uid])
    assert "edición más reciente" not in client.get(summary).content.decode()
    _next(old, Told(notes="Hay más horas."), hours=40)
    _next(Edition.objects.get(number=2), Told(notes="Otra vez."), title={"es-mx": "Otro título"})
    for address in (summary, reverse("course", args=[old.course.slug])):
        page = " ".join(client.get(address).content.decode().split())
        assert "edición más reciente de este curso: la número 3" in page
        assert "Cambio mayor" in page  # the greatest on the way
        assert "Otra vez." in page
        assert "Usted continúa en la edición 1" in page


def test_many_editions_cost_as_much_as_two(client: Client, old: Edition, django_assert_num_queries: Any) -> None:
    edition = old
    for hours in range(30, 34):
        edition = _next(edition, hours=hours)
    with django_assert_num_queries(3):
        client.get(reverse("editions", args=[old.course.slug]))
