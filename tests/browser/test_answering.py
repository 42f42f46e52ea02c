"""Answers saved as one writes, in a browser: on the server a moment later, never over a later one, never lost."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from selenium.webdriver.chrome.webdriver import WebDriver

from accounts.models import User
from courses.assessment.models import Attempt
from courses.assessment.operations import begin_attempt
from courses.study.models import Enrolment
from tests.browser.conftest import LOOKS
from tests.browser.driving import Person, console, said
from tests.courses.assessment.factories import lesson_called, make_edition, make_enrolment, uid

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
SHORT, OPEN = uid("question short_text"), uid("question open")
SignIn = Callable[[User], None]


@pytest.fixture
def enrolment(live_server: Any) -> Enrolment:
    return make_enrolment()


@pytest.fixture
def teacher(browser: WebDriver, live_server: Any, sign_in_browser: SignIn, enrolment: Enrolment) -> Person:
    sign_in_browser(enrolment.teacher)
    browser.execute_script("localStorage.clear()")
    person = Person(browser, live_server.url, LOOKS[0])
    person.opens(_lesson(enrolment))
    return person


def _lesson(enrolment: Enrolment) -> str:
    return reverse("lesson", args=[enrolment.uid, uid("Responder")])


def _saved(person: Person, question: str) -> str:
    """What the server has of a question, once there is nothing left on the device to be sent."""
    unsent = (
        "return Object.keys(localStorage).filter((key) => key.startsWith('answers:'))"
        ".some((key) => Object.values(JSON.parse(localStorage[key]).questions).some((one) => !one.sent))"
    )
    person.until(lambda driver: not driver.execute_script(unsent))
    return str(Attempt.objects.get().answers.get(question))


def test_what_is_written_is_saved_by_itself_and_says_when(teacher: Person) -> None:
    teacher.types(f"q-{SHORT}", "rúbrica")
    assert _saved(teacher, SHORT) == "rúbrica"
    assert said("Saved at TIME").split(" TIME")[0] in teacher.sees("[data-saved]").text
    assert console(teacher.driver) == []


def test_a_tab_left_open_takes_no_later_answer_away(teacher: Person, enrolment: Enrolment) -> None:
    driver = teacher.driver
    teacher.types(f"q-{SHORT}", "la primera")
    _saved(teacher, SHORT)
    forgotten = driver.current_window_handle
    driver.switch_to.new_window("tab")
    try:
        teacher.opens(_lesson(enrolment))
        assert teacher.sees(f"[name='q-{SHORT}']").get_attribute("value") == "la primera"
        teacher.types(f"q-{SHORT}", "la segunda")
        assert _saved(teacher, SHORT) == "la segunda"
        driver.close()
    finally:
        driver.switch_to.window(forgotten)
    teacher.types(f"q-{OPEN}", "Observé a mi grupo")
    assert _saved(teacher, OPEN) == "Observé a mi grupo"
    assert _saved(teacher, SHORT) == "la segunda"
    teacher.follows(said("Send my answers"))
    sent = Attempt.objects.get()
    assert sent.submitted_at is not None
    assert (sent.answers[SHORT], sent.answers[OPEN]) == ("la segunda", "Observé a mi grupo")


def test_what_is_written_after_the_session_ended_is_saved_on_coming_back(
    teacher: Person, enrolment: Enrolment, client: Any
) -> None:
    teacher.driver.delete_cookie("sessionid")
    teacher.types(f"q-{OPEN}", "Escrito sin sesión")
    trouble = teacher.sees("[data-trouble]:not([hidden])").text
    assert said("Your session ended. What you wrote is kept on this device and is saved when you sign in.") in trouble
    assert not Attempt.objects.exists()
    client.force_login(enrolment.teacher)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"}
    teacher.driver.add_cookie(cookie)
    teacher.opens(_lesson(enrolment))
    assert teacher.sees(f"[name='q-{OPEN}']").get_attribute("value") == "Escrito sin sesión"
    teacher.until(lambda _driver: Attempt.objects.exists())
    assert _saved(teacher, OPEN) == "Escrito sin sesión"


def test_at_the_end_of_the_time_the_page_sends_what_is_written(
    browser: WebDriver, live_server: Any, sign_in_browser: SignIn
) -> None:
    enrolment = make_enrolment(edition=make_edition(minutes=1))
    lesson = lesson_called(enrolment.edition, "Responder")
    at = timezone.now() - timedelta(seconds=48)
    begin_attempt(actor=enrolment.teacher, enrolment=enrolment, lesson=lesson, language="es-mx", at=at)
    sign_in_browser(enrolment.teacher)
    teacher = Person(browser, live_server.url, LOOKS[0])
    teacher.opens(_lesson(enrolment))
    assert ":" in teacher.sees("[data-counting]").text
    teacher.types(f"q-{SHORT}", "a tiempo")
    teacher.sees("[data-submitted]")
    sent = Attempt.objects.get()
    assert (sent.answers[SHORT], sent.timed_out) == ("a tiempo", False)
