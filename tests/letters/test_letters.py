"""Letters: once each, by choice, never at night, left with one click."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client
from django.urls import reverse

from accounts.models import User
from letters.models import Letter, Preference
from letters.operations import Draft, LettersRefused, choose_letters, post_letters, send_due_letters, unsubscribe
from letters.selectors import preference_of, unsubscribe_token
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 9, 2, 12, tzinfo=ZoneInfo("America/Mexico_City"))  # a Wednesday
NIGHT = NOON + timedelta(hours=11)
Kind, Frequency = Letter.Kind, Preference.Frequency


def post(user: User, key: str = "uno", kind: Letter.Kind = Kind.MESSAGE, at: datetime = NOON) -> None:
    post_letters([Draft(user.pk, key, f"Asunto {key}", f"Texto {key}", "/mi/")], kind=kind, at=at)


def choose(user: User, frequency: str, at: datetime = NOON) -> None:
    choose_letters(user=user, frequency=frequency, quiet_from=time(21), quiet_to=time(8), at=at)


def test_the_same_letter_goes_once() -> None:
    user = TeacherFactory.create()
    for _repeat in range(2):
        post(user)
        send_due_letters(at=NOON)
    assert [message.to for message in mail.outbox] == [[user.email]]
    assert "Texto uno" in mail.outbox[0].body
    assert Letter.objects.get().text == ""


def test_a_letter_says_how_to_stop_letters() -> None:
    user = TeacherFactory.create()
    post(user)
    send_due_letters(at=NOON)
    headers = mail.outbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert unsubscribe_token(user) in headers["List-Unsubscribe"]
    assert unsubscribe_token(user) in mail.outbox[0].body


def test_a_decision_comes_whatever_one_chose_and_cannot_be_stopped() -> None:
    user = TeacherFactory.create()
    choose(user, Frequency.NEVER)
    post(user, kind=Kind.DECISION)
    post(user, key="dos")
    send_due_letters(at=NOON)
    assert [message.subject for message in mail.outbox] == ["Asunto uno"]
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers


def test_at_night_nothing_goes_not_even_decisions() -> None:
    user = TeacherFactory.create()
    post(user, kind=Kind.DECISION, at=NIGHT)
    post(user, key="tarde", at=NOON)
    assert send_due_letters(at=NIGHT) == 0  # the queue was late with the second one
    assert send_due_letters(at=NIGHT + timedelta(hours=9)) == 1
    assert "Texto uno" in mail.outbox[0].body
    assert "Texto tarde" in mail.outbox[0].body


def test_once_a_week_means_one_mail_on_monday() -> None:
    user = TeacherFactory.create()
    choose(user, Frequency.WEEKLY)
    for key in ("uno", "dos", "tres"):
        post(user, key=key)
    assert send_due_letters(at=NOON + timedelta(days=4)) == 0
    assert send_due_letters(at=NOON + timedelta(days=5)) == 1
    assert "tres" in mail.outbox[0].body


def test_what_waits_follows_a_new_choice() -> None:
    weekly, none = TeacherFactory.create(), TeacherFactory.create()
    for user in (weekly, none):
        choose(user, Frequency.WEEKLY)
        post(user, key=user.email)
    choose(weekly, Frequency.AT_ONCE)
    choose(none, Frequency.NEVER)
    assert send_due_letters(at=NOON) == 1
    assert mail.outbox[0].to == [weekly.email]
    assert not Letter.objects.filter(user=none).exists()
    with pytest.raises(LettersRefused):
        choose(none, "hourly")


def test_a_letter_that_fails_is_tried_again_and_at_last_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    post(TeacherFactory.create())

    def broken(*_arguments: Any) -> int:
        raise ConnectionRefusedError

    with monkeypatch.context() as patched:
        patched.setattr(EmailBackend, "send_messages", broken)
        assert [send_due_letters(at=NOON) for _try in range(6)] == [0] * 6
    letter = Letter.objects.get()
    assert (letter.sent_at, letter.tries, letter.text) == (None, 5, "Texto uno")
    Letter.objects.update(tries=1)
    assert send_due_letters(at=NOON) == 1


def test_a_line_end_in_a_subject_makes_no_header() -> None:
    post(TeacherFactory.create(), key="uno\nBcc: otra@escuela.example")
    send_due_letters(at=NOON)
    assert "\n" not in mail.outbox[0].subject


def test_one_click_stops_letters_without_a_session_and_looking_does_not(client: Client) -> None:
    user = TeacherFactory.create()
    address = reverse("unsubscribe", args=[unsubscribe_token(user)])
    assert client.get(address).status_code == 200
    assert preference_of(user).frequency == Frequency.AT_ONCE
    strict = Client(enforce_csrf_checks=True)
    for _repeat in range(2):
        assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert preference_of(user).frequency == Frequency.NEVER
    assert client.post(reverse("unsubscribe", args=["falsa"])).status_code == 404


def test_the_form_keeps_what_one_chose() -> None:
    user = TeacherFactory.create()
    unsubscribe(user=user, at=NOON)
    client, address = signed_in(user), reverse("letter_preferences")
    assert client.post(address, {"frequency": "hourly"}).status_code == 422
    sent = {"frequency": "weekly", "quiet_from": "20:00", "quiet_to": "09:30"}
    assert client.post(address, sent).status_code == 302
    assert preference_of(user).quiet_to == time(9, 30)
    assert "9:30" in client.get(reverse("profile")).content.decode()
