"""What there is to translate in a course, and what is in a language of its own."""

from cms.translation.units import parts_of
from tests.cms.translation.courses import document, keys


def test_every_text_of_the_course_is_a_unit_once_in_reading_order() -> None:
    found = [unit.key for part in parts_of(document(), keys()) for unit in part.units]
    assert found == [
        "c1:title", "c1:summary", "m1:title", "l1:title", "b1:html", "b2:caption", "b2:rows.0.0", "b2:rows.0.1",
        "b2:rows.1.0", "b2:rows.1.1", "b3:title", "b4:prompt", "o1:text", "o2:text", "b4:key.explanation",
        "b4:key.feedback.o2", "b5:prompt", "b5:text", "b5:key.gaps.g1.accepted", "b6:prompt", "b6:unit",
    ]  # fmt: skip


def test_passages_and_terms_stay_in_their_own_language() -> None:
    found = {unit.source for part in parts_of(document(), keys()) for unit in part.units}
    assert not {"<p>Uno</p>", "a", "b"} & found


def test_a_part_said_aloud_is_all_of_its_words_without_what_only_its_key_says() -> None:
    part = next(part for part in parts_of(document(), keys()) if part.uid == "b4")
    assert part.source == "¿Cuál?\nEsta\nAquella"


def test_a_unit_writes_into_the_document_and_its_key() -> None:
    made, answers = document(), keys()
    units = {unit.key: unit for part in parts_of(made, answers) for unit in part.units}
    units["b6:unit"].put("hch", "ʉ")
    units["b4:key.feedback.o2"].put("hch", "ɨ")
    units["b5:key.gaps.g1.accepted"].put("hch", "ꞌ\nsal")
    block = made["modules"][0]["lessons"][0]["blocks"][5]
    assert block["unit"] == {"es-mx": "minutos", "hch": "ʉ"} == answers["b6"]["unit"]
    assert answers["b4"]["feedback"]["o2"] == {"es-mx": "No", "hch": "ɨ"}
    assert answers["b5"]["gaps"]["g1"]["accepted"] == ["sal", "ꞌ"]
