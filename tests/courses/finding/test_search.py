"""One word is found however it is written, in every language, and nothing that somebody types is an error."""

import re
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses.editions.models import Course, Edition
from courses.finding.indexing import index_course
from courses.finding.models import Entry
from courses.finding.selectors import EXACT, SAME_SOUND, SIMILAR, courses_with, lessons_in, snippet
from courses.finding.words import GROUPS, columns_of, keys_of, token, wanted_in, words_of
from tests.courses.finding.factories import make_found

pytestmark = pytest.mark.django_db


def tier(query: str, edition: Edition) -> int | None:
    """How well a course answers, or None when it does not."""
    found = courses_with(query).get(edition.pk)
    return found.tier if found else None


def test_every_word_must_occur_in_one_lesson() -> None:
    edition = make_found("La rúbrica del grupo", "Otra cosa distinta")
    assert tier("rúbrica grupo", edition) == EXACT
    assert tier("rúbrica distinta", edition) is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [("evaluación", EXACT), ("EVALUACIÓN", EXACT), ("evaluacion", SAME_SOUND), ("evalua", EXACT),
     ("evaluación formativa", EXACT), ("ev", None), ("aluación", None)],
)  # fmt: skip
def test_spanish_without_accents_and_by_the_beginning_of_the_last_word(query: str, expected: int | None) -> None:
    assert tier(query, make_found("Aprender de la evaluación formativa.")) == expected


@pytest.mark.parametrize("typed", ["t+ri", "tɨri", "tʉri", "türi", "T+RI"])
def test_each_spelling_of_one_word_finds_the_lesson(typed: str) -> None:
    edition = make_found({"hch": "tɨri"}, source="hch", title="Wixárika")
    assert tier(typed, edition) in (EXACT, SAME_SOUND)
    assert (tier(typed, edition) == EXACT) == (typed == "tɨri")
    [hit] = lessons_in(courses_with(typed).values(), typed)[edition.pk]
    assert (hit.entry.language, hit.is_similar) == ("hch", False)


def test_another_word_is_only_similar() -> None:
    edition = make_found({"hch": "t\ua78cri"}, source="hch", title="Wixárika")
    assert tier("t\ua78cri", edition) == EXACT
    assert tier("t'ri", edition) == SAME_SOUND
    assert tier("tri", edition) == SIMILAR
    assert tier("tɨri", edition) is None


def test_composed_or_not_is_the_same() -> None:
    edition = make_found({"nah-x-mexocc": "a\u0304 ka\u0304"}, source="nah-x-mexocc", title="ā")
    assert tier("kā", edition) == tier("ka\u0304", edition) == EXACT
    assert tier("ka", edition) == SAME_SOUND


def test_a_lesson_is_found_in_each_of_its_languages_and_shown_once() -> None:
    edition = make_found({"es-mx": "La palabra del pueblo", "hch": "tɨri"})
    for query in ("pueblo", "t+ri"):
        [hit] = lessons_in(courses_with(query).values(), query)[edition.pk]
        assert hit.entry.number == "1.1"


def test_better_answers_come_first(client: Client) -> None:
    similar = make_found({"hch": "t\ua78cri"}, source="hch", title="A similar")
    plain = make_found("tri", title="B igual")
    page = client.get(reverse("catalogue"), {"q": "tri"}).content.decode()
    assert page.index(plain.title) < page.index(similar.title)
    assert "Palabras parecidas" in page
    assert "<mark>tri</mark>" in page
    lesson = re.search(r"/cursos/[^/]+/ediciones/1/leccion/[^/]+/", page)
    assert lesson
    assert client.get(lesson[0]).status_code == 200


def test_a_pasted_page_is_searched_by_its_first_words(client: Client) -> None:
    found, other = make_found("colibrí", title="De aves"), make_found("piedra", title="De rocas")
    page = client.get(reverse("catalogue"), {"q": "colibrí " * 400}).content.decode()
    assert found.title in page
    assert other.title not in page


def test_skills_institutes_and_titles_are_looked_into(client: Client) -> None:
    edition = make_found("Nada", title="Las matemáticas en el patio")
    assert tier("matematicas patio", edition) == SAME_SOUND
    assert tier(edition.course.organisation.name, edition) == EXACT
    assert edition.title in client.get(reverse("catalogue"), {"q": "matemáticas"}).content.decode()


def test_only_the_latest_edition_of_listed_courses_is_found() -> None:
    edition = make_found("Hipopótamo")
    Course.objects.filter(pk=edition.course_id).update(is_listed=False)
    assert tier("hipopótamo", edition) is None


