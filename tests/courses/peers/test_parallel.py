"""Several at once on a real PostgreSQL: works are shared out once, and a comment is saved once."""

from functools import partial

import pytest

from courses.peers.models import Comment, Part
from courses.peers.operations import take_part, write_comment
from tests.courses.assessment.factories import NOON
from tests.courses.peers.factories import KIND_WORDS, exchanging, given_by, handed_in, joined
from tests.parallel import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_four_who_take_part_at_once_make_one_round() -> None:
    cohort = exchanging()
    works = [handed_in(cohort, text=f"Trabajo {number} sobre la lectura.") for number in range(4)]
    at_once(*(partial(take_part, actor=one.enrolment.teacher, evidence=one, at=NOON) for one in works))
    assert (Part.objects.count(), Comment.objects.count()) == (4, 8)
    assert {len(given_by(one)) for one in works} == {2}


def test_a_double_click_saves_one_comment() -> None:
    people = joined(exchanging(), 4)
    comment, teacher = given_by(people[0])[0], people[0].enrolment.teacher
    words = [KIND_WORDS, f"{KIND_WORDS} Y otra cosa."]
    calls = [partial(write_comment, actor=teacher, comment=comment, levels={}, text=text, at=NOON) for text in words]
    first, second = at_once(*calls)
    assert first.text == second.text == Comment.objects.get(pk=comment.pk).text
