"""QTI 2.1: items alone and in packages."""

import pytest

from cms.questions.formats import Code, FileRefused, read
from tests.cms.questions.reading import codes, package, question, refusal, sample, sample_package

ITEM = (
    '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i" title="T">'
    '<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" baseType="{base}">'
    "<correctResponse>{correct}</correctResponse></responseDeclaration>"
    "<itemBody>{body}</itemBody></assessmentItem>"
)


def item(body: str, *correct: str, cardinality: str = "single", base: str = "identifier") -> bytes:
    values = "".join(f"<value>{value}</value>" for value in correct)
    return ITEM.format(body=body, correct=values, cardinality=cardinality, base=base).encode()


def only(content: bytes) -> object:
    (entry,) = read(content).entries
    return entry


CHOICES = (
    '<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1"><prompt>¿Cuál?</prompt>'
    '<simpleChoice identifier="A">uno</simpleChoice><simpleChoice identifier="B">dos</simpleChoice></choiceInteraction>'
)


def test_a_choice_with_points_for_parts_and_comments() -> None:
    (entry,) = sample("choice.qti.xml").entries
    asked = question(entry)
    assert (asked.kind, asked.name, asked.source_id, asked.value["points"]) == (
        "multiple", "Estados del agua", "agua-1", "3",
    )  # fmt: skip
    assert asked.value["shuffle"] is True
    assert [option["feedback"] for option in asked.value["options"]] == ["Hielo.", "", "Es un color."]
    assert codes(asked) == [Code.WEIGHTS, Code.WRONG_WEIGHTS, Code.IMAGE, Code.COMBINED_FEEDBACK]


def test_one_right_choice() -> None:
    asked = question(only(item(CHOICES, "B")))
    assert asked.kind == "single"
    assert [option["correct"] for option in asked.value["options"]] == [False, True]


def test_a_choice_without_a_right_answer_is_refused() -> None:
    assert refusal(only(item(CHOICES))).reason.code == Code.NO_RIGHT_ANSWER
    assert refusal(only(item(CHOICES, "Z"))).reason.code == Code.NO_RIGHT_ANSWER


def test_an_order() -> None:
    (entry,) = sample("order.qti.xml").entries
    assert question(entry).value["items"] == ["Observar", "Registrar"]


def _associable(*names: str) -> str:
    return "".join(f'<simpleAssociableChoice identifier="{name}">{name}</simpleAssociableChoice>' for name in names)


def test_pairs() -> None:
    sides = "".join(f"<simpleMatchSet>{_associable(*names)}</simpleMatchSet>" for names in ("ab", "xyz"))
    body = f'<matchInteraction responseIdentifier="RESPONSE"><prompt>Relacione</prompt>{sides}</matchInteraction>'
    asked = question(only(item(body, "a x", "b y", cardinality="multiple", base="directedPair")))
    assert asked.value["pairs"] == [{"left": "a", "right": "x"}, {"left": "b", "right": "y"}]
    assert asked.value["distractors"] == ["z"]


def test_a_word_and_a_number_written_into_a_line() -> None:
    body = '<p>El sol <textEntryInteraction responseIdentifier="RESPONSE"/> por el este.</p>'
    word = question(only(item(body, "sale", base="string")))
    assert (word.kind, word.value["accepted"]) == ("short_text", ["sale"])
    assert word.value["prompt"] == "<p>El sol  _____  por el este.</p>"
    number = question(only(item(body, "3.5", base="float")))
    assert (number.kind, number.value["value"]) == ("numeric", "3.5")


def test_a_free_text() -> None:
    body = '<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>Cuente</prompt></extendedTextInteraction>'
    assert question(only(item(body))).kind == "open"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("<p>Solo texto</p>", Code.NOT_A_QUESTION),
        ("<hotspotInteraction responseIdentifier='RESPONSE'/>", Code.UNSUPPORTED_INTERACTION),
        (CHOICES + CHOICES, Code.UNSUPPORTED_INTERACTION),
        (CHOICES.replace("<prompt>¿Cuál?</prompt>", ""), Code.NO_PROMPT),
    ],
)
def test_other_items_are_refused_by_name(body: str, code: Code) -> None:
    assert refusal(only(item(body, "A"))).reason.code == code


def test_a_package_is_read_in_the_order_of_its_manifest() -> None:
    parsed = read(sample_package())
    assert [entry.place.file for entry in parsed.entries] == [
        "items/order.qti.xml", "items/choice.qti.xml", "items/hotspot.qti.xml", "items/falta.xml",
    ]  # fmt: skip
    assert refusal(parsed.entries[2]).reason.code == Code.UNSUPPORTED_INTERACTION
    assert refusal(parsed.entries[3]).reason.code == Code.MISSING_FILE
    assert [note.code for note in parsed.notes] == [Code.SKIPPED_RESOURCE]


def test_a_package_without_a_manifest_gives_every_item() -> None:
    parsed = read(package(b=item(CHOICES, "A"), a=b"<otro/>", c=b"<no"))
    assert [entry.place.file for entry in parsed.entries] == ["a.xml", "b.xml", "c.xml"]
    assert refusal(parsed.entries[0]).reason.code == Code.UNSUPPORTED_KIND
    assert refusal(parsed.entries[2]).reason.code == Code.ITEM_UNREADABLE


def test_a_package_of_nothing_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(package())
    assert refused.value.reason.code == Code.NO_QUESTIONS
