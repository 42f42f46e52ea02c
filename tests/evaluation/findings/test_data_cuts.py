"""Data cuts: frozen inputs, findings that compute to the same digest, live counts in a fixed number of queries."""

import json

import pytest
from django.db import DatabaseError, transaction
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks

from accounts.models import Consent
from accounts.operations import withdraw_consent
from evaluation.findings.computing import compute_findings, digest_of, inputs_are_intact, results_of
from evaluation.findings.models import DataCut, Finding
from evaluation.findings.operations import FindingsRefused, take_data_cut
from evaluation.findings.selectors import findings_table, inputs_of, live_counts, total_of
from evaluation.pilots.models import Participant, Pilot
from foundation.models import Job
from tests.accounts.factories import TeacherFactory
from tests.certification.factories import issued
from tests.evaluation.bulk import bulk_pilot
from tests.evaluation.factories import (
    DAY,
    START,
    a_cut,
    a_pilot,
    answered_by,
    enrolled,
    evaluator,
    occasions_of,
    participant,
    spread,
)
from tests.institutes.factories import InstituteFactory

pytestmark = pytest.mark.django_db


def test_a_cut_freezes_pseudonyms_and_no_names() -> None:
    cut = a_cut([3])
    person = Participant.objects.select_related("teacher").first()
    assert person is not None
    assert person.pseudonym in cut.inputs
    assert person.teacher.paternal_surname not in cut.inputs
    assert person.teacher.email not in cut.inputs
    assert cut.n == 3


def test_computing_again_gives_the_same_digest() -> None:
    cut = a_cut([12, 11])
    assert inputs_are_intact(cut)
    assert digest_of(results_of(cut)) == cut.findings_digest
    assert compute_findings(cut).findings_digest == cut.findings_digest
    assert Finding.objects.count() == 3 * 4


def test_findings_hold_method_n_and_exclusions() -> None:
    learning = findings_table(a_cut([12, 11]))[""]["learning"]
    assert (learning.n, learning.method_version) == (23, "1")
    assert learning.exclusions == {"no_pre": 0, "not_completed": 0, "no_post": 0}
    assert learning.statistic["g_av_low"] < learning.statistic["g_av"] < learning.statistic["g_av_high"]


def test_inputs_and_findings_never_change() -> None:
    a_cut([3])
    with pytest.raises(DatabaseError), transaction.atomic():
        DataCut.objects.update(inputs="{}")
    with pytest.raises(DatabaseError), transaction.atomic():
        Finding.objects.update(n=99)


def test_what_happens_later_or_is_withdrawn_is_not_in_the_cut() -> None:
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute])
    occasions = occasions_of(pilot, actor)
    answered_by(pilot, institute, spread(3), occasions)
    assert [row["pre"] for row in inputs_of(pilot, at=START)["participants"]] == [None] * 3
    leaver = Participant.objects.first()
    assert leaver is not None
    withdraw_consent(user=leaver.teacher, purpose=Consent.Purpose.EVALUATION, at=DAY)
    assert len(inputs_of(pilot, at=DAY)["participants"]) == 2


def test_a_cut_needs_a_locked_protocol_and_an_evaluator() -> None:
    actor = evaluator()
    pilot = a_pilot(actor=actor, locked=False)
    with pytest.raises(FindingsRefused):
        take_data_cut(actor=actor, pilot=pilot, label="x", at=DAY)
    with pytest.raises(Pilot.DoesNotExist):
        take_data_cut(actor=TeacherFactory.create(), pilot=a_pilot(actor=actor, slug="otro"), label="x", at=DAY)
    assert not DataCut.objects.exists()


def test_a_cut_before_the_last_day_is_interim_and_has_one_job(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    actor = evaluator()
    pilot = a_pilot(actor=actor)
    with django_capture_on_commit_callbacks(execute=True):
        cut = take_data_cut(actor=actor, pilot=pilot, label="", at=DAY)
    cut.refresh_from_db()
    assert cut.is_interim
    assert cut.is_computed
    job = Job.objects.get()
    assert (job.status, job.result_url) == (Job.Status.DONE, f"/evaluacion/{pilot.slug}/cortes/1/")


def test_charts_have_a_name_and_no_inline_style() -> None:
    charts = a_cut([12, 11]).charts
    assert set(charts) == {f"{name}-{width}" for name in ("scores", "gain", "rates") for width in ("wide", "narrow")}
    for name, svg in charts.items():
        assert f'aria-labelledby="{name}-title"' in svg
        assert f'<title id="{name}-title">' in svg
        assert "style=" not in svg
        assert "<script" not in svg
        assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")


def test_an_empty_pilot_has_findings_and_no_charts() -> None:
    actor = evaluator()
    cut = compute_findings(take_data_cut(actor=actor, pilot=a_pilot(actor=actor), label="x", at=DAY))
    assert cut.charts == {}
    assert findings_table(cut)[""]["learning"].statistic["reason"] == "too_few"


def test_live_counts_grow_with_every_step() -> None:
    actor, institute = evaluator(), InstituteFactory.create()
    pilot = a_pilot(actor=actor, institutes=[institute])
    occasions = occasions_of(pilot, actor)
    enrolled(pilot.edition, institute, completed=False)
    participant(pilot, institute, completed=False)
    answered_by(pilot, institute, [(3, 6)], occasions)
    issued(enrolled(pilot.edition, institute))
    enrolled(pilot.edition, InstituteFactory.create())  # elsewhere: not of this pilot
    expected = {"enrolled": 4, "consented": 2, "pre": 1, "completed": 2, "post": 1, "certified": 1}
    assert total_of(live_counts(pilot)) == expected


@pytest.mark.parametrize("per_institute", [20, 100])
def test_counts_and_inputs_cost_the_same_for_any_number_of_teachers(
    per_institute: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    pilot = bulk_pilot(institutes=13, per_institute=per_institute)
    with django_assert_num_queries(3):
        counts = live_counts(pilot)
    assert total_of(counts)["enrolled"] == 13 * per_institute
    with django_assert_num_queries(7):
        inputs = inputs_of(pilot, at=DAY)
    assert len(inputs["participants"]) == 13 * per_institute
    assert len(json.dumps(inputs)) < 400 * 13 * per_institute
