"""Going on in a newer edition: by choice, nothing lost, and the way back."""

import uuid
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from courses.assessment.models import Attempt, Evidence
from courses.assessment.operations import open_attempt, submit_attempt, submit_evidence
from courses.assessment.selectors import questions_for, regradable_attempts, standing, task_of
from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from courses.moving.operations import (
    move_group,
    move_person,
    move_to_edition,
    offer_to_group,
    start_moving,
    take_back,
)
from courses.moving.refusals import MovingRefused
from courses.moving.selectors import preview_of
from courses.study.events import NewEvent
from courses.study.folding import FINISHED, State
from courses.study.models import Enrolment, Move, StudyEvent
from courses.study.operations import (
    enrol,
    record_events,
    record_lesson_finished,
    record_lesson_opened,
    record_score,
    refold,
    withdraw,
)
from foundation.models import Job
from institutes.models import Membership
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in as client_of
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.courses.moving.factories import LATER, SOON, add_question, add_text, behind, lessons_of, next_edition, reword
from tests.courses.study.factories import complete, lessons_in, make_enrolment
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
EARLY = SOON - timedelta(days=1)


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def fresh(enrolment: Enrolment) -> Enrolment:
    return Enrolment.objects.select_related("progress", "edition").get(pk=enrolment.pk)


def state_of(enrolment: Enrolment) -> State:
    return State.from_json(fresh(enrolment).progress.state)


def finish_all(enrolment: Enrolment) -> None:
    """Finish and answer every lesson, all right; nothing is handed in, so the course is not complete."""
    for lesson in lessons_in(enrolment):
        record_lesson_finished(enrolment=enrolment, lesson_uid=lesson.uid, at=EARLY)
        record_score(
            enrolment=enrolment, lesson_uid=lesson.uid, points=Decimal(2), max_points=Decimal(2),
            attempt_uid=uuid.uuid4(), at=EARLY,
        )  # fmt: skip


def go(enrolment: Enrolment, edition: Edition) -> Move:
    move = move_to_edition(actor=enrolment.teacher, enrolment=enrolment, edition=edition, at=SOON)
    assert move is not None
    return move


def test_lessons_that_ask_for_nothing_new_stay_done_and_the_others_keep_what_was_earned() -> None:
    enrolment, newer = behind()
    finish_all(enrolment)
    go(enrolment, newer)
    moved, state = fresh(enrolment), state_of(enrolment)
    first, second, third, new = lessons_in(moved)
    assert (moved.edition, moved.progress.lessons_finished, moved.progress.lessons_total) == (newer, 2, 4)
    assert state.finished == {str(first.uid), str(third.uid)}
    assert state.lessons[str(second.uid)].best is not None
    assert state.lessons[str(third.uid)].best is None
    assert state.lessons[str(third.uid)].counted is not None
    assert str(new.uid) not in state.lessons
    assert refold(moved) == state


def test_the_move_is_written_down_for_ever() -> None:
    enrolment, newer = behind()
    move = go(enrolment, newer)
    assert (move.from_edition.number, move.to_edition.number, move.why) == (1, 2, "choice")
    with pytest.raises(IntegrityError), transaction.atomic():
        Move.objects.update(note="otra")


def test_moving_twice_moves_once() -> None:
    enrolment, newer = behind()
    go(enrolment, newer)
    assert move_to_edition(actor=enrolment.teacher, enrolment=enrolment, edition=newer, at=SOON) is None
    assert Move.objects.count() == 1


def test_nobody_else_moves_a_person() -> None:
    enrolment, newer = behind()
    with pytest.raises(Enrolment.DoesNotExist):
        move_to_edition(actor=TeacherFactory.create(), enrolment=enrolment, edition=newer, at=SOON)


