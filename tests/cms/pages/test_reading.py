"""A text in several languages: whatever another says that the source does not, also when two others say the same."""

from hypothesis import given
from hypothesis import strategies as st

from cms.pages.source.reading import Reading

TEXTS = st.sampled_from(["", "Uno", "Dos", "Tres"])


def test_two_languages_may_say_the_same() -> None:
    reading = Reading({"es-mx": {"title": "Uno"}, "hch": {"title": "Dos"}, "nah-x-mexocc": {"title": "Dos"}})
    assert reading.text("title") == {"es-mx": "Uno", "hch": "Dos", "nah-x-mexocc": "Dos"}


@given(TEXTS, TEXTS, TEXTS)
def test_every_language_reads_what_was_written_for_it(source: str, second: str, third: str) -> None:
    said = {"es-mx": source, "hch": second, "nah-x-mexocc": third}
    texts = Reading({language: {"title": text} for language, text in said.items()}).text("title")
    assert next(iter(texts)) == "es-mx"
    for language, text in said.items():
        assert texts.get(language, source) == (text or source)
