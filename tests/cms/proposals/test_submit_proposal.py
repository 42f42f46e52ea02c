"""Putting a proposal into the box, supporting one, taking one's own back."""

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from wagtail.models import ModelLogEntry

from accounts.models import User
from cms.pages.models import CoursePage
from cms.proposals.models import LONGEST, Proposal, Support
from cms.proposals.operations import (
    MOST_PER_HOUR,
    ProposalRefused,
    end_support,
    submit_proposal,
    support,
    withdraw,
)
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.cms.pages.factories import make_course
from tests.cms.proposals.factories import NOON, confirmed, make_citizen, make_proposal, make_published_course

pytestmark = pytest.mark.django_db


@pytest.fixture
def course() -> CoursePage:
    return make_published_course()


@pytest.fixture
def citizen() -> User:
    return make_citizen()


def submitted(course: CoursePage, actor: User, **changes: Any) -> Proposal:
    given: dict[str, Any] = {
        "uid": uuid.uuid4(),
        "course_uid": course.translation_key,
        "kind": "addition",
        "text": "Agregar un ejemplo de telesecundaria.",
        "is_public": True,
        "shows_name": False,
        "at": NOON,
    }
    return submit_proposal(actor=actor, **given | changes)


def test_a_proposal_is_received_and_logged_without_its_words(course: CoursePage, citizen: User) -> None:
    proposal = submitted(course, citizen)
    assert proposal.status == Proposal.Status.RECEIVED
    entry = ModelLogEntry.objects.get(action="cms.proposals.submit", object_id=str(proposal.pk))
    assert entry.user == citizen
    assert "telesecundaria" not in entry.label


def test_the_same_form_twice_makes_one(course: CoursePage, citizen: User) -> None:
    uid = uuid.uuid4()
    first = submitted(course, citizen, uid=uid)
    assert submitted(course, citizen, uid=uid, text="Otra cosa") == first
    assert Proposal.objects.get().text == "Agregar un ejemplo de telesecundaria."


def test_somebody_elses_form_makes_none_and_shows_nothing(course: CoursePage, citizen: User) -> None:
    proposal = submitted(course, citizen)
    with pytest.raises(ProposalRefused):
        submitted(course, make_citizen(), uid=proposal.uid)


def test_refuses_who_has_not_confirmed_the_address(course: CoursePage) -> None:
    with pytest.raises(ProposalRefused):
        submitted(course, TeacherFactory.create())


@pytest.mark.parametrize("text", ["", "   \n ", "\x00\x07", "x" * (LONGEST + 1)])
def test_refuses_nothing_and_too_much(course: CoursePage, citizen: User, text: str) -> None:
    with pytest.raises(ProposalRefused):
        submitted(course, citizen, text=text)
    assert not Proposal.objects.exists()


def test_keeps_words_composed_and_without_control_characters(course: CoursePage, citizen: User) -> None:
    text = submitted(course, citizen, text="  Lecci\u006f\u0301n\x00\r\nDos\x1b  ").text
    assert text == "Lección\nDos"


def test_refuses_a_course_that_is_not_published(citizen: User) -> None:
    draft = make_course(rich=False, publish=False)
    with pytest.raises(ProposalRefused):
        submitted(draft, citizen)


def test_after_many_in_an_hour_one_is_asked_to_wait(course: CoursePage, citizen: User) -> None:
    for _number in range(MOST_PER_HOUR):
        submitted(course, citizen)
    with pytest.raises(ProposalRefused):
        submitted(course, citizen)
    assert submitted(course, make_citizen())


def test_a_name_is_shown_only_with_a_public_proposal(course: CoursePage, citizen: User) -> None:
    assert not submitted(course, citizen, is_public=False, shows_name=True).shows_name


def test_the_signature_is_what_the_author_allowed(course: CoursePage) -> None:
    teacher, citizen = make_citizen(given_names="Elena"), confirmed(UserFactory.create(given_names="Rosa"))
    assert "Elena" in make_proposal(course, teacher, shows_name=True).signature
    assert "Elena" not in make_proposal(course, teacher).signature
    assert make_proposal(course, teacher).signature != make_proposal(course, citizen).signature


def test_nobody_rewrites_what_was_proposed(course: CoursePage) -> None:
    proposal = make_proposal(course)
    with pytest.raises(DatabaseError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(text="Todo está muy bien.")


@pytest.mark.parametrize(
    "impossible",
    [
        {"status": "answered", "decided_at": NOON},  # without a word
        {"status": "accepted"},  # without a date
        {"status": "received", "decided_at": NOON},
        {"hidden_at": NOON},  # without a reason
        {"included_in": 2, "included_at": NOON},  # never accepted
        {"block_uid": "x"},  # in no lesson
    ],
)
def test_the_database_refuses_what_must_never_be(course: CoursePage, impossible: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make_proposal(course, **impossible)


def test_support_counts_once_and_can_be_taken_back(course: CoursePage, citizen: User) -> None:
    proposal = make_proposal(course)
    support(actor=citizen, proposal=proposal, at=NOON)
    support(actor=citizen, proposal=proposal, at=NOON)
    assert Support.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="cms.proposals.support").count() == 1
    end_support(actor=citizen, proposal=proposal)
    end_support(actor=citizen, proposal=proposal)
    assert not Support.objects.exists()
    assert ModelLogEntry.objects.filter(action="cms.proposals.end_support").count() == 1


def test_support_needs_a_confirmed_address(course: CoursePage) -> None:
    with pytest.raises(ProposalRefused):
        support(actor=TeacherFactory.create(), proposal=make_proposal(course), at=NOON)


@pytest.mark.parametrize(
    "fields",
    [
        {"is_public": False},
        {"hidden_at": NOON, "hidden_reason": "Insulta"},
        {"status": "withdrawn"},
        {"status": "answered", "decided_at": NOON, "answer": "No"},
    ],
)
def test_nobody_supports_what_is_not_open_to_all(course: CoursePage, citizen: User, fields: dict[str, Any]) -> None:
    proposal = make_proposal(course, **fields)
    with pytest.raises(Proposal.DoesNotExist):
        support(actor=citizen, proposal=proposal, at=NOON)


def test_nobody_supports_their_own(course: CoursePage, citizen: User) -> None:
    with pytest.raises(Proposal.DoesNotExist):
        support(actor=citizen, proposal=make_proposal(course, citizen), at=NOON)


def test_ones_own_is_withdrawn_until_it_is_answered(course: CoursePage, citizen: User) -> None:
    proposal = make_proposal(course, citizen)
    assert withdraw(actor=citizen, proposal=proposal).status == Proposal.Status.WITHDRAWN
    assert withdraw(actor=citizen, proposal=proposal)  # again: nothing more happens
    assert ModelLogEntry.objects.filter(action="cms.proposals.withdraw").count() == 1
    decided = make_proposal(course, citizen, status="answered", decided_at=NOON, answer="Gracias, no.")
    with pytest.raises(ProposalRefused):
        withdraw(actor=citizen, proposal=decided)


def test_nobody_withdraws_what_another_proposed(course: CoursePage, citizen: User) -> None:
    with pytest.raises(Proposal.DoesNotExist):
        withdraw(actor=citizen, proposal=make_proposal(course))
