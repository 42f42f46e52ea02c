"""The language of the platform and that of lessons are two choices, kept on the device and with the account."""

from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from config.languages import INTERFACE_LANGUAGES
from languages.models import LanguageChoices
from languages.operations.choices import keep_languages
from languages.preferences import content_language, read_as_before, read_in
from tests.accounts.factories import PASSWORD, TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import in_two_languages, lesson_called, make_enrolment, stored

pytestmark = pytest.mark.django_db
CONTENT, INTERFACE = settings.CONTENT_LANGUAGE_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME


@pytest.fixture
def two_interfaces() -> Iterator[None]:
    INTERFACE_LANGUAGES.append(("hch", "Wixárika"))
    yield
    INTERFACE_LANGUAGES.pop()


def enter(device: Client, teacher: User) -> None:
    EmailAddress.objects.create(user=teacher, email=teacher.email, verified=True, primary=True)
    device.post(reverse("account_login"), {"login": teacher.email, "password": PASSWORD})


def test_a_visitor_chooses_the_language_of_lessons_and_keeps_that_of_the_platform() -> None:
    client = Client()
    response = client.post(reverse("languages"), {"content": "hch", "next": "/cursos/"})
    assert response["Location"] == "/cursos/"
    assert client.cookies[CONTENT].value == "hch"
    html = client.get(reverse("languages")).content.decode()
    assert '<html lang="es-mx"' in html
    assert 'name="content" value="hch" checked' in html
    assert not LanguageChoices.objects.exists()


def test_an_account_brings_its_choices_to_the_device_on_which_it_signs_in(two_interfaces: None) -> None:
    teacher = TeacherFactory.create()
    keep_languages(user=teacher, at=timezone.now(), interface="hch", content="nah-x-mexocc")
    phone = Client()
    enter(phone, teacher)
    assert phone.cookies[CONTENT].value == "nah-x-mexocc"
    assert phone.cookies[INTERFACE].value == "hch"


def test_who_never_chose_keeps_what_the_device_says() -> None:
    phone = Client()
    phone.post(reverse("languages"), {"content": "hch"})
    enter(phone, TeacherFactory.create())
    assert "sessionid" in phone.cookies
    assert phone.cookies[CONTENT].value == "hch"


def test_one_choice_leaves_the_other_and_nonsense_changes_nothing(two_interfaces: None) -> None:
    teacher = TeacherFactory.create()
    client = signed_in(teacher)
    client.post(reverse("languages"), {"content": "hch"})
    client.post(reverse("languages"), {"interface": "hch"})
    client.post(reverse("languages"), {"interface": "xx", "content": "<b>"})
    kept = LanguageChoices.objects.get()
    assert (kept.user, kept.interface, kept.content) == (teacher, "hch", "hch")
    client.post(reverse("languages"), {"content": ""})
    assert LanguageChoices.objects.get().content == ""
    assert client.cookies[CONTENT].value == ""


def test_lessons_come_in_the_language_of_the_platform_until_another_is_chosen() -> None:
    assert content_language() == "es-mx"
    before = read_in("hch")
    assert content_language() == "hch"
    read_as_before(before)
    assert content_language() == "es-mx"


def test_every_page_of_a_course_follows_the_choice() -> None:
    """What is printed and old editions too, not the lesson alone."""
    own = make_enrolment(edition=stored(in_two_languages))
    client = signed_in(own.teacher)
    client.post(reverse("languages"), {"content": "hch"})
    slug, number = own.course.slug, own.edition.number
    for page in (reverse("study_paper", args=[own.uid]), reverse("edition", args=[slug, number])):
        assert "t+ri" in client.get(page).content.decode()


def test_what_one_visitor_reads_is_no_page_of_the_next(settings: Any) -> None:
    """A page drawn for all visitors is kept apart for each language of lessons; unknown ones make no copy."""
    settings.PUBLIC_PAGE_SECONDS = 60
    own = make_enrolment(edition=stored(in_two_languages))
    page = reverse("edition", args=[own.course.slug, own.edition.number])
    reads, odd = Client(), Client()
    reads.cookies[CONTENT], odd.cookies[CONTENT] = "hch", "xx"
    assert "t+ri" in reads.get(page).content.decode()
    plain = Client().get(page).content.decode()
    assert "t+ri" not in plain
    assert odd.get(page).content.decode() == plain
    assert "t+ri" in reads.get(page).content.decode()


def test_choosing_a_language_in_a_lesson_is_kept_with_the_account() -> None:
    own = make_enrolment(edition=stored(in_two_languages))
    lesson = lesson_called(own.edition, "Leer")
    signed_in(own.teacher).post(reverse("lesson_language", args=[own.uid, lesson.uid]), {"language": "hch"})
    assert LanguageChoices.objects.get(user=own.teacher).content == "hch"
