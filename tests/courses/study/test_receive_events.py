"""``POST /api/v1/events``: stored once, answered one by one, and what cannot be applied is kept and shown."""

import json
import uuid
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from courses.editions.selectors import forget_editions
from courses.study.batches import MOST_EVENTS, BatchRefused, batch_of, sent_of
from courses.study.events import SERVER
from courses.study.folding import FINISHED, OPENED
from courses.study.models import Enrolment, SetAsideEvent, StudyEvent
from courses.study.operations import enrol, refold, withdraw
from courses.study.receiving import apply_set_aside, receive_events
from courses.study.schedule import apply_events_set_aside
from tests.clients import signed_in
from tests.courses.study.factories import ENROLLED, LATER, lessons_in, make_enrolment

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/events"


def event(enrolment: Enrolment, counter: int = 1, /, **changes: Any) -> dict[str, Any]:
    facts = {
        "id": str(uuid.uuid4()),
        "enrolment": str(enrolment.uid),
        "device": str(uuid.UUID(int=9)),
        "counter": counter,
        "kind": FINISHED,
        "lesson_uid": str(lessons_in(enrolment)[0].uid),
        "device_at": LATER.isoformat(),
    }
    return facts | changes


def repr_short(odd: Any) -> str:
    return ascii(odd)[:30]


def send(user: User, *events: Any, **headers: str) -> Any:
    return signed_in(user).post(ADDRESS, json.dumps({"events": events}), content_type="application/json")


def answers(user: User, *events: Any) -> list[tuple[str, str]]:
    response = send(user, *events)
    assert response.status_code == 200, response.content
    return [(one["status"], one.get("reason", "")) for one in response.json()["events"]]


def test_each_event_is_answered_and_stored_once() -> None:
    own = make_enrolment()
    one, other = event(own), event(own, 2, kind=OPENED)
    assert answers(own.teacher, one, other, one) == [("stored", ""), ("stored", ""), ("already_stored", "")]
    assert answers(own.teacher, one) == [("already_stored", "")]
    assert StudyEvent.objects.count() == 2
    assert reverse("events") == ADDRESS


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"kind": "lesson.scored"}, "only_the_server_says_so"),
        ({"kind": "lesson.danced"}, "unknown_kind"),
        ({"device": str(SERVER)}, "only_the_server_says_so"),
        ({"lesson_uid": str(uuid.UUID(int=1))}, "unknown_lesson"),
        ({"enrolment": str(uuid.UUID(int=1))}, "unknown_enrolment"),
        ({"counter": 2**70}, "counter_out_of_range"),
        ({"counter": -1}, "counter_out_of_range"),
    ],
)
def test_a_refusal_says_why_in_code_and_words_and_stops_no_other(changes: dict[str, Any], reason: str) -> None:
    own = make_enrolment()
    response = send(own.teacher, event(own, **changes), event(own, 2)).json()["events"]
    assert [one["status"] for one in response] == ["refused", "stored"]
    assert response[0]["reason"] == reason
    assert response[0]["message"].endswith(".")
    assert SetAsideEvent.objects.get().reason == reason


@pytest.mark.parametrize(
    ("field", "value"),
    [("id", "x"), ("id", None), ("device_at", "ayer"), ("device_at", "2026-09-20T15:00:00"), ("counter", "1"),
     ("counter", True), ("payload", []), ("kind", 3), ("lesson_uid", {}), ("enrolment", 5), ("device", "")],
)  # fmt: skip
def test_a_damaged_event_names_its_field(field: str, value: Any) -> None:
    own = make_enrolment()
    [answer] = send(own.teacher, event(own, **{field: value})).json()["events"]
    assert (answer["status"], answer["reason"], answer["field"]) == ("refused", "malformed", field)
    assert field in answer["message"]


@pytest.mark.parametrize(
    "odd",
    [None, 1, "x", [], {"id": "\0"}, {"payload": {"x": "y" * 5000}}, {"kind": "\ud800"}, {"payload": {"\udfff": 1}}],
    ids=repr_short,
)
def test_what_is_no_event_is_no_error_and_is_kept(odd: Any) -> None:
    own = make_enrolment()
    sent = event(own) | odd if isinstance(odd, dict) else odd
    assert answers(own.teacher, sent, event(own)) == [("refused", "malformed"), ("stored", "")]
    assert SetAsideEvent.objects.get().event != {}


def test_two_odd_things_are_kept_as_two_and_settled_ones_leave_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courses.study.receiving.MOST_SET_ASIDE", 2)
    own = make_enrolment()
    answers(own.teacher, 1, 2, 3)
    assert SetAsideEvent.objects.count() == 2
    SetAsideEvent.objects.update(settled_at=LATER)
    answers(own.teacher, 4)
    assert SetAsideEvent.objects.count() == 3


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"\xff", b'{"events": 1}', b'{"events": [NaN]}', b"[" * 100_000])
def test_what_is_no_batch_is_refused_whole(body: bytes) -> None:
    response = signed_in(make_enrolment().teacher).post(ADDRESS, body, content_type="application/json")
    assert (response.status_code, response.json()["error"]) == (400, "malformed")


