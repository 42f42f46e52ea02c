"""Marking: the rule, the trace, the right; the score that follows; and nothing is ever overwritten."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.urls import reverse
from wagtail.models import ModelLogEntry

from courses.assessment.models import Evidence
from courses.assessment.operations import submit_evidence
from courses.marking.models import Mark, Work
from courses.marking.operations import MarkingRefused, Said, mark_work, receive_answers, return_work
from courses.marking.permissions import works_markable_by
from courses.study.models import Progress, StudyEvent
from courses.study.operations import withdraw
from institutes.models import Membership
from letters.models import Letter
from tests.accounts.factories import TeacherFactory
from tests.courses.assessment.factories import uid
from tests.courses.assessment.test_evidence import hand_in, photo, staff_of
from tests.courses.marking.factories import (
    BADLY,
    LATER,
    WELL,
    administrator_of,
    answer,
    evidence_work,
    facilitator_of,
    give,
    in_a_group,
    open_answer,
    points_of,
    say,
)
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
TWO = Decimal(2)


def test_an_open_answer_waits_and_a_blank_one_does_not() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    assert (work.state, str(work.question_uid)) == ("to_mark", uid("question open"))
    receive_answers(attempt=work.attempt)  # type: ignore[arg-type]
    answer(enrolment, **{f"q-{uid('question open')}": ""})
    assert Work.objects.count() == 1


def test_a_mark_keeps_the_rubric_as_it_was_and_becomes_points_of_the_question() -> None:
    enrolment = in_a_group()
    mark = give(open_answer(enrolment), facilitator_of(enrolment))
    assert (mark.role, mark.score, mark.max_score) == ("first", TWO, TWO)
    [level] = mark.levels
    assert (level["text"], level["level_text"], level["points"], level["rank"], level["most"]) == (
        "Claridad", "Se lee con claridad", "2", 1, "2",
    )  # fmt: skip
    log = ModelLogEntry.objects.get(action="marking.mark")
    assert (log.user, log.data) == (mark.marker, {"role": "first"})


def test_the_score_of_the_attempt_is_completed_once_and_never_lowered() -> None:
    enrolment = in_a_group()
    attempt = answer(enrolment, **{f"q-{uid('question true_false')}": "true"})
    work, marker = Work.objects.get(attempt=attempt), facilitator_of(enrolment)
    before = enrolment.progress
    before.refresh_from_db()
    grade = before.grade
    give(work, marker)
    give(work, marker)
    event = StudyEvent.objects.get(kind="lesson.scored", payload__has_key="mark")
    assert attempt.points is not None
    assert Decimal(event.payload["points"]) == attempt.points + 2
    assert Decimal(event.payload["max_points"]) == attempt.max_points + 2
    before.refresh_from_db()
    assert before.grade is not None
    assert grade is not None
    assert before.grade > grade
    low = Work.objects.get(attempt=answer(enrolment))
    perfect = _grade(enrolment.pk)
    give(low, marker, BADLY)
    assert _grade(enrolment.pk) == perfect


def _grade(enrolment_id: int) -> Decimal:
    grade = Progress.objects.get(pk=enrolment_id).grade
    assert grade is not None
    return grade


def test_the_teacher_gets_one_letter_that_does_not_tell_the_mark() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    give(work, facilitator_of(enrolment), comment="Falta un ejemplo")
    letter = Letter.objects.get(user=enrolment.teacher)
    assert letter.kind == "decision"
    assert letter.path == reverse("attempt", args=[work.attempt.uid])  # type: ignore[union-attr]
    assert "Falta un ejemplo" not in letter.text


def test_saving_twice_keeps_the_first_mark() -> None:
    enrolment = in_a_group()
    work, marker = open_answer(enrolment), facilitator_of(enrolment)
    assert give(work, marker) == give(work, marker, BADLY)
    assert Mark.objects.count() == 1


def test_somebody_else_who_was_slower_is_told() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    give(work, facilitator_of(enrolment))
    with pytest.raises(MarkingRefused):
        give(work, administrator_of(enrolment))


@pytest.mark.parametrize("said", [Said(), Said(levels={uid("criterion"): "x"}), Said(levels={"x": WELL})])
def test_every_criterion_needs_one_of_its_levels(said: Said) -> None:
    enrolment = in_a_group()
    work, marker = open_answer(enrolment), facilitator_of(enrolment)
    with pytest.raises(MarkingRefused):
        mark_work(actor=marker, work=work, said=said, at=LATER)
    assert not Mark.objects.exists()


def test_nobody_marks_their_own_work() -> None:
    enrolment = in_a_group()
    for role in (Membership.Role.INSTITUTE_ADMIN, Membership.Role.FACILITATOR):
        MembershipFactory.create(user=enrolment.teacher, organisation=enrolment.institute, role=role)
    assert enrolment.cohort is not None
    enrolment.cohort.facilitators.add(enrolment.teacher)
    work = open_answer(enrolment)
    assert not works_markable_by(enrolment.teacher).exists()
    with pytest.raises(Work.DoesNotExist):
        give(work, enrolment.teacher)


def test_strangers_other_facilitators_and_certifiers_do_not_mark() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    others = [
        TeacherFactory.create(),
        staff_of(enrolment, Membership.Role.FACILITATOR).user,  # of the institute, but of another group
        staff_of(enrolment, Membership.Role.CERTIFIER).user,
        MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN).user,
    ]
    for other in others:
        assert not works_markable_by(other).exists()
        with pytest.raises(Work.DoesNotExist):
            give(work, other)


def test_whoever_left_the_course_waits_for_nothing() -> None:
    enrolment = in_a_group()
    work, marker = open_answer(enrolment), facilitator_of(enrolment)
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=LATER)
    assert not works_markable_by(marker).exists()
    with pytest.raises(MarkingRefused):
        give(work, marker)


@pytest.mark.parametrize("model", [Mark, Work])
def test_the_database_refuses_to_change_what_was_said(model: type[Mark] | type[Work]) -> None:
    enrolment = in_a_group()
    give(evidence_work(enrolment), facilitator_of(enrolment))
    changes = {"comment": "otro"} if model is Mark else {"text": "otro"}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**changes)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.update(score=F("score") - 1)


# --- Evidence ---
def test_a_first_mark_accepts_evidence_and_keeps_it_as_it_was_read() -> None:
    enrolment = in_a_group()
    hand_in(enrolment, upload=photo())
    work = Work.objects.get()
    mark = give(work, facilitator_of(enrolment), comment="Muy bien")
    evidence = Evidence.objects.get()
    assert (evidence.status, evidence.remark, mark.score, mark.max_score) == ("accepted", "Muy bien", TWO, TWO)
    work.refresh_from_db()
    assert (work.text, work.pieces) == ("Observé a mi grupo", [str(evidence.pieces.get().uid)])
    assert Letter.objects.get(user=enrolment.teacher).path == reverse("own_mark", args=[work.uid])


def test_returning_keeps_the_version_with_its_remark_and_the_next_one_waits_anew() -> None:
    enrolment = in_a_group()
    work, marker = evidence_work(enrolment, "Primera"), facilitator_of(enrolment)
    returned = return_work(actor=marker, work=work, said=Said(comment="Falta la fecha"), at=LATER)
    assert returned == return_work(actor=marker, work=work, said=Said(comment="otra vez"), at=LATER)
    second = evidence_work(enrolment, "Segunda, con fecha")
    give(second, marker)
    first = Work.objects.get(version=1)
    assert (first.text, first.state, first.marks.get().comment) == ("Primera", "returned", "Falta la fecha")
    assert (second.version, points_of(second)) == (2, TWO)
    assert Work.objects.get(version=2).text == "Segunda, con fecha"


def test_returning_needs_a_remark() -> None:
    enrolment = in_a_group()
    with pytest.raises(MarkingRefused):
        return_work(actor=facilitator_of(enrolment), work=evidence_work(enrolment), said=Said(), at=LATER)
    assert Evidence.objects.get().status == "submitted"
    assert Work.objects.get().frozen_at is None


def test_an_answer_is_never_returned() -> None:
    enrolment = in_a_group()
    work = open_answer(enrolment)
    with pytest.raises(MarkingRefused):
        return_work(actor=facilitator_of(enrolment), work=work, said=Said(comment="No"), at=LATER)


def test_improving_before_anybody_looked_is_the_same_version() -> None:
    enrolment = in_a_group()
    assert evidence_work(enrolment, "Una") == evidence_work(enrolment, "Dos")


def test_nobody_marks_what_they_have_not_seen() -> None:
    enrolment = in_a_group()
    work, marker = evidence_work(enrolment), facilitator_of(enrolment)
    seen = work.handed_in_at
    submit_evidence(
        actor=enrolment.teacher, enrolment=enrolment, block_uid=Evidence.objects.get().block_uid,
        text="Otra cosa", upload=None, at=LATER,
    )  # fmt: skip
    with pytest.raises(MarkingRefused):
        mark_work(actor=marker, work=work, said=say(seen=seen), at=LATER)
    assert Evidence.objects.get().status == "submitted"
