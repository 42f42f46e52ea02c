"""An institute's glossary is its own: no door of the CMS lists, opens or chooses another's terms."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.glossary.models import GlossaryTerm, folded
from cms.glossary.permissions import terms_editable_by
from cms.pages.models import LessonPage
from cms.pages.source import compile_course
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_course, make_term
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

pytestmark = pytest.mark.django_db
Role = Membership.Role


def member(organisation: Organisation, role: Membership.Role = Role.AUTHOR) -> User:
    return give_second_factor(MembershipFactory.create(organisation=organisation, role=role).user)


@pytest.fixture
def mine() -> GlossaryTerm:
    return make_term("Andamiaje")


@pytest.fixture
def theirs() -> GlossaryTerm:
    return make_term("Término ajeno")


@pytest.fixture
def author(client: Client, mine: GlossaryTerm, theirs: GlossaryTerm) -> Client:
    client.force_login(member(mine.organisation))
    return client


def test_authors_write_the_glossary_of_their_institute(mine: GlossaryTerm, theirs: GlossaryTerm) -> None:
    assert list(terms_editable_by(member(mine.organisation))) == [mine]
    assert list(terms_editable_by(member(mine.organisation, Role.INSTITUTE_ADMIN))) == [mine]
    assert not terms_editable_by(member(mine.organisation, Role.FACILITATOR)).exists()


def test_the_state_writes_all(mine: GlossaryTerm, theirs: GlossaryTerm) -> None:
    authority = OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY)
    assert terms_editable_by(member(authority, Role.SEJ_ADMIN)).count() == 2


def test_a_term_stands_once_per_institute_and_language(mine: GlossaryTerm) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        GlossaryTerm.objects.create(organisation=mine.organisation, term="  ANDAMIAJE ", definition="Otra.")
    assert make_term("Andamiaje", organisation=mine.organisation, language="hch")
    assert make_term("Andamiaje")


def test_accents_make_other_words() -> None:
    assert folded("Término ") == "término"
    assert folded("termino") != folded("término")


DOORS = ["edit", "delete", "usage", "history", "copy"]


@pytest.mark.parametrize("door", DOORS)
def test_another_institutes_term_is_not_found(
    author: Client, mine: GlossaryTerm, theirs: GlossaryTerm, door: str
) -> None:
    name = f"wagtailsnippets_glossary_glossaryterm:{door}"
    # Which lessons use a term is for the state to see: drafts of others may be among them.
    assert author.get(reverse(name, args=[mine.pk])).status_code == (404 if door == "usage" else 200)
    assert author.get(reverse(name, args=[theirs.pk])).status_code == 404
    assert author.post(reverse(name, args=[theirs.pk]), {"term": "x"}).status_code in (404, 405)
    assert GlossaryTerm.objects.filter(pk=theirs.pk, term="Término ajeno").exists()


def test_lists_and_choosers_offer_the_own_terms_only(author: Client, mine: GlossaryTerm, theirs: GlossaryTerm) -> None:
    chooser = GlossaryTerm.snippet_viewset.chooser_viewset
    addresses = [
        reverse("wagtailsnippets_glossary_glossaryterm:list"),
        reverse("wagtailsnippets_glossary_glossaryterm:list") + "?q=ajeno",
        reverse(chooser.get_url_name("choose")),
        reverse(chooser.get_url_name("choose_results")) + "?q=ajeno",
        reverse(chooser.get_url_name("chosen_multiple")) + f"?id={theirs.pk}",
    ]
    for address in addresses:
        assert "Término ajeno" not in author.get(address).content.decode(), address
    assert author.get(reverse(chooser.get_url_name("chosen"), args=[theirs.pk])).status_code == 404
    assert "Andamiaje" in author.get(addresses[0]).content.decode()


def test_several_at_once_are_deleted_only_if_all_are_own(
    author: Client, mine: GlossaryTerm, theirs: GlossaryTerm
) -> None:
    door = reverse("wagtail_bulk_action", args=["glossary", "glossaryterm", "delete"])
    author.post(f"{door}?id={mine.pk}&id={theirs.pk}")
    assert GlossaryTerm.objects.count() == 2


def test_a_term_is_written_in_the_browser_for_the_own_institute(
    author: Client, mine: GlossaryTerm, theirs: GlossaryTerm
) -> None:
    add = reverse("wagtailsnippets_glossary_glossaryterm:add")
    data = {"organisation": mine.organisation_id, "language": "es-mx", "term": "Zona", "definition": "Un lugar."}
    assert author.post(add, {**data, "organisation": theirs.organisation_id}).status_code == 200
    assert not GlossaryTerm.objects.filter(term="Zona").exists()
    assert author.post(add, data).status_code == 302
    assert GlossaryTerm.objects.get(term="Zona").organisation == mine.organisation
    again = author.post(add, {**data, "term": "zona "})
    assert again.status_code == 200, "the second one is refused in the form, not by the database"
    assert GlossaryTerm.objects.count() == 3


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.EVALUATOR])
def test_others_do_not_enter(client: Client, role: Membership.Role, mine: GlossaryTerm) -> None:
    client.force_login(member(mine.organisation, role))
    assert client.get(reverse("wagtailsnippets_glossary_glossaryterm:list")).status_code == 404


def _form_data(lesson: LessonPage, terms: list[int]) -> dict[str, Any]:
    data: dict[str, Any] = {"title": lesson.title, "slug": lesson.slug, "minutes": 60, "body-count": 1,
                            "body-0-deleted": "", "body-0-order": 0, "body-0-type": "glossary_terms", "body-0-id": "",
                            "body-0-value-terms-count": len(terms), "comments-TOTAL_FORMS": 0,
                            "comments-INITIAL_FORMS": 0, "comments-MIN_NUM_FORMS": 0,
                            "comments-MAX_NUM_FORMS": ""}  # fmt: skip
    for number, pk in enumerate(terms):
        data |= {f"body-0-value-terms-{number}-{part}": value for part, value in
                 (("deleted", ""), ("order", number), ("value", pk), ("id", ""))}  # fmt: skip
    return data


def _kinds(lesson: LessonPage) -> list[str]:
    return [block.block_type for block in LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().body]


def test_a_forged_number_puts_no_term_of_another_institute_into_a_lesson(client: Client, theirs: GlossaryTerm) -> None:
    course = make_course(rich=False, publish=False)
    mine = make_term("Propio", organisation=course.organisation)
    lesson = LessonPage.objects.descendant_of(course).get()
    client.force_login(member(course.organisation))
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client.post(edit, _form_data(lesson, [mine.pk, theirs.pk]))
    assert "glossary_terms" not in _kinds(lesson)
    client.post(edit, _form_data(lesson, [mine.pk]))
    assert _kinds(lesson) == ["glossary_terms"]


def test_an_edition_keeps_the_wording_with_which_it_was_published() -> None:
    institute = InstituteFactory.create()
    course = make_course(organisation=institute)
    block = next(
        b
        for b in compile_course(course).document["modules"][0]["lessons"][0]["blocks"]
        if b["type"] == "glossary_terms"
    )
    assert [term["term"]["es-mx"] for term in block["terms"]] == ["Ñandú", "Andamiaje"]
    assert block["terms"][1]["credit"]["person"] == "Ana Núñez"
