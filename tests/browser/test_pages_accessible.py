"""Every page that people see: no violation of WCAG 2.2 A/AA on phone and desktop, in light and dark, nothing wider than
320 pixels, nothing amiss in the console. One world is made for all of them, and pages only look at it."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver

from tests.browser.accessibility import violations
from tests.browser.conftest import LOOKS, Look
from tests.browser.driving import Person, console, overflow, said, widest
from tests.browser.scene import Scene, make_scene, served
from tests.cms.pages.factories import KINDS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
SMALLEST = Look(320, 640, dark=False)
PAGES = re.split(
    r"[|\n]",
    """\
calendar|calendar without groups|my calendar|my record|my data|my results|results of a newcomer
programmes|programme|programme one follows|programme to be approved
home|catalogue|catalogue without results|search results|course|course of an enrolled teacher|lesson|attempt
evidence|summary|summary of a completed course|my place|my place of a newcomer|profile|names|post|my certificate
recorder|portfolio|project|word of an adviser|records that wait|no record that waits|records of everybody
desk|people|cohorts|cohort|new cohort|marking queue|marking|actas|acta|new acta|people of a new acta
certificates|certificate|revoking|evaluation|pilot|data cut|release|open data|methods|job under way|job with problems
verification|verification without result|verified facts|verified folio|invitation|login|signup|privacy notice
page that is not there|new confirmation|expired link|accepting the notice|language and origin
invitation to a pilot|test of a pilot
lesson on paper|course on paper|reading choices|notes|notes that no word finds|notes on paper|note|notes of a lesson
review of a course|handing in|who reviews|guest who reviews|former reviews|reviewed lesson|review by a guest
reviewed lesson of a guest|used link
marking of a group|marking of an answer|own mark|own mark of evidence
follow-up|person of a group|waiting list|invitation links|invitation link|sessions|roll|new session|code of a session
messages to a group|announcements|conversations|moderating|inbox|thread|summary in a group|conversation
translations|course in a language|lesson in a language|glossary|term of the glossary
signing in to a session|leaving a course|letters|unsubscribing|languages
words of the platform|words in a language|a word in a language|importing words|alphabet|all languages|new language
newer edition|summary after moving|place with a newer edition|edition of a group
taking part among colleagues|comments among colleagues|work of a colleague|colleagues of a group
one language|timed lesson|timed lesson under way|attempt whose time was over""",
)
# Their answers are 4xx, about which the browser itself writes a line.
REFUSED = {"page that is not there", "verification without result", "expired link"}


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    """The world of these tests; none of them changes it."""
    with django_db_blocker.unblock(), served() as origin:
        yield make_scene(origin)


def _objections(driver: WebDriver) -> dict[str, list[str]]:
    """What is wrong with the page now open, by look."""
    found = {}
    for look in LOOKS:
        look.apply(driver)
        found[str(look)] = violations(driver)
        if overflow(driver) > 0:
            found[str(look)].append(f"wider than the screen: {widest(driver)}")
    SMALLEST.apply(driver)
    if overflow(driver) > 0:
        found[str(SMALLEST)] = [f"wider than the screen: {widest(driver)}"]
    return {look: what for look, what in found.items() if what}


@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible(name: str, scene: Scene, browser: WebDriver) -> None:
    address = scene.enter(browser, name)
    browser.get(address)
    assert browser.current_url == address
    assert _objections(browser) == {}
    assert name in REFUSED or console(browser) == []


def test_every_page_of_the_scene_is_looked_at(scene: Scene) -> None:
    assert set(PAGES) == set(scene.pages)


def test_the_lesson_looked_at_has_every_kind_of_block(scene: Scene, browser: WebDriver) -> None:
    browser.get(scene.enter(browser, "lesson"))
    assert len(browser.find_elements("css selector", ".lesson fieldset.question")) == len(KINDS)
    for block in (".callout", "dl.glossary", "figure img[alt]", "audio", "video", "a[download]", "[data-evidence]"):
        assert browser.find_elements("css selector", f".lesson-body {block}"), block


@pytest.mark.parametrize("name", ["home", "my place", "desk", "pilot"])
def test_the_open_menu(name: str, scene: Scene, browser: WebDriver) -> None:
    person = Person(browser, scene.origin, LOOKS[0])
    person.opens(scene.enter(browser, name))
    person.clicks(person.sees("header details.menu summary"))
    assert person.sees("header details.menu[open] nav").is_displayed()
    assert _objections(browser) == {}


def test_the_sign_in_page_of_a_demonstration(scene: Scene, browser: WebDriver, settings: Any) -> None:
    settings.DEMONSTRATION = True
    browser.get(scene.enter(browser, "login"))
    assert browser.find_elements("css selector", f"form[action='{reverse('demonstration_sign_in', args=['docente'])}']")
    assert _objections(browser) == {}
    assert console(browser) == []


def test_the_guide_of_a_demonstration(scene: Scene, browser: WebDriver, settings: Any) -> None:
    settings.DEMONSTRATION = True
    browser.delete_all_cookies()
    browser.get(scene.origin + reverse("demonstration"))
    assert _objections(browser) == {}
    assert console(browser) == []


def test_the_preview_of_an_acta(scene: Scene, browser: WebDriver) -> None:
    certifier = Person(browser, scene.origin, LOOKS[2])
    certifier.opens(scene.enter(browser, "people of a new acta"))
    certifier.follows(said("Review the acta"))
    assert _objections(browser) == {}
    assert console(browser) == []


def test_forms_that_were_refused(scene: Scene, browser: WebDriver) -> None:
    """Errors are announced, tied to their fields and readable."""
    visitor = Person(browser, scene.origin, LOOKS[0])
    for name in ("signup", "login", "new cohort"):
        visitor.opens(scene.enter(browser, name))
        visitor.follows(visitor.sees("main form.form button"))
        assert browser.find_elements("css selector", "[aria-invalid='true']"), name
        assert _objections(browser) == {}, name
