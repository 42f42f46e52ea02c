"""A group's page, its table and its invitation."""

import json
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.study.models import Enrolment, Progress
from tests.accounts.factories import TeacherFactory
from tests.addressing import Role, World
from tests.courses.cohorts.factories import make_cohort, make_link
from tests.courses.study.factories import ENROLLED, complete, make_enrolment

pytestmark = pytest.mark.django_db


def _sign_in(client: Client, user: User) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


def _statements(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@time_machine.travel(ENROLLED, tick=False)
def test_more_people_and_groups_need_no_more_statements(world: World, client: Client) -> None:
    cohort = make_cohort(organisation=world.institute)
    make_enrolment(cohort=cohort)
    _sign_in(client, world.member(Role.INSTITUTE_ADMIN))
    pages = [reverse("cohorts", args=[world.institute.code]), reverse("cohort", args=[world.institute.code, cohort.pk])]
    client.get(pages[0])  # what is remembered between requests is read first
    before = [_statements(client, page) for page in pages]
    for _person in range(5):
        make_enrolment(cohort=cohort)
        make_cohort(organisation=world.institute, edition=cohort.edition)
    assert [_statements(client, page) for page in pages] == before


def test_people_are_found_by_name_and_state(world: World, client: Client) -> None:
    cohort = make_cohort(organisation=world.institute)
    complete(make_enrolment(cohort=cohort, teacher=TeacherFactory.create(given_names="Citlali")))
    make_enrolment(cohort=cohort, teacher=TeacherFactory.create(given_names="Ramón"))
    _sign_in(client, world.member(Role.INSTITUTE_ADMIN))
    address = reverse("cohort", args=[world.institute.code, cohort.pk])
    found = client.get(address, {"q": "citlali", "estado": "completed"}).content.decode()
    assert "Citlali" in found
    assert "Ramón" not in found
    assert "Ramón" not in client.get(address, {"estado": "completed"}).content.decode()


def test_the_table_is_safe_and_complete(world: World, client: Client) -> None:
    cohort = make_cohort(organisation=world.institute)
    make_enrolment(cohort=cohort, teacher=TeacherFactory.create(paternal_surname="=HYPERLINK(1)"))
    _sign_in(client, world.member(Role.INSTITUTE_ADMIN))
    address = reverse("cohort_csv", args=[world.institute.code, cohort.pk])
    text = b"".join(client.get(address).streaming_content).decode()  # type: ignore[attr-defined]
    assert len(text.splitlines()) == 2
    assert "'=HYPERLINK(1)" in text


@time_machine.travel(ENROLLED, tick=False)
def test_an_invitation_enrols_after_sign_in_and_only_once(client: Client) -> None:
    cohort = make_cohort(is_public=False)
    address = reverse("invitation", args=[make_link(cohort).token])
    assert client.post(address).status_code == 302
    assert not Enrolment.objects.exists()
    teacher = TeacherFactory.create()
    _sign_in(client, teacher)
    assert client.post(address).status_code == 302
    assert Enrolment.objects.get().cohort == cohort
    assert client.post(address).status_code == 409
    assert client.get(reverse("invitation", args=["no-existe"])).status_code == 404


def test_a_closed_group_takes_nobody(client: Client) -> None:
    cohort = make_cohort(closed_at=ENROLLED)
    _sign_in(client, TeacherFactory.create())
    assert client.post(reverse("invitation", args=[make_link(cohort).token])).status_code == 409
    assert not Enrolment.objects.exists()


def test_fold_events_prints_and_refuses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "events.json"
    event = {"kind": "lesson.finished", "lesson_uid": "a", "device_at": "1970-01-01T00:00:00+00:00"}
    event["received_at"] = "2026-09-02T00:00:00+00:00"
    file.write_text(json.dumps({"enrolled_at": "2026-09-01T00:00:00+00:00", "events": [event, event]}))
    call_command("fold_events", str(file), "--json")
    assert json.loads(capsys.readouterr().out)["lessons"]["a"]["finished_at"].startswith("2026-09-02")
    file.write_text("[]")
    with pytest.raises(CommandError):
        call_command("fold_events", str(file))


def test_fold_events_finds_a_state_that_does_not_hold() -> None:
    complete(make_enrolment())
    call_command("fold_events", "--check")
    Progress.objects.update(state={})
    with pytest.raises(CommandError):
        call_command("fold_events", "--check")