def test_only_to_the_newest_edition() -> None:
    enrolment, newer = behind()
    newest = next_edition(newer, lambda document, _keys: reword(document))
    with pytest.raises(MovingRefused):
        go(enrolment, newer)
    go(enrolment, newest)
    assert fresh(enrolment).edition == newest


def test_a_completed_course_stays_where_it_was_completed() -> None:
    enrolment, newer = behind()
    complete(enrolment)
    with pytest.raises(MovingRefused):
        go(enrolment, newer)
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=enrolment.pk).update(edition=newer)


def test_whoever_left_does_not_move() -> None:
    enrolment, newer = behind()
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=EARLY)
    with pytest.raises(MovingRefused):
        go(enrolment, newer)


def test_going_back_restores_everything_exactly() -> None:
    enrolment, newer = behind()
    finish_all(enrolment)
    before = state_of(enrolment)
    go(enrolment, newer)
    record_lesson_opened(enrolment=fresh(enrolment), lesson_uid=lessons_in(fresh(enrolment))[3].uid, at=LATER)
    back = take_back(actor=enrolment.teacher, enrolment=enrolment, at=LATER)
    assert (back.why, back.to_edition.number) == ("undone", 1)
    assert state_of(enrolment) == before == refold(fresh(enrolment))
    assert take_back(actor=enrolment.teacher, enrolment=enrolment, at=LATER) == back
    assert Move.objects.count() == 2


def test_nobody_goes_back_after_a_week_or_after_working_on() -> None:
    enrolment, newer = behind()
    go(enrolment, newer)
    with pytest.raises(MovingRefused):
        take_back(actor=enrolment.teacher, enrolment=enrolment, at=SOON + timedelta(days=8))
    record_lesson_finished(enrolment=enrolment, lesson_uid=lessons_in(fresh(enrolment))[0].uid, at=LATER)
    with pytest.raises(MovingRefused):
        take_back(actor=enrolment.teacher, enrolment=enrolment, at=LATER)


def test_a_lesson_to_be_read_again_is_finished_again() -> None:
    enrolment, newer = behind()
    finish_all(enrolment)
    go(enrolment, newer)
    second = lessons_in(fresh(enrolment))[1]
    for _twice in range(2):
        record_lesson_finished(enrolment=enrolment, lesson_uid=second.uid, at=LATER)
    assert str(second.uid) in state_of(enrolment).finished
    assert StudyEvent.objects.filter(enrolment=enrolment, edition=None, kind=FINISHED).count() == 1


def test_what_a_device_sends_late_counts_as_of_the_edition_in_which_it_happened() -> None:
    enrolment, newer = behind()
    go(enrolment, newer)
    first, second, *_rest = lessons_in(fresh(enrolment))
    device = uuid.uuid4()
    late = [
        NewEvent(uuid.uuid4(), device, number, FINISHED, lesson.uid, EARLY)
        for number, lesson in enumerate([first, second])
    ]
    record_events(enrolment=enrolment, events=late, received_at=LATER)
    assert state_of(enrolment).finished == {str(first.uid)}
    assert refold(fresh(enrolment)) == state_of(enrolment)


def test_many_late_events_cost_as_many_statements_as_one(django_assert_max_num_queries: Any) -> None:
    enrolment, newer = behind()
    go(enrolment, newer)
    lesson = lessons_in(fresh(enrolment))[0]

    def cost(number: int) -> int:
        device = uuid.uuid4()
        late = [NewEvent(uuid.uuid4(), device, place, FINISHED, lesson.uid, EARLY) for place in range(number)]
        with django_assert_max_num_queries(20) as counted:
            record_events(enrolment=enrolment, events=late, received_at=LATER)
        return len(counted)

    assert cost(1) == cost(40)


