"""A corrected key: whoever was marked too low goes up, nobody goes down, and what was submitted stays as it was."""

from copy import deepcopy
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.assessment.models import Attempt, Regrading
from courses.assessment.operations import open_attempt, regrade_attempt, submit_attempt
from courses.assessment.operations.regrading import preview_job
from courses.assessment.regrading import is_same, regraded
from courses.assessment.results import result_of
from courses.assessment.selectors import regradable_attempts, regrading_preview, standing
from courses.editions.models import AnswerKey, Edition, FrozenError
from courses.editions.operations import store_edition
from courses.study.models import Enrolment, StudyEvent
from courses.study.operations import withdraw
from foundation.models import Job
from institutes.models import Membership
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import (
    NOON,
    document,
    keys,
    lesson_called,
    make_edition,
    make_enrolment,
    uid,
)
from tests.courses.editions.courses import member, published_course
from tests.courses.player.studies import finish_all, submitted_attempt

SINGLE = uid("question single")
WRONG = {f"q-{SINGLE}": uid("single uno")}


@pytest.fixture
def edition(db: None) -> Edition:
    return make_edition()


@pytest.fixture
def corrector(db: None) -> User:
    return TeacherFactory.create()


def _corrected(edition: Edition, *, reworded: bool = False, **key: Any) -> Edition:
    """The next edition, in which another option of the first question is right."""
    source, found = document(organisation=edition.course.organisation.code), deepcopy(keys())
    found[SINGLE] |= {"correct": uid("single uno")} | key
    if reworded:
        source["modules"][0]["lessons"][1]["blocks"][1]["prompt"] = {"es-mx": "<p>Otra pregunta</p>"}
    return store_edition(source, found, {}, organisation=edition.course.organisation, actor=None, at=NOON)


def _regrade(attempt: Attempt, edition: Edition, actor: User) -> Regrading | None:
    return regrade_attempt(actor=actor, attempt=attempt, edition=edition, reason="Había dos correctas.", at=NOON)


def test_whoever_was_right_after_all_goes_up_and_the_attempt_stays(edition: Edition, corrector: User) -> None:
    attempt = submitted_attempt(make_enrolment(edition=edition), **WRONG)
    regrading = _regrade(attempt, _corrected(edition), corrector)
    assert regrading is not None
    assert [regrading.points_before, regrading.points_after] == [7, 8]
    attempt.refresh_from_db()
    assert [attempt.points, attempt.result[SINGLE]["fraction"]] == [7, "0"]


def test_whoever_was_marked_right_by_the_wrong_key_stays_right(edition: Edition, corrector: User) -> None:
    attempt = submitted_attempt(make_enrolment(edition=edition))
    later = _corrected(edition)
    assert _regrade(attempt, later, corrector) is None
    preview = regrading_preview(later, corrector)
    assert preview is not None
    assert (preview.attempts, preview.up, preview.would_go_down) == (1, 0, 1)


def test_marking_again_twice_is_marking_again_once(edition: Edition, corrector: User) -> None:
    enrolment = make_enrolment(edition=edition)
    attempt, later = submitted_attempt(enrolment, **WRONG), _corrected(edition)
    assert _regrade(attempt, later, corrector)
    assert _regrade(attempt, later, corrector) is None
    assert StudyEvent.objects.filter(enrolment=enrolment, kind="lesson.scored").count() == 2
    assert Letter.objects.filter(user=enrolment.teacher, key__startswith="regrading:").count() == 1


def test_a_question_that_is_another_one_now_is_not_marked_again(edition: Edition, corrector: User) -> None:
    attempt = submitted_attempt(make_enrolment(edition=edition), **WRONG)
    assert _regrade(attempt, _corrected(edition, reworded=True), corrector) is None


def test_the_score_that_counts_is_the_best_and_the_grade_follows(edition: Edition, corrector: User) -> None:
    enrolment = make_enrolment(edition=edition)
    attempt = submitted_attempt(enrolment, **WRONG)
    _regrade(attempt, _corrected(edition), corrector)
    best = standing(enrolment, attempt.lesson_uid).best
    assert best is not None
    assert best.counted == 8
    enrolment.progress.refresh_from_db()
    assert enrolment.progress.grade == Decimal("10.0")


def test_a_completed_course_gets_the_better_grade(edition: Edition, corrector: User) -> None:
    enrolment = make_enrolment(edition=edition)
    finish_all(enrolment, **WRONG)
    before = Enrolment.objects.get(pk=enrolment.pk)
    assert (before.status, before.grade) == ("completed", Decimal("8.8"))
    _regrade(enrolment.attempts.get(), _corrected(edition), corrector)
    assert Enrolment.objects.get(pk=enrolment.pk).grade == 10
    assert ModelLogEntry.objects.filter(action="study.raise_grade").count() == 1


