"""A teacher's way through a lesson: reading, answering, finishing, coming back."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from courses.assessment.models import Attempt, Evidence
from courses.study.models import Enrolment
from courses.study.operations import withdraw
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, make_edition, make_enrolment, right_answers, uid
from tests.courses.player.studies import finish_all, submitted_attempt

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment()


@pytest.fixture
def teacher(enrolment: Enrolment) -> Client:
    return signed_in(enrolment.teacher)


def address(name: str, enrolment: Enrolment, lesson: str = "Responder", **more: Any) -> str:
    return reverse(name, kwargs={"enrolment": enrolment.uid, "lesson": uid(lesson), **more})


def test_a_lesson_costs_few_queries_and_few_bytes(
    teacher: Client, enrolment: Enrolment, django_assert_max_num_queries: Any
) -> None:
    page = address("lesson", enrolment)
    teacher.get(page)
    with django_assert_max_num_queries(
        4
    ):  # session, person, enrolment with progress, attempts: editions are remembered
        response = teacher.get(page)
    assert response.status_code == 200
    assert len(response.content) < 40_000


def test_resumes_at_the_lesson_last_read_then_at_the_first_unfinished(teacher: Client, enrolment: Enrolment) -> None:
    resume = reverse("study_resume", args=[enrolment.uid])
    assert teacher.get(resume)["Location"] == address("lesson", enrolment, "Leer")
    teacher.get(address("lesson", enrolment, "Practicar"))
    assert teacher.get(resume)["Location"] == address("lesson", enrolment, "Practicar")
    teacher.post(address("lesson_finish", enrolment, "Practicar"))
    assert teacher.get(resume)["Location"] == address("lesson", enrolment, "Leer")


def test_finishing_goes_on_to_the_next_lesson(teacher: Client, enrolment: Enrolment) -> None:
    response = teacher.post(address("lesson_finish", enrolment, "Leer"))
    assert response["Location"] == address("lesson", enrolment, "Responder")
    enrolment.progress.refresh_from_db()
    assert enrolment.progress.lessons_finished == 1


def test_answers_are_marked_and_explained(teacher: Client, enrolment: Enrolment) -> None:
    fields = right_answers() | {"attempt": "1", f"q-{uid('question single')}": uid("single uno")}
    response = teacher.post(address("answer", enrolment), fields, follow=True)
    attempt = Attempt.objects.get()
    assert response.redirect_chain[-1][0] == reverse("attempt", args=[attempt.uid])
    assert attempt.points == 7
    assert "La retroalimentación secreta de la opción" in response.content.decode()
    assert "La explicación secreta" in response.content.decode()


def test_a_form_sent_twice_gives_the_same_result(teacher: Client, enrolment: Enrolment) -> None:
    fields = right_answers() | {"attempt": "1"}
    first = teacher.post(address("answer", enrolment), fields)
    second = teacher.post(address("answer", enrolment), fields)
    assert first["Location"] == second["Location"]
    assert Attempt.objects.count() == 1


def test_an_empty_form_is_refused_in_words(teacher: Client, enrolment: Enrolment) -> None:
    response = teacher.post(address("answer", enrolment), {"attempt": "1"})
    assert response.status_code == 409
    assert 'role="alert"' in response.content.decode()


def test_a_draft_comes_back_on_another_device(teacher: Client, enrolment: Enrolment) -> None:
    chosen = {f"q-{uid('question single')}": uid("single dos"), "draft": "1", "attempt": "1"}
    teacher.post(address("answer", enrolment), chosen)
    other_device = Client()
    other_device.force_login(enrolment.teacher, backend="django.contrib.auth.backends.ModelBackend")
    html = other_device.get(address("lesson", enrolment)).content.decode()
    assert html.count("<input checked") == 1
    assert Attempt.objects.get().submitted_at is None


def test_answers_of_an_expired_session_wait_until_their_teacher_is_back(enrolment: Enrolment) -> None:
    client = Client()
    fields = {f"q-{uid('question single')}": uid("single dos"), "attempt": "1"}
    response = client.post(address("answer", enrolment), fields)
    assert response.status_code == 302
    assert address("lesson", enrolment) in response["Location"]
    client.force_login(enrolment.teacher, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(address("lesson", enrolment)).content.decode().count("<input checked") == 1
    assert not Attempt.objects.exists()


def test_without_attempts_left_questions_are_locked_and_the_answer_shown(teacher: Client) -> None:
    enrolment = make_enrolment(edition=make_edition(attempts=1, slug="uno"))
    client = Client()
    client.force_login(enrolment.teacher, backend="django.contrib.auth.backends.ModelBackend")
    attempt = submitted_attempt(enrolment, **{f"q-{uid('question numeric')}": "99"})
    html = client.get(address("lesson", enrolment)).content.decode()
    assert "<input disabled" in html
    assert "4317.25" in client.get(reverse("attempt", args=[attempt.uid])).content.decode()
    assert client.post(address("answer", enrolment), right_answers() | {"attempt": "2"}).status_code == 409


def test_while_attempts_are_left_the_right_answer_is_not_told(teacher: Client, enrolment: Enrolment) -> None:
    attempt = submitted_attempt(enrolment, **{f"q-{uid('question numeric')}": "99"})
    assert "4317.25" not in teacher.get(reverse("attempt", args=[attempt.uid])).content.decode()


def test_completing_the_course_is_celebrated_and_says_what_comes_next(teacher: Client, enrolment: Enrolment) -> None:
    finish_all(enrolment)
    enrolment.refresh_from_db()
    assert enrolment.status == Enrolment.Status.COMPLETED
    html = teacher.get(reverse("study_summary", args=[enrolment.uid])).content.decode()
    assert "10.0" in html
    assert enrolment.institute.name in html


def test_the_summary_names_what_is_missing(teacher: Client, enrolment: Enrolment) -> None:
    html = teacher.get(reverse("study_summary", args=[enrolment.uid])).content.decode()
    for lesson in ("Leer", "Responder", "Practicar"):
        assert address("lesson", enrolment, lesson) in html


def test_a_lesson_of_another_course_is_not_there(teacher: Client, enrolment: Enrolment) -> None:
    assert teacher.get(address("lesson", enrolment, "No existe")).status_code == 404


def test_who_withdrew_reads_no_more(teacher: Client, enrolment: Enrolment) -> None:
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=NOON)
    assert teacher.get(address("lesson", enrolment)).status_code == 404


def test_evidence_is_handed_in_and_shown(teacher: Client, enrolment: Enrolment) -> None:
    page = address("evidence", enrolment, "Practicar", block=uid("task"))
    response = teacher.post(page, {"text": "Observé <b>mucho</b>"}, follow=True)
    assert Evidence.objects.get().text == "Observé <b>mucho</b>"
    assert "Observé &lt;b&gt;mucho&lt;/b&gt;" in response.content.decode()


def test_a_wrong_file_is_refused_in_words(teacher: Client, enrolment: Enrolment) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = address("evidence", enrolment, "Practicar", block=uid("task"))
    upload = SimpleUploadedFile("foto.jpg", b"not a picture", "image/jpeg")
    response = teacher.post(page, {"text": "", "upload": upload, "consent": "nobody"})
    assert response.status_code == 422
    assert not Evidence.objects.exists()
    assert "aria-invalid" in response.content.decode()


def test_anothers_lesson_attempt_and_summary_are_not_there(enrolment: Enrolment) -> None:
    attempt = submitted_attempt(enrolment)
    stranger = Client()
    stranger.force_login(TeacherFactory.create(), backend="django.contrib.auth.backends.ModelBackend")
    for page in (
        address("lesson", enrolment),
        reverse("attempt", args=[attempt.uid]),
        reverse("study_summary", args=[enrolment.uid]),
    ):
        assert stranger.get(page).status_code == 404
    assert stranger.post(address("answer", enrolment), right_answers()).status_code == 404
