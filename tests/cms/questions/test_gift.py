"""GIFT as Moodle documents it, each construction once, and what of it is named because we have no place for it."""

import pytest

from cms.questions.formats import Code, FileRefused, read
from tests.cms.questions.reading import codes, question, refusal, sample

ENTRIES = sample("moodle.gift").entries


def only(text: str) -> object:
    (entry,) = read(text.encode(), format="gift").entries
    return entry


def test_a_name_labels_an_identifier_and_a_category_are_kept() -> None:
    first = question(ENTRIES[0])
    assert (first.name, first.source_id) == ("El ciclo", "agua-1")
    assert first.tags == ["Agua", "ciclo", "con ] corchete"]
    assert (first.place.number, first.place.line) == (1, 5)


def test_one_right_option_with_comments_and_part_of_the_points() -> None:
    first = question(ENTRIES[0])
    assert first.kind == "single"
    assert first.value["prompt"] == "<p>¿Qué hace el <b>sol</b> con el agua: la evapora o la congela?</p>"
    assert first.value["explanation"] == "<p>El calor la <i>evapora</i>.</p>"
    assert [option["correct"] for option in first.value["options"]] == [True, False, False]
    assert first.value["options"][0]["feedback"] == "Sí: pasa a vapor."
    assert codes(first) == [Code.PARTIAL_CREDIT]
    assert first.notes[0].data == {"text": "La calienta", "percent": "50"}


def test_several_right_options_whose_weights_are_ours_lose_nothing() -> None:
    several = question(ENTRIES[1])
    assert several.kind == "multiple"
    assert [option["text"] for option in several.value["options"] if option["correct"]] == ["Sólido", "Líquido"]
    assert codes(several) == []


def test_other_weights_are_named() -> None:
    several = question(only("¿Cuáles? {~%75%a ~%25%b ~%-100%c}"))
    assert codes(several) == [Code.WEIGHTS, Code.WRONG_WEIGHTS]
    assert several.notes[0].data["weights"] == "a 75 % · b 25 %"


def test_true_or_false_comments_first_the_wrong_then_the_right_answer() -> None:
    claim = question(ENTRIES[2])
    assert claim.value["correct"] == "false"
    assert (claim.value["feedback_true"], claim.value["feedback_false"]) == ("La refleja del Sol.", "Así es.")


@pytest.mark.parametrize(
    ("answer", "value", "tolerance"),
    [
        ("#100:0.5", "100", "0.5"),
        ("#3..5", "4", "1"),
        ("#-2.5", "-2.5", "0"),
        ("#3,5:0,1", "3.5", "0.1"),
        ("#7:", "7", "0"),
    ],
)
def test_numbers_have_a_tolerance_or_stand_between_two(answer: str, value: str, tolerance: str) -> None:
    asked = question(only(f"¿Cuánto? {{{answer}}}"))
    assert (asked.kind, asked.value["value"], asked.value["tolerance"]) == ("numeric", value, tolerance)


def test_of_several_numbers_the_first_full_one_is_right_and_the_others_are_named() -> None:
    asked = question(ENTRIES[4])
    assert (asked.value["value"], asked.value["tolerance"]) == ("12.5", "0.1")
    assert codes(asked) == [Code.ANSWER_FEEDBACK, Code.ANSWER_FEEDBACK, Code.MORE_NUMBERS]


def test_a_short_answer_accepts_what_is_worth_all() -> None:
    asked = question(ENTRIES[6])
    assert asked.value["accepted"] == ["Juan Rulfo", "Rulfo"]
    assert codes(asked) == [Code.PARTIAL_ANSWER]


def test_pairs_and_a_right_side_that_matches_nothing() -> None:
    asked = question(ENTRIES[7])
    assert asked.value["pairs"][0] == {"left": "México", "right": "Ciudad de México"}
    assert asked.value["distractors"] == ["Zapopan"]


