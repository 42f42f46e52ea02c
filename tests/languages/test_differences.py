"""What changed between two texts, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from languages.differences import ADDED, REMOVED, SAME, word_changes


@given(st.text(max_size=60), st.text(max_size=60))
def test_words_put_together_again_are_the_texts(before: str, later: str) -> None:
    parts = word_changes(before, later)
    assert "".join(text for op, text in parts if op in (SAME, REMOVED)) == before
    assert "".join(text for op, text in parts if op in (SAME, ADDED)) == later
    assert all(text for _op, text in parts)


@pytest.mark.parametrize("word", ["tatsʉ́ʼa", "kwꞌa", "t+xi", "5.5", "socio-emocional", "<strong>"])
def test_a_word_changes_whole(word: str) -> None:
    assert word_changes(f"uno {word} dos", f"uno {word[:-1]}x{word[-1]} dos") == [
        (SAME, "uno"), (REMOVED, f" {word}"), (ADDED, f" {word[:-1]}x{word[-1]}"), (SAME, " dos"),
    ]  # fmt: skip


def test_a_text_of_many_thousand_words_is_told_at_once() -> None:
    before, later = "uno dos " * 4000, "dos uno " * 4000
    assert word_changes(before, later) == [(REMOVED, before), (ADDED, later)]
