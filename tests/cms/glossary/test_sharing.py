"""Terms that trainers share: said in other languages, with dialect and community, discussed, and who said what."""

import uuid
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.models import User
from cms.glossary.models import Equivalent, GlossaryTerm, Remark
from cms.glossary.operations import (
    GlossaryRefused,
    remark_on,
    say_equivalent,
    withdraw_equivalent,
    withdraw_remark,
)
from cms.glossary.permissions import terms_discussed_by
from cms.glossary.selectors import history_of, terms_found
from institutes.models import Membership
from tests.cms.desk.factories import HCH, NOON, make_desk
from tests.cms.glossary.test_glossary import member
from tests.cms.pages.factories import make_term

pytestmark = pytest.mark.django_db


@pytest.fixture
def term() -> GlossaryTerm:
    return make_term("Lengua", is_shared=True)


@pytest.fixture
def own() -> GlossaryTerm:
    return make_term("Andamiaje")


@pytest.fixture
def author(term: GlossaryTerm) -> User:
    return member(term.organisation)


@pytest.fixture
def elsewhere(own: GlossaryTerm) -> User:
    return member(own.organisation)


def say(term: GlossaryTerm, actor: User, text: str = "Niukiyari", **where: str) -> Equivalent:
    return say_equivalent(actor=actor, term=term, language=HCH, text=text, at=NOON, **where)


# --- Whose ------------------------------------------------------------------------------------------------------------
def test_what_is_shared_is_discussed_by_authors_of_all_institutes(
    term: GlossaryTerm, own: GlossaryTerm, author: User, elsewhere: User
) -> None:
    assert set(terms_discussed_by(elsewhere)) == {term, own}
    assert set(terms_discussed_by(author)) == {term}
    assert not terms_discussed_by(member(term.organisation, Membership.Role.FACILITATOR)).exists()


def test_nobody_says_anything_of_a_term_they_may_not_read(own: GlossaryTerm, author: User) -> None:
    with pytest.raises(GlossaryTerm.DoesNotExist):
        say(own, author)
    with pytest.raises(GlossaryTerm.DoesNotExist):
        remark_on(actor=author, term=own, key=uuid.uuid4(), text="No.", at=NOON)


def test_a_new_term_is_shared_unless_its_author_says_no(client: Client, own: GlossaryTerm, elsewhere: User) -> None:
    client.force_login(elsewhere)
    add = reverse("wagtailsnippets_glossary_glossaryterm:add")
    assert client.get(add).context["form"].initial["is_shared"] is True
    data = {"organisation": own.organisation_id, "language": "es-mx", "term": "Zona", "definition": "Un lugar."}
    client.post(add, {**data, "is_shared": "on"})
    client.post(add, {**data, "term": "Zona propia"})
    assert dict(GlossaryTerm.objects.filter(term__startswith="Zona").values_list("term", "is_shared")) == {
        "Zona": True, "Zona propia": False,
    }  # fmt: skip


# --- Saying it --------------------------------------------------------------------------------------------------------
def test_each_place_says_it_its_own_way(term: GlossaryTerm, elsewhere: User) -> None:
    for place in ({"dialect": "ɨ"}, {"community": "Mezquitic"}, {"community": "Bolaños"}, {}):
        say(term, elsewhere, **place)
    assert {one.place for one in term.equivalents.all()} == {"ɨ", "Mezquitic", "Bolaños", ""}
    with pytest.raises(GlossaryRefused):
        say(term, elsewhere, "NIUKIYARI", community="Bolaños")
    with pytest.raises(IntegrityError), transaction.atomic():
        Equivalent.objects.create(term=term, language=HCH, text="x", folded="niukiyari", said_at=NOON)


def test_it_is_kept_as_typed(term: GlossaryTerm, elsewhere: User) -> None:
    assert say(term, elsewhere, "Wixárika ɨ ꞌ").text == "Wixárika ɨ ꞌ"