def test_a_move_that_leaves_nothing_to_do_completes_the_course() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=2))
    first = lessons_in(enrolment)[0]
    record_lesson_finished(enrolment=enrolment, lesson_uid=first.uid, at=EARLY)
    record_score(enrolment=enrolment, lesson_uid=first.uid, points=Decimal(2), max_points=Decimal(2),
                 attempt_uid=uuid.uuid4(), at=EARLY)  # fmt: skip
    newer = next_edition(enrolment.edition, lambda document, _keys: document["modules"][0]["lessons"].pop())
    go(enrolment, newer)
    assert (fresh(enrolment).status, fresh(enrolment).grade) == ("completed", Decimal("10.0"))


# --- Answers and evidence ---
def answer(enrolment: Enrolment, number: int) -> Attempt:
    lesson = lessons_in(enrolment)[number]
    attempt = open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=LATER)
    right = {question["uid"]: question["options"][0]["uid"] for question in attempt.questions}
    return submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=right, at=LATER)


def test_attempts_keep_what_they_answered_and_other_questions_have_attempts_of_their_own() -> None:
    enrolment, newer = behind(attempts=1)
    unchanged, changed = answer(enrolment, 1), answer(enrolment, 2)
    go(enrolment, newer)
    moved = fresh(enrolment)
    changed.refresh_from_db()
    assert (changed.edition, len(changed.questions)) == (enrolment.edition, 2)
    assert standing(moved, unchanged.lesson_uid).left == 0
    assert standing(moved, changed.lesson_uid).left == 1
    assert len(questions_for(moved, changed.lesson_uid, 2, "es-mx")) == 3
    again = answer(moved, 2)
    assert (again.number, again.edition, len(again.questions)) == (2, None, 3)


def test_answers_that_were_begun_are_sent_before_their_questions_change() -> None:
    enrolment, newer = behind()
    open_attempt(enrolment=enrolment, lesson=lessons_in(enrolment)[0], language="es-mx", at=EARLY)
    begun = open_attempt(enrolment=enrolment, lesson=lessons_in(enrolment)[2], language="es-mx", at=EARLY)
    preview = preview_of(fresh(enrolment), "es-mx")
    assert preview is not None
    assert [lesson.uid for lesson in preview.unsent] == [begun.lesson_uid]
    with pytest.raises(MovingRefused):
        go(enrolment, newer)
    answers = {begun.questions[0]["uid"]: begun.questions[0]["options"][0]["uid"]}
    submit_attempt(actor=enrolment.teacher, attempt=begun, answers=answers, at=EARLY)
    go(enrolment, newer)


def test_a_draft_whose_questions_stay_goes_along() -> None:
    enrolment, newer = behind()
    begun = open_attempt(enrolment=enrolment, lesson=lessons_in(enrolment)[0], language="es-mx", at=EARLY)
    go(enrolment, newer)
    answers = {question["uid"]: question["options"][0]["uid"] for question in begun.questions}
    sent = submit_attempt(actor=enrolment.teacher, attempt=begun, answers=answers, at=LATER)
    assert (sent.points is not None, sent.edition) == (True, None)


def test_evidence_keeps_the_task_that_it_answers_also_when_that_is_gone() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=2, evidence=1))
    task = lessons_in(enrolment)[0].evidence[0]
    evidence = submit_evidence(
        actor=enrolment.teacher, enrolment=enrolment, block_uid=UUID(task), text="Lo hice", upload=None, at=EARLY
    )
    newer = next_edition(enrolment.edition, lambda document, _keys: lessons_of(document)[0]["blocks"].pop())
    go(enrolment, newer)
    evidence = Evidence.objects.select_related("enrolment__edition").get(pk=evidence.pk)
    assert task_of(evidence)["title"] == "Evidencia de práctica"
    assert state_of(enrolment).evidence == {}
    page = client_of(enrolment.teacher).get(reverse("portfolio"))
    assert "Evidencia de práctica" in page.content.decode()