def test_an_essay_is_an_open_answer() -> None:
    assert question(ENTRIES[8]).kind == "open"


def test_a_missing_word_is_a_gap_to_be_written_or_chosen() -> None:
    written, chosen = question(ENTRIES[9]), question(ENTRIES[10])
    assert written.value["text"] == "<p>El agua hierve a [[1]] grados.</p>"
    assert written.value["gaps"] == [{"accepted": ["100", "cien"], "choices": []}]
    assert chosen.value["gaps"] == [{"accepted": ["sube"], "choices": ["cae", "duerme"]}]


def test_a_missing_word_with_comments_stays_a_question_with_a_blank() -> None:
    asked = question(only("El agua {=sube#Sí ~cae} al cielo."))
    assert (asked.kind, asked.value["prompt"]) == ("single", "<p>El agua _____ al cielo.</p>")


def test_every_sign_can_be_written_with_a_backslash() -> None:
    asked = question(ENTRIES[16])
    assert asked.value["prompt"] == "<p>Con todo ~ = # { } : \\ y línea<br/>nueva</p>"
    assert asked.value["accepted"] == ["{x}"]


def test_plain_text_is_no_markup_and_markdown_is_named() -> None:
    assert question(ENTRIES[12]).value["prompt"] == "<p>¿Cuánto es 2 = 1 + 1? ¿Y a&lt;b?</p>"
    assert codes(question(ENTRIES[13])) == [Code.MARKDOWN]


REFUSED = [(11, Code.NOT_A_QUESTION), (14, Code.NO_RIGHT_ANSWER), (15, Code.UNCLOSED)]


@pytest.mark.parametrize(("index", "code"), REFUSED)
def test_what_cannot_come_in_says_why_and_the_next_question_does(index: int, code: Code) -> None:
    assert refusal(ENTRIES[index]).reason.code == code
    assert len(ENTRIES) == 17


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("¿? {#doce}", Code.BAD_NUMBER),
        ("¿? {#1e999999999}", Code.BAD_NUMBER),
        ("¿? {=a -> =b -> c}", Code.BAD_PAIR),
        ("{=a ~b}", Code.NO_PROMPT),
        ("¿? {=a =b ~c}", Code.SEVERAL_RIGHT),
        ("¿? {=*}", Code.NO_RIGHT_ANSWER),
        ("¿? {=a} y {=b}", Code.UNCLOSED),
    ],
)
def test_mistakes_in_a_question_are_told(text: str, code: Code) -> None:
    assert refusal(only(text)).reason.code == code


def test_an_empty_line_inside_the_braces_does_not_break_the_question() -> None:
    assert question(only("¿Cuál? {\n=a\n\n~b\n}")).kind == "single"


def test_a_question_never_closed_swallows_nobody() -> None:
    entries = read(b"Uno {=a\n\nDos {=b}\n\nTres {=c}").entries
    assert [type(entry).__name__ for entry in entries] == ["Refusal", "ImportedQuestion", "ImportedQuestion"]
    assert [entry.place.line for entry in entries] == [1, 3, 5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_any_usual_encoding_and_line_end_is_read(encoding: str, line_end: str) -> None:
    content = "::Año::¿Qué año? {#1822}\n\n¿Sí? {T}".replace("\n", line_end).encode(encoding)
    first, second = read(content, format="gift").entries
    assert (question(first).name, question(second).value["prompt"]) == ("Año", "<p>¿Sí?</p>")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", Code.EMPTY_FILE),
        (b" \n\n ", Code.EMPTY_FILE),
        (b"// nada\n\n", Code.NO_QUESTIONS),
        (b"a\x00b{T}", Code.NOT_TEXT),
    ],
)
def test_a_file_without_questions_is_refused(content: bytes, code: Code) -> None:
    with pytest.raises(FileRefused) as refused:
        read(content, format="gift")
    assert refused.value.reason.code == code
