"""Reading a lesson as people do: without a script, with little data, in great letters, by keys, coming back later."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from selenium.webdriver.chrome.webdriver import WebDriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from courses.assessment.models import Attempt
from courses.editions.models import Edition, Lesson
from courses.notes.models import Note, ReadingPlace
from courses.study.models import Enrolment
from tests.browser.accessibility import violations
from tests.browser.conftest import LOOKS, Look
from tests.browser.driving import Person, console, overflow, said, widest
from tests.cms.pages.factories import make_course
from tests.courses.study.factories import make_enrolment

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
ZOOMED = Look(320, 568, dark=False)  # 640 pixels at 200 %


@pytest.fixture
def enrolment() -> Enrolment:
    page = make_course(lessons=2)
    return make_enrolment(edition=Edition.objects.get(course__uid=page.translation_key), at=timezone.now())


@pytest.fixture
def lessons(enrolment: Enrolment) -> list[Lesson]:
    return list(Lesson.objects.filter(edition=enrolment.edition, language="es-mx").order_by("position"))


@pytest.fixture
def reader(browser: WebDriver, live_server: Any, sign_in_browser: Any, enrolment: Enrolment) -> Person:
    sign_in_browser(enrolment.teacher)
    return Person(browser, live_server.url, LOOKS[0])


@pytest.fixture
def without_script(browser: WebDriver) -> Iterator[None]:
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    yield
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def address(enrolment: Enrolment, lesson: Lesson) -> str:
    return reverse("lesson", args=[enrolment.uid, lesson.uid])


def _submits(person: Person, selector: str) -> None:
    """Press a button on a page that runs no script, and be on the next one."""
    button = person.sees(selector)
    button.send_keys(Keys.ENTER)
    person.until(lambda driver: not _is_there(button))


def _is_there(element: Any) -> bool:
    try:
        return bool(element.is_enabled())
    except Exception:  # of another page by now, whatever the driver calls that
        return False


def test_one_reads_answers_takes_a_note_chooses_great_letters_and_finishes_without_a_script(
    reader: Person, enrolment: Enrolment, lessons: list[Lesson], without_script: None
) -> None:
    reader.opens(address(enrolment, lessons[1]))
    reader.sees("fieldset.question input[type=radio]").send_keys(Keys.SPACE)
    _submits(reader, "#answers button:not([name])")
    assert Attempt.objects.get().submitted_at is not None
    reader.opens(address(enrolment, lessons[1]))
    reader.sees("#note-text").send_keys("Probar el lunes")
    _submits(reader, ".note-form button")
    assert "Probar el lunes" in reader.sees(".own-notes .note").text
    _submits(reader, ".lesson-tools a[data-sheet]")
    reader.sees("input[name=size][value=largest]").send_keys(Keys.SPACE)
    _submits(reader, ".reading-form button")
    assert reader.sees("html").get_attribute("data-size") == "largest"
    _submits(reader, ".lesson-end form button")
    enrolment.progress.refresh_from_db()
    assert enrolment.progress.lessons_finished == 1


def test_greatest_letters_at_double_zoom_fit_and_stay_accessible(
    reader: Person, enrolment: Enrolment, lessons: list[Lesson]
) -> None:
    chosen = "size-largest_spacing-wide_contrast-high_data-low"
    reader.driver.add_cookie({"name": "reading", "value": chosen, "path": "/"})
    reader.opens(address(enrolment, lessons[0]))
    for look in (ZOOMED, LOOKS[1], LOOKS[3]):
        look.apply(reader.driver)
        assert overflow(reader.driver) <= 0, widest(reader.driver)
        assert violations(reader.driver) == []
    assert console(reader.driver) == []


def test_the_sheet_of_choices_is_seen_at_once_and_kept(
    reader: Person, enrolment: Enrolment, lessons: list[Lesson]
) -> None:
    reader.opens(address(enrolment, lessons[0]))
    reader.clicks(reader.sees(".lesson-tools [data-sheet]"))
    assert violations(reader.driver) == []
    reader.clicks(reader.sees("dialog .size-larger"))
    reader.until(lambda driver: driver.execute_script("return document.documentElement.dataset.size") == "larger")
    reader.until(lambda driver: "larger" in (driver.get_cookie("reading") or {}).get("value", ""))
    reader.clicks(reader.finds(said("Read like this")))
    reader.until(lambda driver: not driver.find_elements("css selector", "dialog"))
    reader.opens(reverse("home"))
    assert reader.sees("html").get_attribute("data-size") == "larger"


def test_a_picture_comes_when_it_is_asked_for(reader: Person, enrolment: Enrolment, lessons: list[Lesson]) -> None:
    reader.driver.add_cookie({"name": "reading", "value": "data-low", "path": "/"})
    reader.opens(address(enrolment, lessons[0]))
    assert reader.driver.find_elements("css selector", ".lesson-body img") == []
    words = reader.sees("a.on-tap").get_attribute("data-picture")
    reader.clicks(reader.sees("a.on-tap"))
    assert reader.sees(".lesson-body img").get_attribute("alt") == words


def test_one_comes_back_to_the_part_read_last_and_notes_it(
    reader: Person, enrolment: Enrolment, lessons: list[Lesson]
) -> None:
    reader.opens(address(enrolment, lessons[0]))
    part = reader.driver.find_elements("css selector", ".lesson-body > [id]")[6]
    anchor = part.get_attribute("id")
    reader.driver.execute_script("arguments[0].scrollIntoView({block: 'start', behavior: 'instant'})", part)
    reader.until(lambda driver: driver.execute_script("return scrollY") > 200)
    reader.clicks(reader.sees(".own-notes"))
    reader.driver.execute_script("arguments[0].scrollIntoView({block: 'start', behavior: 'instant'})", part)
    reader.driver.execute_script("document.querySelector('[data-note-here]').click()")
    reader.sees("#note-text").send_keys("Aquí")
    reader.leaves_by(lambda: reader.sees(".note-form button").click())
    assert Note.objects.get().anchor
    reader.opens(address(enrolment, lessons[0]))
    reader.driver.execute_script("arguments[0].scrollIntoView({block: 'start', behavior: 'instant'})",
                                 reader.sees(f"[id='{anchor}']"))  # fmt: skip
    reader.until(lambda driver: driver.execute_script("return scrollY") > 200)
    reader.opens(reverse("my_place"))
    reader.until(lambda _driver: ReadingPlace.objects.filter(enrolment=enrolment).exists())
    reader.opens(reverse("study_resume", args=[enrolment.uid]))
    assert reader.driver.current_url.rpartition("#")[2] == ReadingPlace.objects.get().places[str(lessons[0].uid)]


def test_letter_keys_lead_on_only_for_whom_chose_them(
    reader: Person, enrolment: Enrolment, lessons: list[Lesson]
) -> None:
    reader.opens(address(enrolment, lessons[0]))
    ActionChains(reader.driver).send_keys("j").perform()
    assert address(enrolment, lessons[0]) in reader.driver.current_url
    reader.driver.add_cookie({"name": "reading", "value": "keys-on", "path": "/"})
    reader.opens(address(enrolment, lessons[0]))
    reader.sees("#note-text").send_keys("jk")
    assert address(enrolment, lessons[0]) in reader.driver.current_url
    reader.driver.execute_script("document.activeElement.blur()")
    reader.leaves_by(lambda: ActionChains(reader.driver).send_keys("j").perform())
    assert address(enrolment, lessons[1]) in reader.driver.current_url


def test_the_speed_of_recordings_is_remembered(reader: Person, enrolment: Enrolment, lessons: list[Lesson]) -> None:
    reader.opens(address(enrolment, lessons[0]))
    reader.chooses(reader.sees(".speed select"), "1.5 ×")
    reader.opens(address(enrolment, lessons[0]))
    rates = "return [...document.querySelectorAll('main audio, main video')].map((one) => one.playbackRate)"
    assert set(reader.driver.execute_script(rates)) == {1.5}
    reader.driver.execute_script("localStorage.clear()")


def test_an_unsent_note_is_there_again_until_it_is_kept(
    reader: Person, enrolment: Enrolment, lessons: list[Lesson]
) -> None:
    page = address(enrolment, lessons[1])
    reader.opens(page)
    reader.sees("#note-text").send_keys("Sin señal todavía")
    reader.opens(page)
    assert reader.sees("#note-text").get_attribute("value") == "Sin señal todavía"
    reader.leaves_by(lambda: reader.sees(".note-form button").click())
    assert "Sin señal todavía" in reader.sees(".own-notes .note").text
    assert reader.sees("#note-text").get_attribute("value") == ""
    assert console(reader.driver) == []