def test_what_was_answered_before_the_move_is_still_marked_again_with_a_corrected_key() -> None:
    enrolment = make_enrolment(edition=make_edition(lessons=2))
    attempt = answer(enrolment, 0)
    asked = attempt.questions[0]

    def correct(_document: dict[str, Any], keys: dict[str, Any]) -> None:
        keys[asked["uid"]]["correct"] = asked["options"][1]["uid"]

    newer = next_edition(enrolment.edition, correct)
    go(enrolment, newer)
    other = TeacherFactory.create()
    assert list(regradable_attempts(newer, other)) == [attempt]
    answer(fresh(enrolment), 1)
    assert list(regradable_attempts(newer, other)) == [attempt]


# --- Pages ---
def test_the_preview_tells_what_stays_what_is_new_and_what_is_gone_and_the_choice_is_made_there() -> None:
    enrolment, _newer = behind()
    finish_all(enrolment)
    client, address = client_of(enrolment.teacher), reverse("move_edition", args=[enrolment.uid])
    preview = client.get(address).context["preview"]
    assert [lesson.number for lesson in preview.done] == ["1.1", "1.3"]
    assert [(fate.read_again, fate.answer_again) for _lesson, fate in preview.again] == [(True, False), (False, True)]
    assert [lesson.title for lesson in preview.new] == ["Una lección nueva"]
    assert [lesson.title for lesson in preview.gone] == ["Lección 4"]
    assert client.post(address, {"edition": "2"}).status_code == 302
    summary = client.get(reverse("study_summary", args=[enrolment.uid]))
    assert reverse("move_back", args=[enrolment.uid]) in summary.content.decode()
    assert client.get(address).status_code == 302
    client.post(reverse("move_back", args=[enrolment.uid]))
    assert fresh(enrolment).edition.number == 1


def test_a_result_in_a_lesson_that_is_gone_can_still_be_read() -> None:
    enrolment, newer = behind()
    attempt = answer(enrolment, 3)
    go(enrolment, newer)
    client, address = client_of(enrolment.teacher), reverse("attempt", args=[attempt.uid])
    shown = client.get(address)
    assert "Lección 4" in shown.content.decode()
    assert reverse("lesson", args=[enrolment.uid, attempt.lesson_uid]) not in shown.content.decode()


def test_the_note_stands_in_ones_own_place_and_above_the_summary() -> None:
    enrolment, _newer = behind()
    client, address = client_of(enrolment.teacher), reverse("move_edition", args=[enrolment.uid])
    assert address in client.get(reverse("my_place")).content.decode()
    assert address in client.get(reverse("study_summary", args=[enrolment.uid])).content.decode()


def test_another_edition_than_the_one_previewed_is_refused_in_words() -> None:
    enrolment, newer = behind()
    next_edition(newer, lambda document, _keys: reword(document))
    page = client_of(enrolment.teacher).post(reverse("move_edition", args=[enrolment.uid]), {"edition": "2"})
    assert page.status_code == 422
    assert Move.objects.count() == 0


# --- A group ---
def group_of(number: int = 3) -> tuple[Cohort, list[Enrolment], User]:
    edition = make_edition(lessons=4)
    cohort = make_cohort(edition=edition, organisation=edition.course.organisation)
    people = [make_enrolment(cohort=cohort, teacher=TeacherFactory.create()) for _each in range(number)]
    facilitator = MembershipFactory.create(organisation=cohort.organisation, role=Membership.Role.FACILITATOR).user
    cohort.facilitators.add(facilitator)
    return cohort, people, give_second_factor(facilitator)


def _more(document: dict[str, object], _keys: dict[str, object]) -> None:
    add_text(document, 1)


