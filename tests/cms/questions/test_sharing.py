"""Copying questions from a bank into a lesson, and from a lesson into a bank."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.models import User
from cms.pages.models import LessonPage
from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.sharing import SharingRefused, copy_into_lesson, keep_in_bank
from tests.addressing import Role, World
from tests.cms.pages.factories import KINDS, make_course
from tests.cms.questions.factories import make_bank, make_question

pytestmark = pytest.mark.django_db


def lesson_of(organisation: Any, questions: Any = ()) -> LessonPage:
    course = make_course(
        organisation=organisation, title="Curso propio", questions=questions, rich=False, publish=False
    )
    lesson: LessonPage = LessonPage.objects.descendant_of(course).get()
    return lesson


@pytest.fixture
def bank(world: World) -> QuestionBank:
    return make_bank(world.institute)


@pytest.fixture
def lesson(world: World) -> LessonPage:
    return lesson_of(world.institute)


@pytest.fixture
def author(world: World, lesson: LessonPage) -> User:
    return world.member(Role.AUTHOR)


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_stands_at_the_end_of_the_draft_with_identifiers_of_its_own(
    author: User, bank: QuestionBank, lesson: LessonPage, kind: str
) -> None:
    question = make_question(bank, kind)
    draft = copy_into_lesson(actor=author, question=question, lesson=lesson)
    added = list(LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().body)[-1]
    stored = str(question.body.get_prep_value())
    assert added.block_type == f"question_{kind}"
    assert str(added.value["prompt"]) == str(question.value["prompt"])
    assert str(added.id) not in stored
    for pair in added.value.get("pairs") or []:
        assert pair["right_uid"]
        assert pair["right_uid"] not in stored
    assert draft.latest_revision.user == author


def test_nothing_is_copied_into_a_course_under_review(author: User, bank: QuestionBank, lesson: LessonPage) -> None:
    lesson.locked, lesson.locked_by = True, None
    lesson.save()
    lesson.save_revision()
    with pytest.raises(SharingRefused):
        copy_into_lesson(actor=author, question=make_question(bank), lesson=lesson)


def test_only_between_a_bank_and_the_lessons_of_its_own_organisation(
    world: World, author: User, bank: QuestionBank
) -> None:
    theirs = lesson_of(world.other_institute, ["single"])
    with pytest.raises(LessonPage.DoesNotExist):
        copy_into_lesson(actor=author, question=make_question(bank), lesson=theirs)
    with pytest.raises(LessonPage.DoesNotExist):
        keep_in_bank(actor=author, lesson=theirs, bank=bank)


def test_only_by_those_who_keep_the_bank(world: World, bank: QuestionBank, lesson: LessonPage) -> None:
    question = make_question(bank)
    stranger = world.member(Role.AUTHOR, world.other_institute)
    with pytest.raises(BankQuestion.DoesNotExist):
        copy_into_lesson(actor=stranger, question=question, lesson=lesson)
    with pytest.raises(QuestionBank.DoesNotExist):
        keep_in_bank(actor=stranger, lesson=lesson, bank=bank)


def test_the_questions_of_a_lesson_are_kept_in_a_bank_once(world: World, author: User, bank: QuestionBank) -> None:
    lesson = lesson_of(world.institute, KINDS)
    assert keep_in_bank(actor=author, lesson=lesson, bank=bank) == len(KINDS)
    assert keep_in_bank(actor=author, lesson=lesson, bank=bank) == 0
    assert sorted(bank.questions.values_list("kind", flat=True)) == sorted(KINDS)
    uids = {str(child.id) for child in lesson.body}
    assert not uids & {str(uid) for uid in bank.questions.values_list("uid", flat=True)}
    entry = ModelLogEntry.objects.get(action="questions.keep")
    assert (entry.user, entry.data) == (author, {"lesson": lesson.pk, "new": len(KINDS)})


def test_in_the_browser(client: Client, author: User, bank: QuestionBank, lesson: LessonPage) -> None:
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    question = make_question(bank)
    page = client.get(reverse("question_preview", args=[question.pk])).content.decode()
    assert "Curso propio › Lección 1" in page
    answer = client.post(reverse("question_copy", args=[question.pk]), {"lesson": lesson.pk})
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    other = make_bank(bank.organisation, name="Otro")
    answer = client.post(reverse("question_keep", args=[other.pk]), {"lesson": lesson.pk})
    assert other.questions.count() == 1
    assert answer["Location"].endswith(f"?bank={other.pk}")