def test_who_said_it_takes_it_back_and_so_does_who_keeps_the_term(
    term: GlossaryTerm, author: User, elsewhere: User
) -> None:
    said, other = say(term, elsewhere), say(term, elsewhere, community="Bolaños")
    withdraw_equivalent(actor=elsewhere, equivalent=said, at=NOON)
    withdraw_equivalent(actor=author, equivalent=other, at=NOON)
    assert not term.equivalents.filter(withdrawn_at=None).exists()
    with pytest.raises(Equivalent.DoesNotExist):
        withdraw_equivalent(actor=author, equivalent=other, at=NOON)
    assert say(term, elsewhere).pk != said.pk, "it may be said again"


def test_nobody_else_takes_it_back(term: GlossaryTerm, author: User, elsewhere: User) -> None:
    with pytest.raises(Equivalent.DoesNotExist):
        withdraw_equivalent(actor=elsewhere, equivalent=say(term, author), at=NOON)


def test_the_database_keeps_a_date_with_who_took_it_back(term: GlossaryTerm, author: User) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Equivalent.objects.filter(pk=say(term, author).pk).update(withdrawn_by=author)


# --- Talking about it -------------------------------------------------------------------------------------------------
def test_a_remark_sent_twice_is_said_once(term: GlossaryTerm, elsewhere: User, author: User) -> None:
    key = uuid.uuid4()
    for _time in range(2):
        remark_on(actor=elsewhere, term=term, key=key, text="En mi comunidad se dice de otro modo.", at=NOON)
    assert term.remarks.count() == 1
    with pytest.raises(GlossaryRefused):
        remark_on(actor=author, term=term, key=key, text="Otra cosa.", at=NOON)


def test_a_remark_is_taken_back_by_its_writer_or_by_who_keeps_the_term(
    client: Client, term: GlossaryTerm, elsewhere: User, author: User
) -> None:
    def remark(actor: User, text: str) -> Remark:
        return remark_on(actor=actor, term=term, key=uuid.uuid4(), text=text, at=NOON)

    first, second, kept = remark(elsewhere, "Una voz"), remark(elsewhere, "Otra voz"), remark(author, "Se queda")
    client.force_login(elsewhere)
    take = [client.post(reverse("glossary_take_back", args=[term.uid, one.pk])).status_code for one in (first, kept)]
    assert take == [302, 404]
    withdraw_remark(actor=author, remark=second, at=NOON)
    with pytest.raises(Remark.DoesNotExist):
        withdraw_remark(actor=author, remark=second, at=NOON)
    page = client.get(reverse("glossary_term", args=[term.uid])).content.decode()
    assert [word in page for word in ("Una voz", "Otra voz", "Se queda")] == [False, False, True]
    assert page.count("Comentario retirado por") == 2
    assert {one.talk for one, _said in client.get(reverse("glossary")).context["rows"]} == {0, 1}


def test_the_history_tells_who_said_what(client: Client, term: GlossaryTerm, author: User, elsewhere: User) -> None:
    client.force_login(author)
    edit = reverse("wagtailsnippets_glossary_glossaryterm:edit", args=[term.pk])
    data = {"organisation": term.organisation_id, "language": "es-mx", "term": "Lengua", "is_shared": "on"}
    assert client.post(edit, {**data, "definition": "Lo que habla un pueblo."}).status_code == 302
    assert client.post(edit, {**data, "definition": "Lo que habla un pueblo.", "person": "Ana"}).status_code == 302
    said = say_equivalent(
        actor=elsewhere, term=term, language=HCH, text="Niukiyari", community="Bolaños", at=timezone.now()
    )
    withdraw_equivalent(actor=author, equivalent=said, at=timezone.now())
    told = [(event.kind, event.person, event.text) for event in history_of(term)]
    assert told == [
        ("withdrawn", author.get_full_name(), "Niukiyari"),
        ("said", elsewhere.get_full_name(), "Niukiyari"),
        ("written", author.get_full_name(), "Lo que habla un pueblo."),
    ]
    logged = ModelLogEntry.objects.for_instance(term).values_list("action", flat=True)
    assert {"cms.glossary.say", "cms.glossary.withdraw"} <= set(logged)


