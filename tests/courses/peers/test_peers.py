"""Comments among colleagues: by choice, without names, never the grade, and nothing of what is kept for a community."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from accounts.models import User
from courses.assessment.models import Evidence, Piece
from courses.cohorts.models import Cohort
from courses.peers.models import Comment, Part
from courses.peers.operations import (
    PeersRefused,
    begin_round,
    remove_comment,
    restore_comment,
    take_no_part,
    take_part,
    write_comment,
)
from courses.peers.permissions import comments_given_by, comments_read_by
from courses.study.models import Enrolment, StudyEvent
from courses.study.operations import withdraw
from letters.models import Letter
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, make_enrolment, uid
from tests.courses.assessment.test_evidence import hand_in
from tests.courses.marking.factories import CRITERION, WELL, facilitator_of
from tests.courses.peers.factories import KIND_WORDS, exchanging, given_by, handed_in, joined, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort(db: None) -> Cohort:
    return exchanging()


def teacher(evidence: Evidence) -> User:
    return evidence.enrolment.teacher


def say(comment: Comment, text: str = KIND_WORDS) -> Comment:
    actor = comment.reader.evidence.enrolment.teacher
    return write_comment(actor=actor, comment=comment, levels={CRITERION: WELL, "otro": WELL}, text=text, at=NOON)


def facilitator(cohort: Cohort) -> User:
    return facilitator_of(member_of(cohort))


# --- Taking part ---
def test_works_are_shared_out_once_enough_take_part_and_everybody_is_told(cohort: Cohort) -> None:
    first = joined(cohort, 3)
    assert not Comment.objects.exists()
    [fourth] = joined(cohort, 1)
    assert {len(given_by(one)) for one in [*first, fourth]} == {2}
    assert Letter.objects.filter(key__startswith="peers:").count() == 4


def test_taking_part_twice_is_taking_part_once(cohort: Cohort) -> None:
    [evidence] = joined(cohort, 1)
    assert take_part(actor=teacher(evidence), evidence=evidence, at=NOON) == Part.objects.get()


def test_only_where_the_task_asks_for_it_and_within_a_group() -> None:
    alone = hand_in(make_enrolment(), text="Observé")
    with pytest.raises(PeersRefused):
        take_part(actor=teacher(alone), evidence=alone, at=NOON)


def test_nobody_takes_part_with_the_evidence_of_somebody_else(cohort: Cohort) -> None:
    mine, other = handed_in(cohort), handed_in(cohort)
    with pytest.raises(Evidence.DoesNotExist):
        take_part(actor=teacher(other), evidence=mine, at=NOON)


def keep_for_the_community(evidence: Evidence) -> None:
    Piece.objects.create(
        evidence=evidence,
        file="x.png",
        media_type="image/png",
        size=1,
        access="community",
        consent="nobody",
        added_at=NOON,
    )


def test_what_is_kept_for_the_community_never_goes_to_colleagues(cohort: Cohort) -> None:
    kept = handed_in(cohort)
    keep_for_the_community(kept)
    with pytest.raises(PeersRefused):
        take_part(actor=teacher(kept), evidence=kept, at=NOON)


def test_a_work_that_becomes_the_communitys_later_is_read_no_more(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    keep_for_the_community(people[0])
    readers = [one for one in people if any(c.part.evidence == people[0] for c in given_by(one))]
    assert len(readers) == 2
    for one in readers:
        assert comments_given_by(teacher(one)).count() == 1


def test_a_text_taken_back_is_gone_and_owed_by_nobody(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    part = Part.objects.get(evidence=people[0])
    for _twice in range(2):
        take_no_part(actor=teacher(people[0]), part=part, at=NOON)
    part.refresh_from_db()
    assert (part.text, part.left_at) == ("", NOON)
    assert sum(comments_given_by(teacher(one)).count() for one in people[1:]) == 4
    assert comments_given_by(teacher(people[0])).count() == 0


def test_the_work_of_whoever_left_the_course_is_owed_by_nobody(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    withdraw(actor=teacher(people[0]), enrolment=people[0].enrolment, at=NOON)
    assert sum(comments_given_by(teacher(one)).count() for one in people[1:]) == 4


def test_whoever_accompanies_the_group_shares_out_earlier_from_three_on(cohort: Cohort) -> None:
    block = UUID(uid("task"))
    joined(cohort, 2)
    person = facilitator(cohort)
    with pytest.raises(PeersRefused):
        begin_round(actor=person, cohort=cohort, block_uid=block, at=NOON)
    [third] = joined(cohort, 1)
    assert begin_round(actor=person, cohort=cohort, block_uid=block, at=NOON) == 3
    assert len(given_by(third)) == 2
    with pytest.raises(Cohort.DoesNotExist):
        begin_round(actor=teacher(third), cohort=cohort, block_uid=block, at=NOON)


# --- Commenting ---
def test_the_author_reads_the_comments_once_their_own_are_written(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    author = people[0]
    for other in people[1:]:
        for comment in given_by(other):
            say(comment)
    assert not comments_read_by(teacher(author)).exists()
    first, second = given_by(author)
    say(first)
    assert not comments_read_by(teacher(author)).exists()
    say(second)
    assert comments_read_by(teacher(author)).count() == 2


def test_a_comment_is_saved_once_and_holds_only_levels_of_the_rubric(cohort: Cohort) -> None:
    comment = given_by(joined(cohort, 4)[0])[0]
    say(comment)
    say(comment, "Otro texto que llega después y que no cambia nada de lo dicho.")
    comment.refresh_from_db()
    assert (comment.text, comment.levels) == (KIND_WORDS, {CRITERION: WELL})


def test_too_little_is_refused_and_nobody_comments_what_they_were_not_given(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    comment = given_by(people[0])[0]
    with pytest.raises(PeersRefused):
        say(comment, "Bien")
    with pytest.raises(Comment.DoesNotExist):
        write_comment(actor=teacher(people[1]), comment=comment, levels={}, text=KIND_WORDS, at=NOON)


def test_comments_are_no_part_of_the_grade(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    before = StudyEvent.objects.count()
    for one in people:
        for comment in given_by(one):
            say(comment)
    assert StudyEvent.objects.count() == before
    assert set(Evidence.objects.values_list("status", flat=True)) == {"submitted"}


def test_an_unfit_comment_is_taken_out_with_a_reason_and_can_be_put_back(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    for one in people:
        for comment in given_by(one):
            say(comment)
    unfit, person = Comment.objects.filter(part__evidence=people[0]).first(), facilitator(cohort)
    assert unfit is not None
    with pytest.raises(PeersRefused):
        remove_comment(actor=person, comment=unfit, reason=" ", at=NOON)
    remove_comment(actor=person, comment=unfit, reason="Descalifica", at=NOON)
    assert comments_read_by(teacher(people[0])).count() == 1
    restore_comment(actor=person, comment=unfit)
    assert comments_read_by(teacher(people[0])).count() == 2
    with pytest.raises(Comment.DoesNotExist):
        remove_comment(actor=teacher(people[0]), comment=unfit, reason="No me gusta", at=NOON)


# --- Pages ---
def test_a_teacher_takes_part_reads_and_is_read_without_any_name(cohort: Cohort) -> None:
    people = joined(cohort, 3)
    mine = handed_in(cohort)
    client = signed_in(teacher(mine))
    page = reverse("evidence", args=[mine.enrolment.uid, mine.lesson_uid, mine.block_uid])
    assert reverse("peers_join", args=[mine.uid]) in client.get(page).content.decode()
    client.post(reverse("peers_join", args=[mine.uid]))
    for comment in given_by(mine):
        address = reverse("peer_comment", args=[comment.uid])
        shown = client.get(address).content.decode()
        assert comment.part.text in shown
        assert not any(one.enrolment.teacher.paternal_surname in shown.split("<main")[1] for one in people)
        assert client.post(address, {"text": "Bien"}).status_code == 422
        assert client.post(address, {"text": KIND_WORDS}).status_code == 302
        assert client.get(address).status_code == 404
    for one in people:
        for comment in given_by(one):
            say(comment)
    assert len(client.get(reverse("peers")).context["received"]) == 2
    assert reverse("peers") in client.get(reverse("my_place")).content.decode()


def test_whoever_accompanies_sees_who_wrote_to_whom(cohort: Cohort) -> None:
    people = joined(cohort, 4)
    for one in people:
        for comment in given_by(one):
            say(comment)
    client, where = signed_in(facilitator(cohort)), [cohort.organisation.code, cohort.pk]
    page = client.get(reverse("cohort_peers", args=where))
    assert len(page.context["comments"]) == 8
    unfit = Comment.objects.all()[0]
    address = reverse("peer_comment_judge", args=[*where, unfit.uid])
    client.post(address, {"reason": "Descalifica"})
    assert Comment.objects.filter(removed_reason="Descalifica").count() == 1
    client.post(address, {"restore": "1"})
    assert not Comment.objects.exclude(removed_at=None).exists()


def test_the_page_of_a_group_asks_as_much_for_many_as_for_few(
    cohort: Cohort, django_assert_max_num_queries: Any
) -> None:
    client, address = (
        signed_in(facilitator(cohort)),
        reverse("cohort_peers", args=[cohort.organisation.code, cohort.pk]),
    )
    for comment in given_by(joined(cohort, 4)[0]):
        say(comment)
    client.get(address)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    for one in joined(cohort, 5):
        for comment in given_by(one):
            say(comment)
    assert Enrolment.objects.filter(cohort=cohort).count() > 9
    with django_assert_max_num_queries(len(few)):
        client.get(address)
