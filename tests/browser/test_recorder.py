"""Recording in the page with Chromium's fake microphone: level, time, listening, again, sent, heard by a reviewer."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver

from accounts.models import User
from courses.assessment.models import Piece
from courses.study.models import Enrolment
from tests.browser.conftest import LOOKS, launched
from tests.browser.driving import Person, console, overflow, said, widest
from tests.courses.assessment.factories import lesson_called, make_edition, make_enrolment, uid
from tests.courses.assessment.test_evidence import staff_of
from tests.institutes.factories import InstituteFactory, give_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
FAKE = [
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
]
DENIED = ["--use-fake-device-for-media-stream", "--deny-permission-prompts"]


@pytest.fixture
def enrolment() -> Enrolment:
    edition = make_edition(InstituteFactory.create(), accepts=["audio", "text"], longest=30)
    return make_enrolment(edition=edition)


@pytest.fixture
def task(enrolment: Enrolment) -> str:
    lesson = lesson_called(enrolment.edition, "Practicar")
    return reverse("evidence", args=[enrolment.uid, lesson.uid, uid("task")])


@pytest.fixture
def microphone(tmp_path: Path) -> Iterator[WebDriver]:
    with launched(tmp_path, switches=FAKE) as driver:
        yield driver


def _enters(driver: WebDriver, live_server: Any, client: Any, user: User) -> Person:
    client.force_login(user)
    person = Person(driver, live_server.url, LOOKS[0])
    person.opens("/static/images/favicon.svg")
    driver.add_cookie({"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"})
    return person


def _presses(person: Person, act: str) -> None:
    button = person.sees(f"[data-act='{act}']")
    person.until(lambda _driver: button.is_displayed() and button.is_enabled())
    person.clicks(button)


def _state(person: Person, words: str) -> None:
    person.until(lambda driver: said(words) in driver.find_element("css selector", "[data-state]").text)


def _seconds(person: Person) -> Callable[[WebDriver], bool]:
    return lambda driver: driver.find_element("css selector", "[data-time]").text >= "0:01"


def _records(person: Person, button: str = "record") -> None:
    """A second and a bit, with a pause within."""
    _presses(person, button)
    _state(person, "Recording.")
    person.until(lambda driver: driver.find_elements("css selector", "[data-level] .lit"))
    _presses(person, "pause")
    _state(person, "Paused.")
    _presses(person, "resume")
    person.until(_seconds(person))
    _presses(person, "stop")
    _state(person, "Recorded. Listen to it, send it or record again.")


def _plays(person: Person, selector: str) -> bool:
    script = "const [sound] = arguments; sound.muted = true; return sound.play().then(() => true)"
    return bool(person.driver.execute_script(script, person.sees(selector)))


def test_a_voice_is_recorded_heard_recorded_again_sent_and_heard_by_whoever_reviews(
    microphone: WebDriver, live_server: Any, client: Any, enrolment: Enrolment, task: str
) -> None:
    teacher = _enters(microphone, live_server, client, enrolment.teacher)
    teacher.opens(task)
    _records(teacher)
    assert overflow(microphone) <= 0, widest(microphone)
    assert _plays(teacher, "[data-player]")
    _records(teacher, "again")

    _presses(teacher, "send")
    _state(teacher, "First answer what is asked below, then send it.")
    assert not Piece.objects.exists()
    teacher.clicks(teacher.sees("[name='consent'][value='nobody']"))
    teacher.clicks(teacher.sees("[name='access'][value='community']"))
    _presses(teacher, "send")
    teacher.until(lambda _driver: Piece.objects.exists())
    teacher.sees(".recorder-sent audio")
    piece = Piece.objects.get()
    assert (piece.media_type, piece.access, piece.consent) == ("audio/webm", "community", "nobody")
    assert piece.seconds is not None
    assert 1 <= piece.seconds <= 4
    assert piece.size < 32_000 / 8 * 8
    assert not console(microphone)

    staff = _enters(microphone, live_server, client, give_second_factor(staff_of(enrolment).user))
    staff.opens(reverse("marking_work", args=[enrolment.institute.code, piece.evidence.works.get().uid]))
    assert _plays(staff, ".piece audio")


def test_what_was_recorded_outlives_the_page_and_a_session_that_ended(
    microphone: WebDriver, live_server: Any, client: Any, enrolment: Enrolment, task: str
) -> None:
    teacher = _enters(microphone, live_server, client, enrolment.teacher)
    teacher.opens(task)
    _records(teacher)
    teacher.opens(task)
    _state(teacher, "This recording was kept on this device and not sent yet. Listen to it, send it or delete it.")
    teacher.clicks(teacher.sees("[name='consent'][value='nobody']"))
    microphone.delete_cookie("sessionid")
    _presses(teacher, "send")
    _state(teacher, "Your session ended. What you recorded stays on this device: sign in and send it again.")
    teacher = _enters(microphone, live_server, client, enrolment.teacher)
    teacher.opens(task)
    teacher.clicks(teacher.sees("[name='consent'][value='nobody']"))
    _presses(teacher, "send")
    teacher.sees(".recorder-sent audio")
    assert Piece.objects.count() == 1


def test_a_weak_network_sends_later_and_stores_once(
    microphone: WebDriver, live_server: Any, client: Any, enrolment: Enrolment, task: str
) -> None:
    teacher = _enters(microphone, live_server, client, enrolment.teacher)
    teacher.opens(task)
    _records(teacher)
    teacher.clicks(teacher.sees("[name='consent'][value='nobody']"))
    network = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    microphone.execute_cdp_cmd("Network.enable", {})
    microphone.execute_cdp_cmd("Network.emulateNetworkConditions", network)
    _presses(teacher, "send")
    _state(teacher, "There is no connection. It stays on this device and is sent when the network is back.")
    microphone.execute_cdp_cmd("Network.emulateNetworkConditions", network | {"offline": False})
    teacher.sees(".recorder-sent audio")
    assert Piece.objects.count() == 1


def test_without_permission_the_file_field_does_the_same(
    live_server: Any, client: Any, enrolment: Enrolment, task: str, tmp_path: Path
) -> None:
    with launched(tmp_path, switches=DENIED) as driver:
        teacher = _enters(driver, live_server, client, enrolment.teacher)
        teacher.opens(task)
        _presses(teacher, "record")
        teacher.until(lambda _driver: "micrófono" in driver.find_element("css selector", "[data-state]").text)
        field = teacher.sees("[name='upload']")
        assert field.is_displayed()
        assert "audio/*" in str(field.get_attribute("accept"))
