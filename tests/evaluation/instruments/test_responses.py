"""Instruments, occasions and responses: rules, rights, what never changes, and the teacher's pages."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Consent
from accounts.operations import withdraw_consent
from cms.pages.rendering import question_html
from evaluation.instruments.marking import mark_all
from evaluation.instruments.models import Instrument, Occasion, Response
from evaluation.instruments.operations import InstrumentRefused, create_instrument, open_occasion, submit_response
from evaluation.instruments.panels import invitations_of
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.operations import add_participant, lock_protocol
from tests.accounts.factories import TeacherFactory
from tests.evaluation.factories import (
    DAY,
    END,
    START,
    a_pilot,
    an_instrument,
    answers,
    consents,
    enrolled,
    evaluator,
    occasions_of,
    participant,
    questions_and_keys,
)
from tests.institutes.factories import InstituteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def started() -> tuple[Participant, Occasion, Occasion]:
    """A participant who completed the course, with both tests open."""
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute])
    pre, post = occasions_of(pilot, actor)
    return participant(pilot, institute), pre, post


def test_a_response_is_marked_and_kept_once(started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, _post = started
    first = submit_response(participant=one, occasion=pre, answers=answers(7), at=DAY)
    again = submit_response(participant=one, occasion=pre, answers=answers(10), at=DAY)
    assert again == first
    assert (first.points, first.max_points) == (Decimal(7), Decimal(10))
    assert Response.objects.count() == 1


def test_unknown_questions_and_malformed_answers_earn_nothing(started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, _post = started
    uid = questions_and_keys()[0][0]["uid"]
    response = submit_response(participant=one, occasion=pre, answers={"other": "true", uid: {"x": [1]}}, at=DAY)
    assert (response.points, list(response.answers)) == (Decimal(0), [uid])


def test_a_response_never_changes(started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, _post = started
    response = submit_response(participant=one, occasion=pre, answers=answers(3), at=DAY)
    with pytest.raises(DatabaseError), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(points=10)


def test_questions_and_keys_never_change() -> None:
    instrument = an_instrument(evaluator())
    with pytest.raises(DatabaseError), transaction.atomic():
        Instrument.objects.filter(pk=instrument.pk).update(questions=[])


def test_before_and_after_the_dates_nothing_is_taken(started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, _post = started
    for moment in (START - timedelta(seconds=1), END):
        with pytest.raises(InstrumentRefused):
            submit_response(participant=one, occasion=pre, answers=answers(3), at=moment)
    assert not Response.objects.exists()


def test_the_post_test_needs_the_pre_test(started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, post = started
    with pytest.raises(InstrumentRefused):
        submit_response(participant=one, occasion=post, answers=answers(3), at=DAY)
    submit_response(participant=one, occasion=pre, answers=answers(3), at=DAY)
    assert submit_response(participant=one, occasion=post, answers=answers(3), at=DAY).points == 3


def test_the_post_test_needs_the_course_completed() -> None:
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute])
    pre, post = occasions_of(pilot, actor)
    one = participant(pilot, institute, completed=False)
    submit_response(participant=one, occasion=pre, answers=answers(3), at=DAY)
    with pytest.raises(InstrumentRefused):
        submit_response(participant=one, occasion=post, answers=answers(3), at=DAY)


def test_the_post_test_needs_the_protocol_locked() -> None:
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute], locked=False)
    pre, post = occasions_of(pilot, actor)
    one = participant(pilot, institute)
    submit_response(participant=one, occasion=pre, answers=answers(3), at=DAY)
    with pytest.raises(InstrumentRefused):
        submit_response(participant=one, occasion=post, answers=answers(3), at=DAY)
    lock_protocol(actor=actor, pilot=pilot, at=DAY)
    post.refresh_from_db()
    assert submit_response(participant=one, occasion=post, answers=answers(9), at=DAY).points == 9


def test_whoever_withdrew_hands_in_nothing(started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, _post = started
    withdraw_consent(user=one.teacher, purpose=Consent.Purpose.EVALUATION, at=DAY)
    with pytest.raises(InstrumentRefused):
        submit_response(participant=one, occasion=pre, answers=answers(3), at=DAY)


def test_an_instrument_needs_a_key_for_each_question() -> None:
    questions, keys = questions_and_keys()
    keys.pop(questions[0]["uid"])
    with pytest.raises(InstrumentRefused):
        create_instrument(actor=evaluator(), title="x", questions=questions, keys=keys, at=START)
    with pytest.raises(InstrumentRefused):
        create_instrument(actor=evaluator(), title="x", questions=[], keys={}, at=START)


def test_only_evaluators_make_instruments_and_occasions() -> None:
    actor = evaluator()
    pilot, instrument = a_pilot(actor=actor), an_instrument(actor)
    questions, keys = questions_and_keys()
    with pytest.raises(InstrumentRefused):
        create_instrument(actor=TeacherFactory.create(), title="x", questions=questions, keys=keys, at=START)
    with pytest.raises(Pilot.DoesNotExist):
        open_occasion(
            actor=TeacherFactory.create(),
            pilot=pilot,
            instrument=instrument,
            moment="pre",
            opens_at=START,
            closes_at=END,
        )


def test_the_panel_leads_from_invitation_to_both_tests() -> None:
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute])
    pre, _post = occasions_of(pilot, actor)
    teacher = enrolled(pilot.edition, institute).teacher
    assert invitations_of(teacher, at=DAY)[0].participant is None
    consents(teacher)
    one = add_participant(pilot=pilot, teacher=teacher, institute=institute, at=DAY)
    state = invitations_of(teacher, at=DAY)[0]
    assert state.to_do is not None
    assert state.to_do.occasion.moment == "pre"
    submit_response(participant=one, occasion=pre, answers=answers(3), at=DAY)
    state = invitations_of(teacher, at=DAY)[0]
    assert state.to_do is not None
    assert state.to_do.occasion.moment == "post"


def test_the_whole_way_in_the_browser_of_a_teacher(client: Client) -> None:
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute])
    pre, _post = occasions_of(pilot, actor)
    teacher = enrolled(pilot.edition, institute).teacher
    consents(TeacherFactory.create())  # a notice is in force
    with time_machine.travel(DAY, tick=False):
        client.force_login(teacher)
        invitation, test = reverse("pilot_invitation", args=[pilot.uid]), reverse("pilot_test", args=[pre.uid])
        assert client.get(test)["Location"] == invitation
        assert client.post(invitation).status_code == 400
        assert not Participant.objects.filter(teacher=teacher).exists()
        assert client.post(invitation, {"agreed": "yes"})["Location"] == test
        page = client.get(test).content.decode()
        assert 'id="answers"' in page
        assert "correct" not in page
        form = {f"q-{uid}": value for uid, value in answers(6).items()}
        assert client.post(test, form).status_code == 302
        assert client.post(test, {}).status_code == 200  # handed in already: the first answers stay
        assert Response.objects.get().points == 6
        assert "6.0" not in client.get(test).content.decode()
    with time_machine.travel(END + timedelta(days=1), tick=False):
        client.force_login(teacher)
        assert "6.0" in client.get(test).content.decode()


def test_a_late_answer_gets_a_clear_refusal(client: Client, started: tuple[Participant, Occasion, Occasion]) -> None:
    one, pre, _post = started
    with time_machine.travel(END + timedelta(days=1), tick=False):
        client.force_login(one.teacher)
        response = client.post(reverse("pilot_test", args=[pre.uid]), {})
        assert response.status_code == 409
        assert not Response.objects.exists()


def test_an_opinion_and_an_open_answer_may_be_asked_and_give_no_points() -> None:
    questions, keys = questions_and_keys()
    scale = [{"uid": str(uuid4()), "text": {"es-mx": text}} for text in ("poco", "mucho")]
    for kind, more in (("rating", {"options": scale, "points": "0"}), ("open", {"points": "3"})):
        uid = str(uuid4())
        prompt = {"es-mx": "<p>¿Qué le pareció?</p>"}
        questions.append({"uid": uid, "type": "question", "kind": kind, "prompt": prompt, **more})
        keys[uid] = {"kind": kind, "points": more["points"], "explanation": {}, "feedback": {}}
    instrument = create_instrument(actor=evaluator(), title="Encuesta", questions=questions, keys=keys, at=START)
    assert instrument.max_points == 10
    html = [question_html(question, language="es-mx") for question in instrument.questions[-2:]]
    assert html[0].count('type="radio"') == 2
    assert "<textarea" in html[1]
    given = answers(10) | {questions[-2]["uid"]: scale[1]["uid"], questions[-1]["uid"]: "Muy útil."}
    assert mark_all(questions, keys, given).points == 10
