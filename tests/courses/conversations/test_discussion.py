"""The discussion of lessons: one level of answers, a quarter of an hour to mend, moderation with a reason."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.conversations.models import Post, Report
from courses.conversations.operations.discussion import (
    EDITABLE_FOR,
    MOST_POSTS,
    edit_post,
    hide_post,
    report_post,
    show_post,
    subscribe,
    unsubscribe,
    write_post,
)
from courses.conversations.operations.messages import ConversationRefused
from courses.study.models import Enrolment
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.attendance.test_attendance import group
from tests.courses.cohorts.factories import make_cohort
from tests.courses.study.factories import LATER, lessons_in, make_enrolment

pytestmark = pytest.mark.django_db


def talking(people: int = 2) -> tuple[Cohort, User, list[Enrolment], uuid.UUID]:
    cohort, facilitator, enrolments = group(people)
    cohort.has_discussion = True
    cohort.save()
    return cohort, facilitator, enrolments, lessons_in(enrolments[0])[0].uid


def say(author: User, cohort: Cohort, lesson: uuid.UUID, **facts: Any) -> Post:
    usual: dict[str, Any] = {"text": "¿Cómo lo hacen ustedes?", "key": uuid.uuid4(), "at": LATER}
    return write_post(actor=author, cohort=cohort, lesson_uid=lesson, **(usual | facts))


def test_a_question_and_its_answer_are_written_once_and_told_to_subscribers() -> None:
    cohort, facilitator, [one, other], lesson = talking()
    key = uuid.uuid4()
    question = say(one.teacher, cohort, lesson, key=key)
    assert say(one.teacher, cohort, lesson, key=key) == question
    say(facilitator, cohort, lesson, parent=question, text="Así.")
    letter = Letter.objects.get()
    assert (letter.user, letter.kind) == (one.teacher, Letter.Kind.DISCUSSION)
    assert letter.path == reverse("lesson_talk", args=[one.uid, lesson])
    unsubscribe(user=one.teacher, cohort=cohort, lesson_uid=lesson)
    say(other.teacher, cohort, lesson, parent=question)
    assert Letter.objects.filter(user=one.teacher).count() == 1
    assert Letter.objects.filter(user=facilitator).count() == 1
    assert ModelLogEntry.objects.filter(action="conversations.post").count() == 3


def test_there_is_one_level_of_answers_within_the_lesson_of_the_course() -> None:
    cohort, _facilitator, [one, _other], lesson = talking()
    question = say(one.teacher, cohort, lesson)
    answer = say(one.teacher, cohort, lesson, parent=question)
    second = lessons_in(one)[1].uid
    for where, parent in ((lesson, answer), (uuid.uuid4(), None), (second, question)):
        with pytest.raises(ConversationRefused):
            say(one.teacher, cohort, where, parent=parent)


def test_others_and_cohorts_without_discussion_are_closed() -> None:
    cohort, _facilitator, [one, _other], lesson = talking()
    quiet = make_enrolment(cohort=make_cohort(edition=cohort.edition))
    assert quiet.cohort
    for author, where in ((TeacherFactory.create(), cohort), (quiet.teacher, cohort), (quiet.teacher, quiet.cohort)):
        with pytest.raises(Cohort.DoesNotExist):
            say(author, where, lesson)
        with pytest.raises(Cohort.DoesNotExist):
            subscribe(user=author, cohort=where, lesson_uid=lesson)
    assert one


def test_too_much_at_once_is_refused_until_a_while_has_passed() -> None:
    cohort, _facilitator, [one, _other], lesson = talking()
    for _post in range(MOST_POSTS):
        say(one.teacher, cohort, lesson)
    with pytest.raises(ConversationRefused):
        say(one.teacher, cohort, lesson)
    assert say(one.teacher, cohort, lesson, at=LATER + timedelta(minutes=11))


def test_one_mends_ones_own_words_for_a_quarter_of_an_hour() -> None:
    cohort, facilitator, [one, other], lesson = talking()
    post = say(one.teacher, cohort, lesson)
    edit_post(actor=one.teacher, post=post, text="Corregido", at=LATER + EDITABLE_FOR)
    for actor in (other.teacher, facilitator):
        with pytest.raises(Post.DoesNotExist):
            edit_post(actor=actor, post=post, text="No", at=LATER)
    with pytest.raises(ConversationRefused):
        edit_post(actor=one.teacher, post=post, text="Tarde", at=LATER + EDITABLE_FOR + timedelta(seconds=1))
    post.refresh_from_db()
    assert post.text == "Corregido"


def test_a_reported_post_is_hidden_with_a_reason_that_its_author_is_told() -> None:
    cohort, facilitator, [one, other], lesson = talking()
    post = say(one.teacher, cohort, lesson, text="Palabras feas")
    for _repeat in range(2):
        report_post(actor=other.teacher, post=post, reason="Ofende", at=LATER)
    assert Report.objects.count() == 1
    with pytest.raises(Post.DoesNotExist):
        report_post(actor=one.teacher, post=post, reason="Yo", at=LATER)
    with pytest.raises(Post.DoesNotExist):
        hide_post(actor=other.teacher, post=post, reason="No", at=LATER)
    with pytest.raises(ConversationRefused):
        hide_post(actor=facilitator, post=post, reason=" ", at=LATER)
    for _repeat in range(2):
        hide_post(actor=facilitator, post=post, reason="No corresponde al grupo.", at=LATER)
    letter = Letter.objects.get(kind=Letter.Kind.DECISION)
    assert (letter.user, "No corresponde al grupo." in letter.text) == (one.teacher, True)
    [entry] = ModelLogEntry.objects.filter(action="conversations.hide", user=facilitator)
    assert entry.data["reason"] == "No corresponde al grupo."
    assert not Report.objects.filter(settled_at=None).exists()
    page = signed_in(other.teacher).get(reverse("lesson_talk", args=[other.uid, lesson])).content.decode()
    assert "Palabras feas" not in page
    with pytest.raises(ConversationRefused):
        say(other.teacher, cohort, lesson, parent=post)
    show_post(actor=facilitator, post=post, at=LATER)
    assert (
        "Palabras feas"
        in signed_in(other.teacher).get(reverse("lesson_talk", args=[other.uid, lesson])).content.decode()
    )


@time_machine.travel(LATER, tick=False)
def test_the_pages_ask_answer_report_and_moderate() -> None:
    cohort, facilitator, [one, other], lesson = talking()
    asking, staff = signed_in(one.teacher), signed_in(facilitator)
    address = reverse("lesson_talk", args=[one.uid, lesson])
    assert asking.post(address, {"text": " ", "key": str(uuid.uuid4())}).status_code == 422
    assert asking.post(address, {"text": "¿Y ustedes?", "key": str(uuid.uuid4())}).status_code == 302
    question = Post.objects.get()
    answer = {"text": "Nosotros así", "key": str(uuid.uuid4()), "parent": str(question.pk)}
    assert asking.post(address, answer | {"parent": "999999"}).status_code == 404
    assert signed_in(other.teacher).post(reverse("lesson_talk", args=[other.uid, lesson]), answer).status_code == 302
    assert "Nosotros así" in asking.get(address).content.decode()
    assert asking.post(address, {"unsubscribe": ""}).status_code == 302
    mended = {"text": "¿Y aquí?", "key": str(uuid.uuid4())}
    assert asking.post(reverse("post_edit", args=[question.pk]), mended)["Location"] == address
    report = reverse("post_report", args=[question.pk])
    assert signed_in(other.teacher).post(report, {"reason": "Reviselo"}).status_code == 302
    board = staff.get(reverse("cohort_talk", args=[cohort.organisation.code, cohort.pk])).content.decode()
    assert "1 reportada" in board
    moderating = reverse("post_moderate", args=[question.pk])
    assert "Reviselo" in staff.get(moderating).content.decode()
    assert staff.post(moderating, {"reason": ""}).status_code == 422
    assert staff.post(moderating, {"reason": "Se repite"}).status_code == 302
    assert staff.post(moderating, {"show": ""}).status_code == 302
    question.refresh_from_db()
    assert question.hidden_at is None


def test_more_posts_need_no_more_statements() -> None:
    cohort, facilitator, people, lesson = talking(people=4)
    client = signed_in(people[0].teacher)
    question = say(people[0].teacher, cohort, lesson)
    say(facilitator, cohort, lesson, parent=question)

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("lesson_talk", args=[people[0].uid, lesson])).status_code == 200
        return len(captured)

    statements()
    before = statements()
    for person in people:
        say(person.teacher, cohort, lesson, parent=say(person.teacher, cohort, lesson))
    assert statements() == before
