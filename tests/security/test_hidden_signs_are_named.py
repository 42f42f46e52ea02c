"""What makes a text read otherwise than it is written is named in every form into which people write."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.conf import settings
from django.test import Client
from django.urls import reverse

from cms.discussion.forms import CommentForm
from courses.conversations.forms import TextForm
from courses.notes.forms import NoteForm
from foundation.forms import PlainWords
from tests.accounts.factories import TeacherFactory
from tests.addressing import World

FLOORS = ("platform", "cms", "courses", "certification", "evaluation")
# Their words are looked for or compared, not kept; or a rule of their own says more.
WITHOUT = {
    "cms.glossary.forms.SearchForm", "courses.notes.forms.SearchForm", "courses.player.forms.CatalogueForm",
    "certification.credentials.forms.SearchForm", "certification.verification.forms.FolioForm",
    "languages.forms.AlphabetForm",  # languages.alphabets names each fault of a table
    "languages.forms.ImportForm",  # a file and where its words are said; each text is checked
}  # fmt: skip


def _forms() -> Iterator[type[forms.BaseForm]]:
    """Every form of the platform in which something is written."""
    for floor in FLOORS:
        for file in sorted(Path(settings.BASE_DIR, floor).rglob("forms.py")):
            root = Path(settings.BASE_DIR, "platform") if floor == "platform" else settings.BASE_DIR
            name = ".".join(file.relative_to(root).with_suffix("").parts)
            for one in vars(importlib.import_module(name)).values():
                if isinstance(one, type) and issubclass(one, forms.BaseForm) and one.__module__ == name:
                    yield one


def _is_written(form: type[forms.BaseForm]) -> bool:
    fields: dict[str, forms.Field] = getattr(form, "base_fields", {})
    return any(type(field) is forms.CharField and not field.widget.is_hidden for field in fields.values())


def test_every_form_into_which_people_write_names_them() -> None:
    written = {f"{one.__module__}.{one.__qualname__}": one for one in _forms() if _is_written(one)}
    assert [name for name, one in written.items() if not issubclass(one, PlainWords) and name not in WITHOUT] == []
    assert written.keys() >= WITHOUT, "an exception that is none any more"


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("a\u202eb", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a \u0301b", "U+0301"),
        ("\u2066a", "U+2066"),
        ("a\x07b", "U+0007"),
    ],
)
def test_the_sign_is_named_and_what_was_typed_stays(text: str, sign: str) -> None:
    for form, field in (
        (CommentForm({"c-x-text": text}, about="x"), "text"),
        (TextForm({"key": "0" * 32, "text": text}), "text"),
        (NoteForm({"key": "0" * 32, "text": text}), "text"),
    ):
        assert not form.is_valid()
        assert sign in form.errors[field][0]
        assert form[field].value() == text


@pytest.mark.parametrize("text", ["tɨri ꞌ ʼ ā á ʉ́", "o\u0301 u\u0304", "Línea\notra línea\ttab", "👩‍🏫 1️⃣"])
def test_letters_of_our_languages_marks_on_letters_and_joiners_stay(text: str) -> None:
    form = NoteForm({"key": "0" * 32, "text": text})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["text"] == text


def test_two_signs_in_two_fields_are_both_named(db: None, world: World) -> None:
    client = Client()
    client.force_login(TeacherFactory.create())
    sent: dict[str, Any] = {"language": "wix\u202e", "ethnic_origin": " \u0301x", "agreed": "on"}
    page = client.post(reverse("profile_sensitive"), sent).content.decode()
    assert "U+202E" in page
    assert "U+0301" in page
