"""Addresses of what is written with letters that addresses lack."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.text import slugify
from hypothesis import given
from hypothesis import strategies as st

from courses.editions.models import Course
from languages.slugs import slug_of
from tests.cms.pages.factories import make_course

WORDS = ("t+ri", "tɨri", "t\ua78cri")


def test_three_words_give_three_addresses() -> None:
    assert [slug_of(word) for word in WORDS] == ["tiri", "tixri", "thri"]


@pytest.mark.parametrize(
    ("text", "slug"),
    [("Evaluación formativa", "evaluacion-formativa"), ("  ¿Qué?  ", "que"), ("💡", ""), ("Niñez y año", "ninez-y-ano"),
     ("curso_2026-a", "curso_2026-a"), ("a\u0304 ka\u0304", "a-ka")],
)  # fmt: skip
def test_spanish_and_odd_texts(text: str, slug: str) -> None:
    assert slug_of(text) == slug


@given(st.text(max_size=200))
def test_always_an_address_and_stable(text: str) -> None:
    slug = slug_of(text)
    assert re.fullmatch(r"[a-z0-9_]*(-[a-z0-9_]+)*-?", slug) or not slug
    assert len(slug) <= 100
    assert slug_of(slug) == slug


@pytest.mark.django_db
def test_courses_named_in_any_language_have_an_address_of_their_own() -> None:
    for word in WORDS:
        make_course(title=word, slug=slugify(word, allow_unicode=True))  # as Wagtail does
    slugs = set(Course.objects.values_list("slug", flat=True))
    assert len(slugs) == 3
    page = Client().get(reverse("catalogue")).content.decode()
    for slug in slugs:
        address = reverse("course", args=[slug])
        assert address in page
        assert Client().get(address).status_code == 200
