"""Moodle XML type by type, and what of each is named because we have no place for it."""

import pytest

from cms.questions.formats import Code, FileRefused, read
from tests.cms.questions.reading import codes, question, refusal, sample

ENTRIES = sample("moodle.xml").entries


def test_what_every_question_has() -> None:
    first = question(ENTRIES[0])
    assert (first.name, first.source_id, first.place.line) == ("Una opción", "mx-1", 5)
    assert first.tags == ["Evaluación", "instrumentos"]
    assert (first.value["points"], first.value["shuffle"], first.value["hint"]) == ("2.5", True, "Piense en columnas.")
    assert first.value["explanation"] == "<p>Describe niveles.</p>"


def test_what_is_lost_is_named() -> None:
    assert codes(question(ENTRIES[0])) == [
        Code.FORMATTING, Code.PARTIAL_CREDIT, Code.IMAGE, Code.MORE_HINTS, Code.PENALTY, Code.COMBINED_FEEDBACK,
    ]  # fmt: skip
    assert codes(question(ENTRIES[3])) == [Code.WILDCARD, Code.ANSWER_FEEDBACK, Code.PARTIAL_ANSWER]
    assert codes(question(ENTRIES[4])) == [Code.MORE_NUMBERS, Code.MORE_UNITS, Code.UNIT_PENALTY]
    assert codes(question(ENTRIES[6])) == [Code.ORDERING_SUBSET, Code.ORDERING_MARKS]
    assert codes(question(ENTRIES[7])) == [
        Code.GRADER_NOTES, Code.ANSWER_TEMPLATE, Code.MOST_WORDS, Code.ATTACHMENTS,
    ]  # fmt: skip
    assert codes(question(ENTRIES[8])) == [
        Code.ANSWER_FEEDBACK, Code.PARTIAL_ANSWER, Code.GAP_TOLERANCE, Code.GAP_WEIGHTS,
    ]  # fmt: skip


def test_every_type_becomes_its_kind() -> None:
    kinds = [question(entry).kind for entry in ENTRIES[:10]]
    assert kinds == [
        "single", "multiple", "true_false", "short_text", "numeric", "matching", "ordering", "open", "cloze", "cloze",
    ]  # fmt: skip


def test_the_values_of_each_kind() -> None:
    values = [question(entry).value for entry in ENTRIES[:10]]
    assert [option["text"] for option in values[1]["options"] if option["correct"]] == ["uno", "dos"]
    assert (values[2]["correct"], values[2]["feedback_true"]) == ("false", "Es más.")
    assert (values[3]["accepted"], values[3]["case_matters"]) == (["Rúbrica"], True)
    assert (values[4]["value"], values[4]["tolerance"], values[4]["unit"]) == ("50", "5", "min")
    assert values[4]["unit_required"] is True
    assert values[5]["distractors"] == ["relato"]
    assert values[6]["items"] == ["Observar", "Registrar", "Decidir"]
    assert values[7]["min_words"] == 50


def test_embedded_answers_become_gaps() -> None:
    value = question(ENTRIES[8]).value
    assert value["text"] == "<p>La [[1]] tiene [[2]] y [[3]] filas.</p>"
    assert value["gaps"] == [
        {"accepted": ["rúbrica"], "choices": []},
        {"accepted": ["niveles"], "choices": ["colores", "notas"]},
        {"accepted": ["4"], "choices": []},
    ]


def test_lists_to_choose_from_offer_the_choices_of_their_group_in_the_order_of_the_text() -> None:
    value = question(ENTRIES[9]).value
    assert value["text"] == "El [[1]] y la [[2]]."
    assert value["gaps"] == [{"accepted": ["sol"], "choices": ["luna"]}, {"accepted": ["luna"], "choices": ["sol"]}]


@pytest.mark.parametrize(
    ("index", "code"), [(10, Code.NOT_A_QUESTION), (11, Code.UNSUPPORTED_KIND), (12, Code.NO_RIGHT_ANSWER)]
)
def test_what_cannot_come_in_says_why(index: int, code: Code) -> None:
    assert refusal(ENTRIES[index]).reason.code == code


def _quiz(inside: str, kind: str = "shortanswer") -> bytes:
    return (
        f'<quiz><question type="{kind}"><questiontext><text>¿?</text></questiontext>{inside}</question></quiz>'.encode()
    )


@pytest.mark.parametrize(
    ("kind", "inside", "code"),
    [
        ("multichoice", "", Code.NO_OPTIONS),
        ("truefalse", "", Code.NO_RIGHT_ANSWER),
        ("shortanswer", "", Code.NO_RIGHT_ANSWER),
        ("numerical", '<answer fraction="100"><text>doce</text></answer>', Code.BAD_NUMBER),
        ("numerical", "", Code.NO_RIGHT_ANSWER),
        ("matching", "", Code.NO_OPTIONS),
        ("matching", "<subquestion><text>a</text></subquestion>", Code.BAD_PAIR),
        ("ordering", "", Code.NO_OPTIONS),
        ("multianswer", "", Code.BAD_GAP),
        ("gapselect", "", Code.BAD_GAP),
        ("essay", "", None),
        ("ddmarker", "", Code.UNSUPPORTED_KIND),
    ],
)
def test_a_question_without_its_parts_is_refused_and_never_breaks_the_reading(
    kind: str, inside: str, code: Code | None
) -> None:
    (entry,) = read(_quiz(inside, kind)).entries
    assert code is None or refusal(entry).reason.code == code


def test_all_or_nothing_is_kept() -> None:
    answers = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
    (entry,) = read(_quiz(answers, "multichoiceset")).entries
    assert question(entry).value["scoring"] == "all_or_nothing"


def test_another_document_is_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        read(b"<html><body/></html>", format="moodlexml")
    assert refused.value.reason.code == Code.WRONG_ROOT
