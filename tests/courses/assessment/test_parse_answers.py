"""A form's fields become answers; the rest of what a client sends is not there."""

from typing import Any
from uuid import uuid4

from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.forms import _READERS, LONGEST_ANSWER, LONGEST_OPEN_ANSWER, parse_answers
from tests.courses.assessment.factories import as_querydict, questions, right_answers

ITEMS = [{"uid": uid, "text": uid} for uid in ("one", "two", "three")]


def _question(kind: str, **more: Any) -> dict[str, Any]:
    return {"uid": str(uuid4()), "kind": kind, "options": ITEMS, **more}


def _parse(question: dict[str, Any], text: str) -> Any:
    data = QueryDict(text.replace("Q", f"q-{question['uid']}"))
    return parse_answers([question], data).get(question["uid"])


def test_single_keeps_an_option_of_the_question_only() -> None:
    assert _parse(_question("single"), "Q=two") == "two"
    assert _parse(_question("single"), "Q=four") is None
    assert _parse(_question("single"), "") is None


def test_multiple_keeps_the_questions_order_and_no_doubles() -> None:
    assert _parse(_question("multiple"), "Q=three&Q=one&Q=one&Q=evil") == ["one", "three"]


def test_true_false() -> None:
    assert _parse(_question("true_false"), "Q=false") == "false"
    assert _parse(_question("true_false"), "Q=perhaps") is None


def test_texts_are_trimmed_and_cut() -> None:
    assert _parse(_question("numeric"), "Q=+12,5+") == "12,5"
    assert len(_parse(_question("short_text"), "Q=" + "x" * 9000)) == LONGEST_ANSWER
    assert _parse(_question("short_text"), "Q=a%00b") == "ab"


def test_ordering_leaves_a_gap_where_two_claim_one_place() -> None:
    assert _parse(_question("ordering"), "Q-one=2&Q-two=1&Q-three=3") == ["two", "one", "three"]
    assert _parse(_question("ordering"), "Q-one=1&Q-two=1&Q-three=3") == [None, None, "three"]
    assert _parse(_question("ordering"), "Q-one=9") is None


def test_matching_keeps_pairs_of_the_question_only() -> None:
    question = _question("matching", matches=[{"uid": "x"}, {"uid": "y"}])
    assert _parse(question, "Q-one=x&Q-two=z&Q-nine=y") == {"one": "x"}


GAPS = [{"uid": "one"}, {"uid": "two", "options": ITEMS}]


def test_cloze_keeps_words_and_options_of_their_own_gap() -> None:
    question = _question("cloze", gaps=GAPS)
    assert _parse(question, "Q-one=+una+palabra+&Q-two=three") == {"one": "una palabra", "two": "three"}
    assert _parse(question, "Q-one=&Q-two=four&Q-nine=x") is None


def test_rating_keeps_a_step_of_the_scale_only() -> None:
    assert _parse(_question("rating"), "Q=two") == "two"
    assert _parse(_question("rating"), "Q=7") is None


def test_an_open_answer_may_be_long_and_keeps_its_paragraphs() -> None:
    assert _parse(_question("open"), "Q=uno%0D%0A%0D%0Ados") == "uno\n\ndos"
    assert len(_parse(_question("open"), "Q=" + "x" * 20_000)) == LONGEST_OPEN_ANSWER


def _everything() -> list[Any]:
    return [question | {"options": question.get("options") or []} for question in questions()]


@given(st.permutations(sorted(right_answers())))
def test_the_order_of_the_fields_says_nothing(names: list[str]) -> None:
    fields = right_answers()
    assert parse_answers(_everything(), as_querydict({name: fields[name] for name in names})) == parse_answers(
        _everything(), as_querydict(fields)
    )


@given(st.text(), st.sampled_from(sorted(_READERS)))
def test_never_raises(text: str, kind: str) -> None:
    question = _question(kind, matches=ITEMS, gaps=GAPS)
    data = QueryDict(mutable=True)
    for name in ("", "-one", "-two"):
        data.setlist(f"q-{question['uid']}{name}", [text, "one"])
    assert isinstance(parse_answers([question], data), dict)