def test_ten_thousand_at_once_are_asked_to_come_in_parts() -> None:
    own = make_enrolment()
    response = send(own.teacher, *[event(own, number) for number in range(10_000)])
    assert (response.status_code, response.json()["most"]) == (413, MOST_EVENTS)
    assert not StudyEvent.objects.exists()


def test_who_is_signed_out_is_told_so_in_json() -> None:
    response = Client().post(ADDRESS, b"{}", content_type="application/json")
    assert (response.status_code, response.json()["error"]) == (401, "signed_out")
    assert signed_in(make_enrolment().teacher).get(ADDRESS).status_code == 405


def test_a_request_from_another_site_is_refused() -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_enrolment().teacher, backend="django.contrib.auth.backends.ModelBackend")
    assert client.post(ADDRESS, b"{}", content_type="application/json").status_code == 403


def test_nobody_writes_into_anothers_study_nor_learns_that_it_is_there() -> None:
    own, other = make_enrolment(), make_enrolment()
    assert answers(own.teacher, event(other)) == [("refused", "unknown_enrolment")]
    assert not StudyEvent.objects.exists()


@pytest.mark.parametrize("year", [1970, 2040])
def test_a_clock_of_another_age_gives_no_false_date(year: int) -> None:
    own = make_enrolment(at=timezone.now() - timedelta(days=3))
    said = datetime(year, 1, 1, tzinfo=UTC).isoformat()
    assert answers(own.teacher, event(own, device_at=said)) == [("stored", "")]
    assert own.enrolled_at <= StudyEvent.objects.get().happened_at <= timezone.now()


def test_what_is_set_aside_is_kept_once_shown_and_applied_when_the_reason_has_gone() -> None:
    own = make_enrolment(at=timezone.now() - timedelta(days=3))
    sent = event(own)
    withdraw(actor=own.teacher, enrolment=own, at=timezone.now())
    assert answers(own.teacher, sent) == answers(own.teacher, sent) == [("refused", "withdrawn")]
    assert SetAsideEvent.objects.count() == 1
    client = signed_in(own.teacher)
    assert own.edition.title in client.get(reverse("set_aside_events")).content.decode()
    assert reverse("set_aside_events") in client.get(reverse("my_place")).content.decode()
    client.post(reverse("set_aside_again"))
    assert SetAsideEvent.objects.filter(settled_at=None).count() == 1
    enrol(teacher=own.teacher, edition=own.edition, at=timezone.now())
    apply_events_set_aside()
    assert not SetAsideEvent.objects.filter(settled_at=None).exists()
    assert StudyEvent.objects.filter(enrolment=own, kind=FINISHED).count() == 1
    assert apply_set_aside(actor=own.teacher, at=timezone.now()) == 0


def test_a_device_gone_mad_fills_no_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courses.study.receiving.MOST_SET_ASIDE", 3)
    own = make_enrolment()
    wrong = [event(own, number, lesson_uid=str(uuid.UUID(int=number + 1))) for number in range(5)]
    assert len(answers(own.teacher, *wrong)) == 5
    assert SetAsideEvent.objects.count() == 3


def test_a_batch_costs_the_same_whatever_its_length(django_assert_max_num_queries: Any) -> None:
    own = make_enrolment()
    batch = [sent_of(event(own, number)) for number in range(1, 301)]
    with django_assert_max_num_queries(12):
        receive_events(actor=own.teacher, batch=batch, at=LATER)


class ThroughTheTable(TestCase):
    """Whatever order, repetition and splitting a batch goes through, the state stored is the same."""

    def setup_example(self) -> None:
        """Each example makes its editions anew, under the same numbers."""
        forget_editions()
        super().setup_example()  # type: ignore[no-untyped-call]

    @settings(max_examples=15, deadline=None)
    @given(st.data())
    def test_same_end(self, data: st.DataObject) -> None:
        forget_editions()  # an example before this one made others, under the same keys
        first = make_enrolment(at=ENROLLED)
        second = make_enrolment(at=ENROLLED, edition=first.edition)
        lessons = [str(lesson.uid) for lesson in lessons_in(first)]
        facts = st.tuples(st.sampled_from(lessons), st.sampled_from([OPENED, FINISHED]), st.integers(0, 400))
        told = data.draw(st.lists(facts, min_size=1, max_size=6))
        ends = []
        for enrolment in (first, second):
            events = [
                event(enrolment, place, lesson_uid=lesson, kind=kind, id=str(uuid.uuid4()),
                      device_at=(ENROLLED + timedelta(hours=hours)).isoformat())
                for place, (lesson, kind, hours) in enumerate(told)
            ]  # fmt: skip
            shuffled = data.draw(st.permutations(events)) + data.draw(st.lists(st.sampled_from(events), max_size=3))
            cut = data.draw(st.integers(0, len(shuffled)))
            for part in (shuffled[:cut], shuffled[cut:]):
                receive_events(actor=enrolment.teacher, batch=[sent_of(one) for one in part], at=LATER)
            enrolment.progress.refresh_from_db()
            assert enrolment.progress.state == refold(enrolment).to_json()
            ends.append(enrolment.progress.state)
        assert ends[0] == ends[1]


@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(body: bytes) -> None:
    with suppress(BatchRefused):
        assert isinstance(batch_of(body), list)