def test_nobody_regrades_their_own_and_who_left_waits(edition: Edition, corrector: User) -> None:
    own = submitted_attempt(make_enrolment(corrector, edition), **WRONG)
    left = make_enrolment(edition=edition)
    submitted_attempt(left, **WRONG)
    withdraw(actor=left.teacher, enrolment=left, at=NOON)
    later = _corrected(edition)
    assert not regradable_attempts(later, corrector)
    assert list(regradable_attempts(later, left.teacher)) == [own]
    assert _regrade(left.attempts.get(), later, corrector) is None


def test_a_regrading_is_never_changed_nor_deleted(edition: Edition, corrector: User) -> None:
    regrading = _regrade(submitted_attempt(make_enrolment(edition=edition), **WRONG), _corrected(edition), corrector)
    assert regrading is not None
    for act in (regrading.save, regrading.delete):
        with pytest.raises(FrozenError):
            act()
    with pytest.raises(IntegrityError), transaction.atomic():
        Regrading.objects.update(points_after=100)


def test_the_review_says_so(edition: Edition, corrector: User) -> None:
    attempt = submitted_attempt(make_enrolment(edition=edition), **WRONG)
    _regrade(attempt, _corrected(edition), corrector)
    page = signed_in(attempt.enrolment.teacher).get(reverse("attempt", args=[attempt.uid]))
    html = page.content.decode()
    assert "Había dos correctas." in html
    assert page.context["questions"][0][0].verdict == "right"
    assert page.context["attempt"].counted == 8


def test_the_preview_takes_few_statements(
    edition: Edition, corrector: User, django_assert_max_num_queries: Any
) -> None:
    for _number in range(4):
        submitted_attempt(make_enrolment(edition=edition), **WRONG)
    later = _corrected(edition)
    with django_assert_max_num_queries(6):
        preview = regrading_preview(later, corrector)
    assert preview is not None
    assert (preview.up, preview.people_up) == (4, 4)


@pytest.mark.django_db
def test_many_attempts_are_counted_by_a_job(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("courses.assessment.selectors.PREVIEWED_AT_ONCE", 1)
    course = published_course()
    first = Edition.objects.get(course=course.translation_key)
    for _number in range(2):
        enrolment = make_enrolment(edition=first)
        lesson = first.lessons.earliest("position")
        attempt = open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=NOON)
        asked = attempt.questions[0]
        answers = {asked["uid"]: asked["options"][1]["uid"]}
        submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=NOON)
    found = deepcopy(AnswerKey.objects.get(pk=first.pk).keys)
    found[asked["uid"]]["correct"] = answers[asked["uid"]]
    store_edition(first.source, found, {}, organisation=course.organisation, actor=None, at=NOON)
    author = member(course, Membership.Role.INSTITUTE_ADMIN)
    client, address = signed_in(author), reverse("course_regrading", args=[course.pk])
    assert client.get(address).context["preview"] is None
    client.post(address, {"preview": "1"})
    job = Job.objects.get(kind="attempts.preview")
    preview_job(job, **job.arguments)
    Job.objects.filter(pk=job.pk).update(status=Job.Status.DONE)
    preview = client.get(address).context["preview"]
    assert (preview.attempts, preview.up, preview.people_up) == (2, 2, 2)
    client.post(address, {"preview": "1"})
    assert Job.objects.filter(kind="attempts.preview").count() == 1


# --- The rule, with keys made at random ---
OPTIONS = [{"uid": name, "text": name} for name in "abcd"]
ASKED = [{"uid": str(number), "kind": "multiple", "prompt": "", "points": "2", "options": OPTIONS} for number in (1, 2)]
chosen = st.lists(st.sampled_from("abcd"), unique=True, min_size=1)
some_keys = st.fixed_dictionaries(
    {uid: chosen.map(lambda right: {"kind": "multiple", "correct": right, "points": "2"}) for uid in "12"}
)


@given(some_keys, some_keys, st.fixed_dictionaries({"1": chosen, "2": chosen}))
def test_no_key_ever_takes_points_away(old: Any, new: Any, answers: Any) -> None:
    result, points = result_of(ASKED, old, answers, language="", fallback="")
    now: Any = {question["uid"]: question for question in ASKED}
    found = regraded(ASKED, answers, result, now=now, keys=new, language="", fallback="")
    assert found.points >= max(points, found.strictly)
    again = regraded(ASKED, answers, found.result, now=now, keys=new, language="", fallback="")
    assert again.points == found.points


@given(st.permutations(OPTIONS))
def test_the_order_of_options_makes_no_other_question(options: list[dict[str, str]]) -> None:
    assert is_same(ASKED[0], ASKED[0] | {"options": options, "hint": "Lea", "points": "5"})
    assert not is_same(ASKED[0], ASKED[0] | {"options": options[:3]})


def test_what_was_asked_is_the_same_in_a_corrected_edition(edition: Edition) -> None:
    later = _corrected(edition)
    assert lesson_called(later, "Responder").questions == lesson_called(edition, "Responder").questions
