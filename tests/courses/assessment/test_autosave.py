"""Answers saved as one writes: a few at a time, the later one stays, and nothing is lost when a session ends."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.models import Attempt
from courses.study.models import Enrolment
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import make_edition, make_enrolment, right_answers, uid

pytestmark = pytest.mark.django_db
SINGLE, SHORT, OPEN = (uid(f"question {kind}") for kind in ("single", "short_text", "open"))


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment()


@pytest.fixture
def teacher(enrolment: Enrolment) -> Client:
    return signed_in(enrolment.teacher)


def _address(name: str, enrolment: Enrolment) -> str:
    return reverse(name, args=[enrolment.uid, uid("Responder")])


def _save(client: Client, enrolment: Enrolment, question: str, answer: str, counter: int, *, tab: str = "uno") -> Any:
    data = {"attempt": "1", "tab": tab, f"counter-{question}": str(counter), f"q-{question}": answer}
    return client.post(_address("save_answers", enrolment), data)


def _sent(client: Client, enrolment: Enrolment, **more: Any) -> Any:
    return client.post(_address("answer", enrolment), right_answers() | {"attempt": "1"} | more)


def test_what_is_saved_stands_in_the_lesson_on_any_device(teacher: Client, enrolment: Enrolment) -> None:
    told = _save(teacher, enrolment, SHORT, "rúbrica", 1).json()
    assert (told["counter"], told["older"]) == (1, [])
    assert ":" in told["saved"]
    assert 'value="rúbrica"' in signed_in(enrolment.teacher).get(_address("lesson", enrolment)).content.decode()


def test_a_few_answers_leave_the_others_alone(teacher: Client, enrolment: Enrolment) -> None:
    _save(teacher, enrolment, SHORT, "rúbrica", 1)
    _save(teacher, enrolment, OPEN, "Observé a mi grupo", 2)
    assert Attempt.objects.get().answers == {SHORT: "rúbrica", OPEN: "Observé a mi grupo"}


def test_a_tab_left_open_is_told_and_changes_nothing(teacher: Client, enrolment: Enrolment) -> None:
    _save(teacher, enrolment, SHORT, "la última", 7, tab="nueva")
    told = _save(teacher, enrolment, SHORT, "la vieja", 3, tab="vieja").json()
    assert (told["older"], told["counter"]) == ([SHORT], 7)
    assert Attempt.objects.get().answers == {SHORT: "la última"}


def test_the_same_save_arriving_twice_changes_nothing(teacher: Client, enrolment: Enrolment) -> None:
    for _time in range(2):
        assert _save(teacher, enrolment, SHORT, "rúbrica", 4).json()["older"] == []
    assert Attempt.objects.get().versions == {SHORT: [4, "uno"]}


def test_an_answer_taken_back_is_saved_as_none(teacher: Client, enrolment: Enrolment) -> None:
    _save(teacher, enrolment, SHORT, "rúbrica", 1)
    _save(teacher, enrolment, SHORT, "", 2)
    assert Attempt.objects.get().answers == {}


def test_sending_takes_what_another_tab_saved_later(teacher: Client, enrolment: Enrolment) -> None:
    _save(teacher, enrolment, SINGLE, uid("single uno"), 5, tab="otra")
    _sent(teacher, enrolment, tab="esta", seen="0")
    assert Attempt.objects.get().answers[SINGLE] == uid("single uno")


def test_sending_without_javascript_sends_what_one_sees(teacher: Client, enrolment: Enrolment) -> None:
    _save(teacher, enrolment, SINGLE, uid("single uno"), 5, tab="otra")
    _sent(teacher, enrolment)
    assert Attempt.objects.get().answers[SINGLE] == uid("single dos")


def test_saving_after_sending_says_where_the_result_is(teacher: Client, enrolment: Enrolment) -> None:
    _sent(teacher, enrolment)
    answer = _save(teacher, enrolment, SHORT, "tarde", 99)
    assert answer.status_code == 409
    assert answer.json()["address"] == reverse("attempt", args=[Attempt.objects.get().uid])


def test_saving_before_a_timed_attempt_is_begun_is_refused() -> None:
    enrolment = make_enrolment(edition=make_edition(minutes=30))
    assert _save(signed_in(enrolment.teacher), enrolment, SHORT, "x", 1).status_code == 409
    assert not Attempt.objects.exists()


def test_an_ended_session_is_told_and_nobody_saves_for_another(enrolment: Enrolment) -> None:
    assert _save(Client(), enrolment, SHORT, "x", 1).status_code == 401
    assert _save(signed_in(TeacherFactory.create()), enrolment, SHORT, "x", 1).status_code == 404
    assert not Attempt.objects.exists()


@pytest.mark.parametrize("counter", ["", "-1", "0", "1e9", "٣", "9" * 400, str(2**63)])
def test_a_number_that_no_page_sends_saves_nothing(teacher: Client, enrolment: Enrolment, counter: str) -> None:
    data = {"tab": "x" * 4000, f"counter-{SHORT}": counter, f"q-{SHORT}": "rúbrica", "seen": counter}
    assert teacher.post(_address("save_answers", enrolment), data).status_code == 200
    assert Attempt.objects.get().answers == {}


def test_saving_takes_few_statements(teacher: Client, enrolment: Enrolment, django_assert_max_num_queries: Any) -> None:
    _save(teacher, enrolment, SHORT, "uno", 1)
    with django_assert_max_num_queries(10):  # session and person, the enrolment with what it needs, lock, read, write
        _save(teacher, enrolment, SHORT, "dos", 2)


# --- A session that ended ---
LONG = "Observé. " * 1200


def test_long_answers_wait_until_their_teacher_is_back(enrolment: Enrolment) -> None:
    client = Client()
    fields = {f"q-{OPEN}": LONG, **{f"q-{uid(str(number))}": LONG for number in range(10)}}
    assert client.post(_address("answer", enrolment), fields | {"attempt": "1"}).status_code == 302
    client.force_login(enrolment.teacher, backend="django.contrib.auth.backends.ModelBackend")
    assert LONG[:200] in client.get(_address("lesson", enrolment)).content.decode()


def test_what_is_too_long_to_wait_is_shown_to_be_copied(enrolment: Enrolment) -> None:
    fields = {f"q-{uid(str(number))}": f"{number} {LONG}" for number in range(25)}
    answer = Client().post(_address("answer", enrolment), fields)
    page = answer.content.decode()
    assert answer.status_code == 413
    assert all(f"{number} Observé." in page for number in range(25))
    assert reverse("account_login") in page
