"""Ours, written and read again, is what it was, in all that the format holds."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cms.questions.formats import ImportedQuestion, read
from cms.questions.formats.gift_writing import write_gift
from cms.questions.formats.moodlexml_writing import write_moodlexml
from tests.cms.questions.reading import question

SIGNS = "abñÁ 019~=#{}:\\%*[]<>&;'\"-./$_()¿?"
WORDS = st.text(alphabet=SIGNS, min_size=1, max_size=25).map(lambda text: " ".join(text.split())).filter(bool)
# What a short answer means as a whole is another rule's matter: an arrow inside it is refused by name.
ANSWERS = WORDS.filter(lambda text: "->" not in text)
SOME = st.one_of(st.just(""), WORDS)
HTML = WORDS.map(lambda text: f"<p>{text.replace('&', '&amp;').replace('<', '&lt;').replace('>', '&gt;')}<b>x</b></p>")
NUMBERS = st.decimals(min_value=-1000, max_value=1000, places=3).map(lambda number: format(number.normalize(), "f"))
POSITIVE = st.decimals(min_value=0, max_value=50, places=2).map(lambda number: format(number.normalize(), "f"))


def options(right: int) -> Any:
    def made(texts: list[str], feedback: list[str]) -> list[dict[str, Any]]:
        return [
            {"text": text, "correct": position < right, "feedback": said}
            for position, (text, said) in enumerate(zip(texts, feedback, strict=False))
        ]

    return st.builds(made, st.lists(WORDS, min_size=4, max_size=4), st.lists(SOME, min_size=4, max_size=4))


def pairs() -> Any:
    return st.lists(st.fixed_dictionaries({"left": WORDS, "right": WORDS}), min_size=2, max_size=4)


VALUES: dict[str, dict[str, Any]] = {
    "single": {"options": options(1)},
    "multiple": {"options": options(3)},
    "true_false": {"correct": st.sampled_from(["true", "false"]), "feedback_true": SOME, "feedback_false": SOME},
    "numeric": {"value": NUMBERS, "tolerance": POSITIVE, "tolerance_kind": st.just("absolute")},
    "short_text": {"accepted": st.lists(ANSWERS, min_size=1, max_size=4, unique=True)},
    "matching": {"pairs": pairs()},
    "open": {},
}
ONLY_IN_XML: dict[str, dict[str, Any]] = {
    "single": {"shuffle": st.booleans()},
    "multiple": {"shuffle": st.booleans()},
    "numeric": {"unit": SOME, "unit_required": st.just(False)},
    "short_text": {"case_matters": st.booleans()},
    "matching": {"distractors": st.lists(WORDS, max_size=2)},
    "open": {"min_words": st.integers(1, 500)},
}


@st.composite
def questions(draw: Any, *, xml: bool) -> ImportedQuestion:
    kind = draw(st.sampled_from(sorted(VALUES)))
    fields = VALUES[kind] | (ONLY_IN_XML.get(kind, {}) if xml else {})
    value = {"prompt": draw(HTML), "explanation": draw(st.one_of(st.just(""), HTML))}
    value |= {name: draw(strategy) for name, strategy in fields.items()}
    if xml:
        value |= {"points": draw(st.sampled_from(["1", "2.5", "0.25"])), "hint": draw(HTML)}
    tags = draw(st.lists(WORDS.filter(lambda text: not text.endswith("\\")), max_size=2, unique=True))
    name = draw(WORDS.filter(lambda text: "::" not in text))
    return ImportedQuestion(kind, value, name, tags, source_id=draw(st.sampled_from(["", "a-1", "x 2"])))


def _same(before: ImportedQuestion, after: ImportedQuestion) -> None:
    assert (after.kind, after.value, after.name) == (before.kind, before.value, before.name)
    assert (after.tags, after.source_id) == (before.tags, before.source_id)
    assert after.notes == []


@settings(max_examples=300, deadline=None)
@given(st.lists(questions(xml=False), min_size=1, max_size=3))
def test_gift_gives_back_what_it_was_given(asked: list[ImportedQuestion]) -> None:
    written = write_gift(asked)
    assert all(told.is_written for told in written.told)
    back = read(written.content.encode(), format="gift").entries
    assert len(back) == len(asked)
    for before, after in zip(asked, back, strict=True):
        _same(before, question(after))


@settings(max_examples=300, deadline=None)
@given(st.lists(questions(xml=True), min_size=1, max_size=3))
def test_moodle_xml_gives_back_what_it_was_given(asked: list[ImportedQuestion]) -> None:
    written = write_moodlexml(asked)
    assert all(told.is_written for told in written.told)
    back = read(written.content.encode(), format="moodlexml").entries
    for before, after in zip(asked, back, strict=True):
        _same(before, question(after))


WRITTEN_GAP = {"accepted": st.lists(ANSWERS, min_size=1, max_size=3, unique=True), "choices": st.just([])}
CHOSEN_GAP = {"accepted": st.lists(WORDS, min_size=1, max_size=1), "choices": st.lists(WORDS, min_size=1, max_size=3)}
GAPS = st.lists(st.fixed_dictionaries(WRITTEN_GAP) | st.fixed_dictionaries(CHOSEN_GAP), min_size=1, max_size=3)


@settings(max_examples=300, deadline=None)
@given(GAPS, st.booleans())
def test_gaps_survive_moodle_xml(gaps: list[dict[str, Any]], case: bool) -> None:
    typed = any(not gap["choices"] for gap in gaps)
    text = "<p>" + " y ".join(f"[[{number}]]" for number in range(1, len(gaps) + 1)) + ".</p>"
    value = {
        "points": str(len(gaps)), "explanation": "", "text": text, "gaps": gaps, "case_matters": case and typed,
    }  # fmt: skip
    (back,) = read(write_moodlexml([ImportedQuestion("cloze", value, "n")]).content.encode()).entries
    assert question(back).value == value


@settings(max_examples=200, deadline=None)
@given(GAPS.map(lambda gaps: gaps[:1]))
def test_one_gap_survives_gift_as_a_missing_word(gaps: list[dict[str, Any]]) -> None:
    value = {"explanation": "", "text": "<p>El [[1]] sale.</p>", "gaps": gaps}
    (back,) = read(write_gift([ImportedQuestion("cloze", value, "n")]).content.encode()).entries
    assert question(back).value == value


def test_what_a_format_does_not_hold_is_told() -> None:
    rich = {
        "prompt": "<p>¿?</p>", "points": "2", "hint": "<p>h</p>", "accepted": ["a"], "skills": ["PPI|1|2.3"],
        "orthography": "hch", "credit": {"person": "Ana"}, "case_matters": True,
    }  # fmt: skip
    (gift,) = write_gift([ImportedQuestion("short_text", rich)]).told
    (xml,) = write_moodlexml([ImportedQuestion("short_text", rich)]).told
    both = ["out_skills", "out_credit", "out_orthography", "out_accents"]
    assert [str(note.code) for note in gift.notes] == ["out_case", *both, "out_points", "out_hint"]
    assert [str(note.code) for note in xml.notes] == both


def test_a_kind_that_a_format_does_not_have_is_told_and_not_written() -> None:
    rating = ImportedQuestion("rating", {"prompt": "<p>¿?</p>", "scale": ["a", "b"]})
    for write in (write_gift, write_moodlexml):
        (told,) = write([rating]).told
        assert not told.is_written
        assert [str(note.code) for note in told.notes] == ["out_kind"]
