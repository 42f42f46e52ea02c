"""Jobs: run once, kept when they fail, found again when lost; their page belongs to their owner."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foundation.jobs import add_problem, job, run_job, start_job, track
from foundation.models import Job
from foundation.schedule import sweep_jobs
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.clients import signed_in

pytestmark = pytest.mark.django_db
ran: list[str] = []


@job("tests.count")
def count(row: Job, *, numbers: list[int]) -> str:
    ran.append(str(row.pk))
    for number in track(row, numbers):
        if number < 0:
            add_problem(row, row=str(number), reason="negativo")
    return "/resultado/"


@job("tests.break")
def break_(row: Job) -> str:
    raise RuntimeError("roto")


@pytest.fixture(autouse=True)
def nothing_ran() -> None:
    ran.clear()


def test_runs_after_commit_and_keeps_result_and_problems(django_capture_on_commit_callbacks: Any) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        row = start_job("tests.count", title="Contar", numbers=[1, -2, 3])
        assert not ran
    row.refresh_from_db()
    assert (row.status, row.done, row.total, row.result_url) == ("done", 3, 3, "/resultado/")
    assert row.problems == [{"row": "-2", "reason": "negativo"}]


def test_a_message_delivered_twice_runs_once() -> None:
    row = start_job("tests.count", title="Contar", numbers=[1])
    run_job(str(row.pk))
    run_job(str(row.pk))
    assert len(ran) == 1


def test_a_failure_is_kept_and_can_be_started_again_under_its_key() -> None:
    row = start_job("tests.break", title="Romper", key="k")
    run_job(str(row.pk))
    row.refresh_from_db()
    assert row.status == "failed"
    assert "roto" in row.error
    assert start_job("tests.break", title="Romper", key="k").pk != row.pk


def test_the_same_key_starts_one_work() -> None:
    assert start_job("tests.count", title="A", key="k", numbers=[]) == start_job(
        "tests.count", title="A", key="k", numbers=[]
    )


def test_the_sweep_finds_what_the_queue_lost_and_whose_worker_died() -> None:
    old = timezone.now() - timedelta(hours=1)
    lost = start_job("tests.count", title="Perdido", numbers=[1])
    dead = start_job("tests.count", title="Muerto", numbers=[1])
    Job.objects.filter(pk=lost.pk).update(created_at=old)
    Job.objects.filter(pk=dead.pk).update(status="running", heartbeat_at=old)
    sweep_jobs()
    assert set(Job.objects.values_list("status", flat=True)) == {"done"}


def test_the_page_shows_progress_without_script_and_reasons() -> None:
    owner = TeacherFactory.create()
    problems = [{"row": "Fila 12", "reason": "La CURP no es válida."}]
    row = Job.objects.create(
        kind="x", title="Emitir", owner=owner, status="running", done=2, total=8, problems=problems
    )
    page = signed_in(owner).get(f"/trabajos/{row.pk}/").content.decode()
    assert 'http-equiv="refresh"' in page
    assert "La CURP no es válida." in page
    state = signed_in(owner).get(f"/trabajos/{row.pk}/estado/").json()
    assert (state["done"], state["total"]) == (2, 8)


def test_an_error_of_ours_is_not_shown_to_the_person() -> None:
    owner = TeacherFactory.create()
    row = Job.objects.create(kind="x", title="Emitir", owner=owner, status="failed", error="KeyError: secret")
    assert "KeyError" not in signed_in(owner).get(f"/trabajos/{row.pk}/").content.decode()


def test_somebody_else_finds_nothing() -> None:
    row = Job.objects.create(kind="x", title="Emitir", owner=TeacherFactory.create())
    assert signed_in(UserFactory.create()).get(f"/trabajos/{row.pk}/").status_code == 404