def test_indexing_twice_or_anew_changes_nothing() -> None:
    edition = make_found("Uno", "Dos")
    before = Entry.objects.count()
    assert index_course(uid=edition.course_id) == before == 3
    call_command("index_courses", anew=True)
    assert Entry.objects.count() == before
    assert tier("dos", edition) == EXACT


def test_words_leave_with_their_entry() -> None:
    make_found("Uno")
    Entry.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM finding_words")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize(
    "odd",
    ["", " ", "'", '"', "* OR *", "a AND", "NEAR(a b)", "exact:uno", "(((", "-uno", "\u202euno", "a:*&!|", "+", "ʼ",
     "\u0301", "%", "_", pytest.param("x" * 5_000, id="long"), "1 OR 1", "uno' & 'dos", "\\", "💡",
     "\uff9e\uff9e\uff9e", "{loose}: uno"],
)  # fmt: skip
def test_nothing_typed_is_an_error(client: Client, odd: str) -> None:
    make_found("Uno dos")
    assert client.get(reverse("catalogue"), {"q": odd}).status_code == 200
    courses_with(odd)


def test_a_page_costs_the_same_for_many_courses(client: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(15):
        make_found(f"Hipopótamo {number}", "Otro hipopótamo", title=f"Curso {number}")
    with django_assert_max_num_queries(9):
        assert "hipopótamo" in client.get(reverse("catalogue"), {"q": "hipopótamo"}).content.decode()


def test_the_snippet_shows_what_answers() -> None:
    text = "palabra " * 40 + "la evaluación formativa del grupo" + " y más" * 60
    pieces = snippet(text, "es-mx", "evaluacion")
    assert [piece for piece, answers in pieces if answers] == ["evaluación"]
    assert pieces[0][0].startswith("…")
    assert pieces[-1][0].endswith("…")


@given(st.text(max_size=40), st.sampled_from(GROUPS))
def test_a_text_is_found_by_each_of_its_words(text: str, group: str) -> None:
    language = group or "es-mx"
    exact, strict, loose = (set(column.split()) for column in columns_of(text, language))
    for word in words_of(text):
        [wanted] = wanted_in(word, group)
        assert wanted.exact in exact or not keys_of(word, group).exact
        assert wanted.strict in strict or not keys_of(word, group).strict
        assert set(wanted.loose) & loose or not any(keys_of(word, group).loose)


@given(st.text(max_size=30), st.text(max_size=5))
def test_a_token_keeps_beginnings_and_needs_no_quoting(key: str, more: str) -> None:
    assert token(key + more).startswith(token(key))
    assert token(key).isascii()
    assert token(key).isalnum() or not key


# The one order that SQLite and PostgreSQL are both held to: how well it answers, then the title as a dictionary sorts.
IN_ORDER = [
    "árbol", "Arena", "Ñandú", "Órgano",  # typed so
    "[pendiente] ɨ", "Zorro",  # the same sounds
    "Ábaco",  # similar
]  # fmt: skip


def test_the_order_is_one_and_the_same_on_every_database(client: Client) -> None:
    texts: dict[str, Any] = dict.fromkeys(IN_ORDER[:4], "kwɨ") | dict.fromkeys(IN_ORDER[4:6], "kw+")
    for title in [*reversed(IN_ORDER[:6])]:
        make_found({"hch": texts[title]}, source="hch", title=title)
    make_found({"hch": "ʼkwɨ"}, source="hch", title=IN_ORDER[6])
    found = courses_with("kwɨ")
    tiers = {edition.title: found[edition.pk].tier for edition in Edition.objects.all()}
    assert [tiers[title] for title in IN_ORDER] == [EXACT] * 4 + [SAME_SOUND] * 2 + [SIMILAR]
    page = client.get(reverse("catalogue"), {"q": "kwɨ"})
    assert [result.edition.title for result in page.context["results"]] == IN_ORDER


def test_lessons_of_a_course_come_by_how_well_they_answer_then_in_reading_order() -> None:
    edition = make_found({"hch": "ʼkwɨ"}, {"hch": "kw+"}, {"hch": "kwɨ"}, {"hch": "kwɨ"}, source="hch")
    hits = lessons_in(courses_with("kwɨ").values(), "kwɨ")[edition.pk]
    assert [(hit.entry.number, hit.tier) for hit in hits] == [("1.3", EXACT), ("1.4", EXACT), ("1.2", SAME_SOUND)]
