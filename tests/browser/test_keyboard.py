"""A lesson is read and answered without a mouse, and one always sees where one is."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement

from courses.editions.models import Edition, Lesson
from tests.browser.conftest import LOOKS, Look
from tests.browser.driving import Person, said
from tests.cms.pages.factories import KINDS, make_course
from tests.courses.study.factories import make_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
MOST_STOPS = 150
# Something is drawn around the element in focus, or around the label that holds it, and it lies within the window.
FOCUS_IS_SEEN = """
const one = document.activeElement, label = one.closest("label") || one;
if (one instanceof HTMLMediaElement) return true;  // the focus is on a part of it, which the browser draws
const drawn = [one, label].some((it) => {
  const style = getComputedStyle(it);
  return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
});
const box = label.getBoundingClientRect();
return drawn && box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
"""


@pytest.fixture
def reader(browser: WebDriver, live_server: Any, sign_in_browser: Any) -> Person:
    """A teacher at a lesson with every kind of block and question."""
    page = make_course(lessons=2)
    enrolment = make_enrolment(edition=Edition.objects.get(course__uid=page.translation_key), at=timezone.now())
    lesson = Lesson.objects.filter(edition=enrolment.edition, language="es-mx").order_by("position")[0]
    sign_in_browser(enrolment.teacher)
    person = Person(browser, live_server.url, LOOKS[2])
    person.opens(reverse("lesson", args=[enrolment.uid, lesson.uid]))
    return person


def _press(person: Person, *keys: str) -> None:
    ActionChains(person.driver).send_keys(*keys).perform()


def _focused(person: Person) -> WebElement:
    return person.driver.switch_to.active_element


def _stops(person: Person) -> Iterator[WebElement]:
    """Each element that Tab comes to, in order, each seen to be in focus."""
    for _stop in range(MOST_STOPS):
        _press(person, Keys.TAB)
        element = _focused(person)
        if element.tag_name == "body":
            return
        assert person.driver.execute_script(FOCUS_IS_SEEN), element.get_attribute("outerHTML")
        yield element


def _answer(person: Person, control: WebElement, seen: set[str]) -> None:
    """Something for this input; each list of an ordering gets the next number."""
    kind, name = control.get_attribute("type"), control.get_attribute("name") or ""
    if kind in ("radio", "checkbox"):
        _press(person, Keys.SPACE)
        assert control.is_selected()
    elif control.tag_name == "textarea":
        _press(person, "Miro a mi grupo y anoto lo que cambia en cada clase de la semana.")
    elif kind == "text":
        _press(person, "12")
    elif control.tag_name == "select":
        question = name.removeprefix("q-")[:36]
        _press(person, *[Keys.ARROW_DOWN] * (1 + sum(question in other for other in seen)))
        assert control.get_attribute("value")
    seen.add(name)


def test_the_skip_link_comes_first_shows_itself_and_leads_past_the_header(reader: Person) -> None:
    first = next(_stops(reader))
    assert first.text == said("Skip to the content")
    _press(reader, Keys.ENTER)
    reader.until(lambda driver: driver.switch_to.active_element.get_attribute("id") == "content")
    after = next(_stops(reader))
    assert reader.driver.execute_script("return document.querySelector('main').contains(arguments[0])", after)


@pytest.mark.parametrize("look", [LOOKS[2], LOOKS[3]], ids=str)
def test_every_question_is_answered_and_sent_by_keyboard(look: Look, reader: Person) -> None:
    look.apply(reader.driver)
    answered: set[str] = set()
    for element in _stops(reader):
        if (element.get_attribute("name") or "").startswith("q-"):
            _answer(reader, element, answered)
        if element.text == said("Send my answers"):
            break
    reader.leaves_by(lambda: _press(reader, Keys.ENTER))
    assert "/intento/" in reader.driver.current_url
    assert len(reader.driver.find_elements("css selector", ".question.reviewed")) == len(KINDS)
    assert not reader.driver.find_elements("css selector", ".question.reviewed.blank")


def test_the_menu_opens_and_closes_by_keyboard(reader: Person) -> None:
    LOOKS[0].apply(reader.driver)
    summary = next(stop for stop in _stops(reader) if stop.tag_name == "summary")
    _press(reader, Keys.ENTER)
    assert reader.sees("header details.menu[open] nav").is_displayed()
    _press(reader, Keys.ESCAPE)
    reader.until(lambda driver: not driver.find_elements("css selector", "header details.menu[open]"))
    assert _focused(reader) == summary
