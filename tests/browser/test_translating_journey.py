"""A course in another language, lived in a browser: one person translates it, a second one reviews it, it is published,
its original changes by a word and comes back, and every state is seen. Then the same for a course written in Wixárika.

Nobody speaks a language here: where a translation is needed stand letters and endonyms, marked as pending.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver
from wagtail.models import Locale, Page

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from courses.editions.models import Course, Edition
from tests.browser.conftest import LOOKS
from tests.browser.driving import Person, console, said
from tests.cms.pages.factories import make_course
from tests.cms.proposals.factories import make_author
from tests.institutes.factories import InstituteFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
PHONE, DESK = LOOKS[0], LOOKS[2]
PENDING = "[pendiente] Wixárika Niukiyari ɨ ꞌ kw"
SignIn = Callable[[User], None]


@pytest.fixture
def courses(transactional_db: None) -> list[CoursePage]:
    """A course written in Spanish, and one written in the locale of Wixárika."""
    institute = InstituteFactory.create(code="IES-05")
    made = [
        make_course(organisation=institute, title=title, slug=slug, rich=False, questions=(), publish=False)
        for title, slug in (("Observar para enseñar", "observar"), ("[pendiente] Wixárika", "wixarika"))
    ]
    hch, _new = Locale.objects.get_or_create(language_code="hch")
    Page.objects.descendant_of(made[1], inclusive=True).update(locale=hch)
    for page in made:
        _publish(page)
    return made


def _publish(course: CoursePage) -> Edition:
    CoursePage.objects.get(pk=course.pk).save_revision().publish(skip_permission_checks=True)
    edition = Course.objects.get(pk=course.translation_key).latest
    assert edition is not None
    return edition


def _desk_of(person: Person, course: CoursePage, language: str) -> list[str]:
    """The addresses of the course's pages at the desk, found from its front."""
    person.opens(reverse("translation_desk"))
    place = reverse("translation_course", args=[course.translation_key, language])
    person.follows(person.sees(f"a[href='{place}']"))
    links = person.driver.find_elements("css selector", ".desk-lessons > li > a")
    return [str(link.get_attribute("href")) for link in links]


def _coverage(person: Person, course: CoursePage, language: str) -> int:
    """What the desk says, in percent."""
    _desk_of(person, course, language)
    found = re.search(r"(\d+)\s%", person.sees("main .progress").text)
    assert found
    return int(found[1])


def _translate_all(person: Person, course: CoursePage, language: str) -> None:
    """Every block that is missing, one after the other, as a person does."""
    for address in _desk_of(person, course, language):
        person.opens(f"{address}?estado=missing")
        while forms := person.driver.find_elements("css selector", "form[data-desk]"):
            for box in forms[0].find_elements("css selector", "textarea:not([hidden]), .desk-rich"):
                if box.is_displayed() and not box.get_attribute("maxlength"):
                    person.clicks(box)
                    box.send_keys(PENDING)
            person.follows(forms[0].find_element("css selector", "button[type='submit']"))
            person.opens(f"{address}?estado=missing")


def _review_all(person: Person, course: CoursePage, language: str) -> None:
    for address in _desk_of(person, course, language):
        person.opens(address)
        while waiting := person.driver.find_elements("css selector", ".desk-review button[value='approve']"):
            person.follows(waiting[0])


def _change_title(person: Person, lesson: LessonPage, title: str) -> None:
    """In the editor of the CMS, as a draft."""
    person.opens(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    field = person.sees("[name='title']")
    field.clear()
    field.send_keys(title)
    person.follows(person.finds("Guardar borrador", "footer button"))


def _lives_through_every_state(
    person: Person, sign_in: SignIn, course: CoursePage, language: str, people: tuple[User, User]
) -> None:
    lesson, (translator, reviewer) = LessonPage.objects.descendant_of(course).get(), people
    sign_in(translator)
    assert _coverage(person, course, language) == 0
    _translate_all(person, course, language)
    address = _desk_of(person, course, language)[-1]
    person.opens(address)
    assert said("To be reviewed") in person.text()
    assert not person.driver.find_elements("css selector", ".desk-review"), "nobody reviews their own words"

    sign_in(reviewer)
    _review_all(person, course, language)
    assert _coverage(person, course, language) == 100
    assert language in _publish(course).languages

    _change_title(person, lesson, "Lección primera")
    person.opens(address)
    assert said("Original changed") in person.text()
    assert "1" in person.sees(".words del").text
    assert "primera" in person.sees(".words ins").text
    assert 0 < _coverage(person, course, language) < 100
    assert language in _publish(course).languages, "the former translation stays in use"

    _change_title(person, lesson, "Lección 1")
    person.opens(address)
    assert not person.driver.find_elements("css selector", ".words, .translation-note")
    assert _coverage(person, course, language) == 100
    _publish(course)


def _reads_in(person: Person, language: str, slug: str) -> None:
    person.opens(reverse("languages"))
    person.clicks(person.sees(f"[name='content'][value='{language}'] + span"))
    person.follows(person.sees("main form button[type='submit']"))
    person.opens(reverse("course", args=[slug]))


def test_translations_follow_their_originals_in_both_directions(
    browser: WebDriver, live_server: Any, sign_in_browser: SignIn, courses: list[CoursePage]
) -> None:
    spanish, wixarika = courses
    people = (make_author(spanish), make_author(spanish))
    person = Person(browser, live_server.url, DESK)
    _lives_through_every_state(person, sign_in_browser, spanish, "hch", people)
    _lives_through_every_state(person, sign_in_browser, wixarika, "es-mx", people)

    browser.delete_all_cookies()
    reader = Person(browser, live_server.url, PHONE)
    _reads_in(reader, "hch", "observar")
    assert reader.sees("main h1 span[lang='hch']").text == PENDING
    assert not browser.find_elements("css selector", ".untranslated")
    _reads_in(reader, "es-mx", "wixarika")
    assert reader.sees("main h1").text == PENDING
    assert not browser.find_elements("css selector", "main h1 [lang]")
    assert not console(browser)
