"""The rules of accessible writing, by example; and that no text makes them stumble."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.pages import accessibility as rules


def codes(html: str) -> list[str]:
    return [finding.code for finding in rules.in_html(html)[0]]


def alt(text: str) -> list[str]:
    return [finding.code for finding in rules.in_alternative_text(text)]


@pytest.mark.parametrize("text", ["IMG_2034.jpg", "foto 12", "DSC 0001", "captura.webp", "WhatsApp Image 2024-05-01"])
def test_the_name_of_a_file_says_nothing(text: str) -> None:
    assert alt(text) == [rules.ALT_IS_FILE]


@pytest.mark.parametrize(
    "text", ["Imagen de una maestra", "una foto del patio", "Fotografía de la escuela", "image of a school"]
)
def test_an_alternative_text_need_not_say_that_it_is_an_image(text: str) -> None:
    assert alt(text) == [rules.ALT_SAYS_IMAGE]


@pytest.mark.parametrize("text", ["Una maestra lee con tres niñas", "Mapa de la cuenca", "Imaginen una escuela", ""])
def test_a_good_alternative_text_passes(text: str) -> None:
    assert alt(text) == []


def test_images_of_text_are_advised_against_and_not_refused() -> None:
    (finding,) = rules.in_alternative_text("Captura de pantalla del horario")
    assert finding.code == rules.ALT_HOLDS_TEXT
    assert not finding.blocks


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<h3>Uno</h3><h4>Dos</h4><h3>Tres</h3>", []),
        ("<h4>Uno</h4>", [rules.HEADING_SKIPPED]),
        ("<h3> </h3><p>x</p>", [rules.HEADING_EMPTY]),
        ("<h3>&nbsp;</h3>", [rules.HEADING_EMPTY]),
        ('<p>Vea <a href="x">aquí</a>.</p>', [rules.LINK_VAGUE]),
        ('<p><a href="x">Haga clic aquí »</a></p>', [rules.LINK_VAGUE]),
        ('<p><a href="https://a.mx/b">https://a.mx/b</a></p>', [rules.LINK_BARE]),
        ('<p><a href="https://a.mx/b">www.a.mx</a></p>', [rules.LINK_BARE]),
        ('<p><a href="x"></a></p>', [rules.LINK_EMPTY]),
        ('<p><a href="x">El acuerdo de 2015</a></p>', []),
        ("<p>ESTE AVISO ESTÁ ESCRITO A GRITOS</p>", [rules.CAPITALS]),
        ("<p>La SEJ y la UNESCO.</p>", []),
        ("<p>SEJ</p>", []),
    ],
)  # fmt: skip
def test_rich_text_keeps_the_rules(html: str, found: list[str]) -> None:
    assert codes(html) == found


def test_the_level_goes_on_from_text_to_text() -> None:
    _found, level = rules.in_html("<h3>Uno</h3>")
    assert rules.in_html("<h4>Sigue</h4>", level=level) == ([], 4)


@given(st.text())
def test_no_text_makes_the_rules_stumble(text: str) -> None:
    for finding in [*rules.in_alternative_text(text), *rules.in_text(text), *rules.in_html(text)[0]]:
        assert len(finding.excerpt) <= 60


@given(
    st.lists(st.sampled_from(["<h3>", "</h3>", "<h4>", "<a href=x>", "</a>", "<p>", "<", "&", "texto", "\x00", "AQUÍ"]))
)
def test_no_broken_markup_makes_them_stumble(pieces: list[str]) -> None:
    assert isinstance(codes("".join(pieces)), list)


@given(st.text(alphabet="abcdefghijk ", min_size=1))
def test_small_letters_are_never_a_shout(text: str) -> None:
    assert rules.CAPITALS not in codes(f"<p>{text}</p>")