def test_a_group_is_taken_along_and_whoever_completed_stays() -> None:
    cohort, people, facilitator = group_of()
    newer = next_edition(cohort.edition, _more)
    complete(people[0])
    begun = people[1]
    uids = [one.uid for one in people]
    job = start_moving(actor=facilitator, cohort=cohort, edition=newer, people=uids, note="Se corrigió la lección 2")
    move_group(job, **job.arguments)
    job = Job.objects.get(pk=job.pk)
    assert [fresh(one).edition.number for one in people] == [1, 2, 2]
    assert (job.problems, job.total) == ([], 2)
    assert Letter.objects.filter(key__startswith="moved:").count() == 2
    move_group(job, **job.arguments)
    assert Move.objects.count() == 2
    take_back(actor=begun.teacher, enrolment=begun, at=Move.objects.get(enrolment=begun).moved_at)
    assert fresh(begun).edition.number == 1


def test_who_cannot_move_is_listed_with_the_reason() -> None:
    cohort, people, facilitator = group_of(2)
    newer = next_edition(cohort.edition, lambda document, keys: add_question(document, keys, 0))
    open_attempt(enrolment=people[0], lesson=lessons_in(people[0])[0], language="es-mx", at=cohort_day(cohort))
    job = start_moving(actor=facilitator, cohort=cohort, edition=newer, people=[one.uid for one in people], note="Así")
    move_group(job, **job.arguments)
    [problem] = Job.objects.get(pk=job.pk).problems
    assert problem["row"] == str(people[0].teacher)
    assert sorted(fresh(one).edition.number for one in people) == [1, 2]


def cohort_day(cohort: Cohort) -> datetime:
    return datetime(cohort.starts_on.year, cohort.starts_on.month, cohort.starts_on.day, 18, tzinfo=UTC)


def test_an_offer_is_one_letter_for_each_edition_and_moves_nobody() -> None:
    cohort, people, facilitator = group_of(2)
    newer = next_edition(cohort.edition, _more)
    uids = [one.uid for one in people]
    for _twice in range(2):
        assert offer_to_group(actor=facilitator, cohort=cohort, edition=newer, people=uids, at=SOON) == 2
    assert Letter.objects.filter(key__startswith="newer:").count() == 2
    assert Move.objects.count() == 0


def test_moving_a_group_needs_a_reason_somebody_and_the_right() -> None:
    cohort, people, facilitator = group_of(1)
    newer = next_edition(cohort.edition, _more)
    uids = [people[0].uid]
    with pytest.raises(MovingRefused):
        start_moving(actor=facilitator, cohort=cohort, edition=newer, people=uids, note=" ")
    with pytest.raises(MovingRefused):
        start_moving(actor=facilitator, cohort=cohort, edition=newer, people=[], note="Así")
    with pytest.raises(Cohort.DoesNotExist):
        start_moving(actor=people[0].teacher, cohort=cohort, edition=newer, people=uids, note="Así")
    with pytest.raises(Enrolment.DoesNotExist):
        move_person(actor=people[0].teacher, enrolment=people[0], edition=newer, note="Así", at=SOON)


def test_the_page_of_a_group_asks_as_much_for_many_as_for_few() -> None:
    cohort, _people, facilitator = group_of(2)
    newer = next_edition(cohort.edition, _more)
    client, address = client_of(facilitator), reverse("cohort_edition", args=[cohort.organisation.code, cohort.pk])
    queries_of(client, address)  # what is read once per process
    few = queries_of(client, address)
    for _each in range(6):
        make_enrolment(cohort=cohort, teacher=TeacherFactory.create())
    assert queries_of(client, address) == few
    page = client.get(address)
    assert [one.again for one in page.context["standings"]] == [0] * 8
    assert page.context["newer"].latest == newer


def test_whoever_moved_on_with_the_group_and_left_comes_back_to_where_they_were() -> None:
    cohort, people, _facilitator = group_of(1)
    newer = next_edition(cohort.edition, _more)
    go(people[0], newer)
    withdraw(actor=people[0].teacher, enrolment=people[0], at=LATER)
    again = enrol(teacher=people[0].teacher, edition=cohort.edition, cohort=cohort, at=LATER)
    assert (again.pk, again.edition) == (people[0].pk, newer)