def test_what_a_person_said_stays_when_they_leave(client: Client, term: GlossaryTerm, elsewhere: User) -> None:
    say(term, elsewhere)
    remark_on(actor=elsewhere, term=term, key=uuid.uuid4(), text="Así se dice.", at=NOON)
    Membership.objects.filter(user=elsewhere).delete()
    Equivalent.objects.update(said_by=None)
    Remark.objects.update(writer=None)
    client.force_login(member(term.organisation))
    page = client.get(reverse("glossary_term", args=[term.uid])).content.decode()
    assert "Niukiyari" in page
    assert "Una persona que dejó la plataforma" in page


# --- Pages ------------------------------------------------------------------------------------------------------------
def post(client: Client, name: str, term: GlossaryTerm, **data: Any) -> Any:
    return client.post(reverse(name, args=[term.uid]), data)


def test_a_term_is_said_discussed_and_taken_back_on_its_page(
    client: Client, term: GlossaryTerm, elsewhere: User
) -> None:
    client.force_login(elsewhere)
    assert post(client, "glossary_say", term, language=HCH, text="Niukiyari", community="Bolaños").status_code == 302
    assert post(client, "glossary_remark", term, key=uuid.uuid4(), text="¿Y en Mezquitic?").status_code == 302
    page = client.get(reverse("glossary_term", args=[term.uid])).content.decode()
    assert '<strong lang="hch">Niukiyari</strong> (Bolaños)' in page
    assert "¿Y en Mezquitic?" in page
    said = term.equivalents.get()
    assert client.post(reverse("glossary_withdraw", args=[term.uid, said.pk])).status_code == 302
    page = client.get(reverse("glossary_term", args=[term.uid])).content.decode()
    assert '<strong lang="hch">' not in page
    assert "Retiró:" in page


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("glossary_say", {"language": "hch", "text": ""}),
        ("glossary_say", {"language": "es-mx", "text": "Lengua"}),
        ("glossary_say", {"language": "hch", "text": "ni\u202eukiyari"}),
        ("glossary_say", {"language": "hch", "text": "t ́ri"}),
        ("glossary_remark", {"text": "x" * 2001}),
        ("glossary_remark", {"text": "\u202eoculto"}),
    ],
)
def test_what_cannot_stay_is_told_and_kept_in_the_page(
    client: Client, term: GlossaryTerm, elsewhere: User, name: str, data: dict[str, str]
) -> None:
    client.force_login(elsewhere)
    answer = post(client, name, term, key=uuid.uuid4(), **data)
    assert answer.status_code == 422
    assert not Equivalent.objects.exists()
    assert not Remark.objects.exists()
    if data["text"]:
        assert data["text"][:40] in answer.content.decode()


def test_the_list_finds_a_term_by_what_it_is_called_elsewhere(
    client: Client, term: GlossaryTerm, own: GlossaryTerm, elsewhere: User, django_assert_max_num_queries: Any
) -> None:
    say(term, elsewhere, "Niukiyari")
    assert list(terms_found(elsewhere, "niuki")) == [term]
    assert list(terms_found(elsewhere, "andam")) == [own]
    assert list(terms_found(elsewhere, language=HCH)) == [term]
    for number in range(6):
        say(make_term(f"Término {number}", organisation=own.organisation), elsewhere)
    client.force_login(elsewhere)
    with django_assert_max_num_queries(16):
        page = client.get(reverse("glossary"), {"lengua": HCH}).content.decode()
    assert "Término 5" in page
    assert "Andamiaje" not in page


def test_the_desk_shows_how_it_is_said_beside_the_text(client: Client, term: GlossaryTerm) -> None:
    desk = make_desk(title="Nuestra lengua")
    private = make_term("Nuestra")
    say(term, desk.translator, "Niukiyari", community="Bolaños")
    say_equivalent(actor=desk.translator, term=term, language="nah-x-mexocc", text="tl", at=NOON)
    client.force_login(desk.translator)
    part = str(desk.course.translation_key)
    page = client.get(reverse("translation_part", args=[part, HCH, part])).content.decode()
    assert '<span lang="hch">Niukiyari</span> <span class="muted small">(Bolaños)</span>' in page
    assert 'lang="nah-x-mexocc">tl' not in page
    assert reverse("glossary_term", args=[term.uid]) in page
    assert reverse("glossary_term", args=[private.uid]) not in page
