"""The cookie of reading: whatever it holds, it means one of the choices."""

from hypothesis import given
from hypothesis import strategies as st

from foundation.reading import OPTIONS, Reading

readings = st.builds(Reading, **{name: st.sampled_from(values) for name, values in OPTIONS.items()})


@given(readings)
def test_what_is_written_is_read_again(reading: Reading) -> None:
    assert Reading.parse(str(reading)) == reading


@given(st.text(alphabet="abdefghilmnorstwyz-_=;\"'<>", max_size=300))
def test_any_text_is_some_reading(text: str) -> None:
    reading = Reading.parse(text)
    assert all(getattr(reading, name) in values for name, values in OPTIONS.items())


def test_the_ordinary_reader_needs_no_words() -> None:
    assert str(Reading()) == ""
    assert Reading().shown == {}
