"""The palette: for whoever chose it, with every letter that the languages need and a keyboard lacks."""

import json
import unicodedata
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from foundation.reading import OPTIONS
from languages.letters import LETTERS
from languages.templatetags.language_tags import palette_of
from tests.clients import signed_in
from tests.institutes.factories import MembershipFactory, give_second_factor


def test_every_language_that_can_be_chosen_has_its_letters() -> None:
    assert {"off", *LETTERS} == set(OPTIONS["letters"])


@pytest.mark.parametrize("language", LETTERS)
def test_letters_are_single_and_composed_and_have_a_name(language: str) -> None:
    for letter in LETTERS[language]:
        assert unicodedata.normalize("NFC", letter.character) == letter.character
        assert len(letter.character) == 1
        assert str(letter.name)


def test_the_script_carries_them_safely() -> None:
    script = str(palette_of("hch"))
    data: dict[str, Any] = json.loads(unescape(script.split('data-letters="')[1].split('"', maxsplit=1)[0]))
    assert [letter["insert"] for letter in data["letters"]] == [letter.character for letter in LETTERS["hch"]]
    assert palette_of("off") == palette_of("es-mx") == ""


@pytest.mark.django_db
def test_only_who_chose_it_gets_it_and_finds_it_with_the_account() -> None:
    page = reverse("catalogue")
    assert b"letters.js" not in Client().get(page).content
    visitor = Client()
    visitor.post(reverse("reading"), {"letters": "hch"})
    assert b"letters.js" in visitor.get(page).content
    visitor.post(reverse("reading"), {"letters": "klingon"})
    assert b"letters.js" in visitor.get(page).content


@pytest.mark.django_db
def test_authors_have_it_in_the_editor() -> None:
    author = signed_in(give_second_factor(MembershipFactory.create(role="author").user))
    author.post(reverse("reading"), {"letters": "nah-x-mexocc"})
    assert b"letters.js" in author.get(reverse("wagtailadmin_home")).content
