"""Administrators add languages, which are usable at once; one goes only while nothing is written in it."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.template.defaultfilters import date as drawn_date
from django.test import Client
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language_bidi, override
from wagtail.models import Locale, ModelLogEntry

from accounts.models import User
from cms.glossary.models import GlossaryTerm
from institutes.models import Membership
from languages import registry
from languages.models import Language
from languages.operations.alphabets import AlphabetRefused, write_alphabet
from languages.operations.languages import LanguageRefused, add_language, change_language, remove_language
from tests.accounts.factories import UserFactory
from tests.addressing import World
from tests.clients import signed_in
from tests.cms.pages.factories import make_term
from tests.courses.assessment.factories import NOON
from tests.institutes.factories import InstituteFactory
from tests.languages.factories import make_trainer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("languages_of_this_test")]


@pytest.fixture
def admin() -> User:
    return UserFactory.create(is_superuser=True)


@pytest.fixture
def committed(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def add(admin: User, tag: str = "maz", **facts: Any) -> Language:
    return add_language(actor=admin, tag=tag, at=NOON, **{"spanish_name": "[pendiente]", **facts})


def test_the_first_three_are_those_of_the_settings() -> None:
    assert list(Language.objects.values_list("tag", "is_interface")) == [
        ("es-mx", True), ("hch", False), ("nah-x-mexocc", False),
    ]  # fmt: skip


def test_a_new_language_is_usable_at_once(admin: User, committed: Any) -> None:
    with committed():
        add(admin, " MAZ ", is_interface=True, direction="rtl")
    assert dict(settings.LANGUAGES)["maz"] == dict(settings.WAGTAIL_CONTENT_LANGUAGES)["maz"] == "[pendiente]"
    assert Locale.objects.filter(language_code="maz").exists()
    assert ModelLogEntry.objects.filter(action="languages.add", user=admin).exists()
    with override("maz"):
        assert get_language_bidi()
    client = Client()
    client.post(reverse("languages"), {"interface": "maz", "content": "maz"})
    assert '<html lang="maz" dir="rtl"' in client.get(reverse("home")).content.decode()


def test_its_dates_and_numbers_are_those_of_spanish(admin: User, committed: Any) -> None:
    with committed():
        add(admin, is_interface=True)
        change_language(actor=admin, language=Language.objects.get(tag="hch"), at=NOON, is_interface=True)
    for tag in ("maz", "hch"):
        with override(tag):
            assert drawn_date(date(2026, 3, 2), "DATE_FORMAT") == "2 de marzo de 2026"
            assert number_format(1234.5, 1, force_grouping=True) == "1,234.5"


def test_a_process_that_hears_of_it_reads_it_anew(admin: User) -> None:
    Language.objects.create(tag="maz", spanish_name="[pendiente]")  # as another process did
    cache.set(registry.NEWS, "of another process", None)
    registry.keep_up()
    assert "maz" in dict(settings.LANGUAGES)


@pytest.mark.parametrize("tag", ["", "h", "español", "x-hch", "hch", "nah-x-mexocc-a", "a b"])
def test_odd_tags_and_known_ones_are_refused(admin: User, tag: str) -> None:
    with pytest.raises(LanguageRefused):
        add(admin, tag)


def test_english_is_never_shown_nor_spanish_taken_away(admin: User) -> None:
    with pytest.raises(LanguageRefused):
        add(admin, "en", is_interface=True)
    spanish = Language.objects.get(tag="es-mx")
    with pytest.raises(LanguageRefused):
        change_language(actor=admin, language=spanish, at=NOON, is_interface=False)
    with pytest.raises(LanguageRefused):
        remove_language(actor=admin, language=spanish, at=NOON)
    for change in ({"tag": "en", "is_interface": True}, {"tag": "es-mx", "is_content": False}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Language.objects.filter(pk=spanish.pk).update(**change)


def test_only_administrators_change_the_list(admin: User) -> None:
    with pytest.raises(Language.DoesNotExist):
        add(make_trainer())
    with pytest.raises(Language.DoesNotExist):
        remove_language(actor=make_trainer(), language=add(admin), at=NOON)


def test_a_language_in_use_stays_and_says_by_what(admin: User, committed: Any) -> None:
    with committed():
        language = add(admin)
    term = make_term("Uno", language="maz")
    with pytest.raises(LanguageRefused, match="glosario"):
        remove_language(actor=admin, language=language, at=NOON)
    term.delete()
    with committed():
        remove_language(actor=admin, language=language, at=NOON)
    assert "maz" not in dict(settings.LANGUAGES)
    assert not Locale.all_objects.filter(language_code="maz").exists()


def test_the_pages_say_what_was_wrong(world: World) -> None:
    client = signed_in(world.member(Membership.Role.SEJ_ADMIN))
    refused = client.post(reverse("language_add"), {"tag": "!", "spanish_name": "x", "direction": "ltr"})
    assert refused.status_code == 422
    assert "BCP 47" in refused.content.decode()
    client.post(reverse("language_add"), {"tag": "maz", "spanish_name": "x", "direction": "ltr", "is_content": "on"})
    client.post(reverse("language_change", args=["maz"]), {"spanish_name": "[pendiente]", "direction": "ltr"})
    assert Language.objects.get(tag="maz").spanish_name == "[pendiente]"
    client.post(reverse("language_remove", args=["maz"]))
    assert not Language.objects.filter(tag="maz").exists()


def test_the_glossary_follows_the_alphabet_and_is_sorted_anew_when_it_changes(committed: Any) -> None:
    institute = InstituteFactory.create()
    for word in ("tla", "ta", "cha", "kwa", "ka"):
        make_term(word, organisation=institute, language="nah-x-mexocc")
    language, trainer = Language.objects.get(tag="nah-x-mexocc"), make_trainer()

    def order() -> list[str]:
        return list(GlossaryTerm.objects.filter(language="nah-x-mexocc").values_list("term", flat=True))

    assert order() == ["cha", "ka", "kwa", "ta", "tla"]
    with committed():
        write_alphabet(actor=trainer, language=language, table="kw k tl t ch a", at=NOON)
    assert order() == ["kwa", "ka", "tla", "ta", "cha"]
    make_term("kaa", organisation=institute, language="nah-x-mexocc")
    assert order() == ["kwa", "ka", "kaa", "tla", "ta", "cha"]
    with pytest.raises(AlphabetRefused, match="→"):
        write_alphabet(actor=trainer, language=language, table="a b\nb a", at=NOON)
    assert order()[0] == "kwa"


def test_an_alphabet_that_cannot_be_used_is_refused_on_its_page() -> None:
    response = signed_in(make_trainer()).post(reverse("alphabet", args=["hch"]), {"table": "a \u0301"})
    assert response.status_code == 422
    assert "signo sin letra" in response.content.decode()
