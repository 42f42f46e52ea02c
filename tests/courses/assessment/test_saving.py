"""The laws of saving: late, twice or in any order, the later change of each answer is what stays."""

from hypothesis import given
from hypothesis import strategies as st

from courses.assessment.saving import Draft, Sent, merged, merged_whole, superseded

QUESTIONS = ["a", "b", "c"]
answers = st.dictionaries(st.sampled_from(QUESTIONS), st.sampled_from(["uno", "dos"]))


@st.composite
def saves(draw: st.DrawFn) -> list[Sent]:
    """Saves of two tabs, each of which counts on."""
    made = []
    for counter in range(1, draw(st.integers(1, 6)) + 1):
        tab, written = draw(st.sampled_from(["x", "y"])), draw(answers)
        made.append(Sent(written, dict.fromkeys(draw(st.sets(st.sampled_from(QUESTIONS))), counter), tab))
    return made


def _all(draft: Draft, sent: list[Sent]) -> Draft:
    for one in sent:
        draft = merged(draft, one)
    return draft


@given(st.data())
def test_order_and_repetition_change_nothing(data: st.DataObject) -> None:
    sent = data.draw(saves())
    assert _all(Draft(), data.draw(st.permutations([*sent, *sent]))) == _all(Draft(), sent)


@given(saves())
def test_of_each_question_the_last_change_stays(sent: list[Sent]) -> None:
    found = _all(Draft(), sent)
    for question in QUESTIONS:
        changes = [one for one in sent if question in one.counters]
        last = max(changes, key=lambda one: (one.counters[question], one.tab), default=Sent({}))
        assert found.answers.get(question) == last.answers.get(question)


@given(saves())
def test_only_what_was_changed_later_is_told_as_superseded(sent: list[Sent]) -> None:
    found = _all(Draft(), sent)
    for one in sent:
        assert set(superseded(found, one)) == {
            question for question in one.counters if found.version(question) != (one.counters[question], one.tab)
        }


def test_a_forgotten_tab_does_not_take_the_place_of_what_was_written_later() -> None:
    draft = merged(Draft(), Sent({"a": "later"}, {"a": 5}, "new"))
    assert merged(draft, Sent({"a": "older"}, {"a": 3}, "old")) == draft


def test_an_answer_taken_back_stays_blank_although_it_arrives_again() -> None:
    draft = merged(Draft(), Sent({}, {"a": 2}, "x"))
    assert merged(draft, Sent({"a": "uno"}, {"a": 1}, "x")).answers == {}


# --- The whole form ---
def test_what_the_form_had_from_the_server_gives_way_to_a_later_change_elsewhere() -> None:
    draft = merged(Draft(), Sent({"a": "elsewhere"}, {"a": 4}, "other"))
    sent = Sent({"a": "as it was", "b": "mine"}, {"b": 2}, "tab", seen=1)
    assert merged_whole(draft, sent, QUESTIONS).answers == {"a": "elsewhere", "b": "mine"}


def test_what_the_server_put_in_after_signing_in_again_is_sent() -> None:
    assert merged_whole(Draft(), Sent({"a": "kept"}, {}, "tab"), QUESTIONS).answers == {"a": "kept"}


def test_without_javascript_what_is_written_counts_and_a_blank_wipes_nothing_later() -> None:
    draft = merged(Draft(), Sent({"a": "elsewhere", "b": "elsewhere"}, {"a": 4, "b": 4}, "other"))
    assert merged_whole(draft, Sent({"a": "mine"}, seen=1), QUESTIONS).answers == {"a": "mine", "b": "elsewhere"}


def test_without_javascript_an_answer_can_be_taken_back() -> None:
    draft = merged_whole(Draft(), Sent({"a": "uno", "b": "dos"}), QUESTIONS)
    assert merged_whole(draft, Sent({"b": "dos"}, seen=draft.counter), QUESTIONS).answers == {"b": "dos"}


@given(saves(), answers)
def test_sending_the_same_form_twice_is_sending_it_once(sent: list[Sent], written: dict[str, str]) -> None:
    draft = _all(Draft(), sent)
    form = Sent(written, {}, "", seen=draft.counter)
    once = merged_whole(draft, form, QUESTIONS)
    assert merged_whole(once, form, QUESTIONS).answers == once.answers
