"""What a compiled course says in another language."""

from typing import Any

from cms.translation.applying import apply_translations
from tests.cms.translation.courses import Said, document, keys


def applied(*said: Said, spoken: bool = False) -> tuple[dict[str, Any], dict[str, Any]]:
    made, answers = document(), keys()
    if spoken:
        made["course"]["spoken"] = True
    apply_translations(made, answers, said, lambda wording: {"asset": wording.text})
    return made, answers


def blocks(made: dict[str, Any]) -> list[dict[str, Any]]:
    return made["modules"][0]["lessons"][0]["blocks"]  # type: ignore[no-any-return]


TITLE = Said("c1:title", "Curso", "ʉ")


def test_without_translations_the_course_is_in_its_own_language() -> None:
    assert applied() == (document(), keys())


def test_a_language_joins_with_the_title_of_the_course() -> None:
    made, _keys = applied(Said("b1:html", "<p>Hola</p>", "<p>ɨ</p>"))
    assert made == document()
    made, _keys = applied(TITLE, Said("b1:html", "<p>Hola</p>", "<p>ɨ</p>"))
    assert made["course"]["languages"] == ["es-mx", "hch"]
    assert blocks(made)[0]["html"] == {"es-mx": "<p>Hola</p>", "hch": "<p>ɨ</p>"}
    assert "stale" not in made["modules"][0]["lessons"][0]


def test_a_translation_of_an_older_source_stays_in_use_and_the_lesson_says_so() -> None:
    made, _keys = applied(TITLE, Said("b1:html", "<p>Buenas</p>", "<p>ɨ</p>"), Said("c1:summary", "Otro", "ɨ"))
    assert blocks(made)[0]["html"]["hch"] == "<p>ɨ</p>"
    assert made["modules"][0]["lessons"][0]["stale"] == {"hch": ["b1"]}
    assert made["course"]["stale"] == {"hch": ["c1"]}


def test_a_text_with_other_gaps_than_the_source_is_left_out() -> None:
    unit, source = "b5:text", "<p>Ponga [[1]] y [[2]].</p>"
    made, _keys = applied(TITLE, Said(unit, source, "<p>[[1]]</p>"))
    assert "hch" not in blocks(made)[4]["text"]
    made, _keys = applied(TITLE, Said(unit, source, "<p>[[2]] ɨ [[1]]</p>"))
    assert blocks(made)[4]["text"]["hch"] == "<p>[[2]] ɨ [[1]]</p>"


def test_a_recording_stands_beside_the_texts_of_its_part() -> None:
    made, _keys = applied(TITLE, Said("b1:spoken", "Hola", "sound"), spoken=True)
    assert blocks(made)[0]["said"] == {"hch": {"asset": "sound"}}
    made, _keys = applied(TITLE, Said("b1:spoken", "Hola", "sound"))
    assert "said" not in blocks(made)[0]


def test_the_language_of_the_course_is_never_overwritten() -> None:
    made, _keys = applied(Said("c1:title", "Curso", "Otro", language="es-mx"))
    assert made == document()
