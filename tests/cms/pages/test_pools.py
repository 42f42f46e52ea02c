"""Pools that draw from a bank: whose bank, which of its questions, and that there are enough."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks.struct_block import StructBlockValidationError

from accounts.models import User
from cms.pages.blocks import LessonBlocks
from cms.pages.models import LessonPage
from cms.pages.operations import sync_editor_groups
from cms.pages.source import compile_course
from cms.questions.models import BankQuestion, QuestionBank
from institutes.models import Membership, Organisation
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import make_course, make_skill, question_value
from tests.institutes.factories import InstituteFactory, MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
SKILL = "PPI-EB-DOC|2015-2016|2.3"


def make_bank(organisation: Organisation | None = None, *, questions: int = 3, **changes: Any) -> QuestionBank:
    """A bank of single-choice questions; the first bears the tag "fácil", the second is about a skill."""
    make_skill("2.3")
    bank = QuestionBank.objects.create(organisation=organisation or InstituteFactory.create(), name="Banco")
    block = LessonBlocks().child_blocks["question_single"]
    for number in range(1, questions + 1):
        skills = [SKILL] if number == 2 else []
        value = {**question_value("single"), "prompt": f"<p>Del banco {number}</p>", "skills": skills, **changes}
        question = BankQuestion(bank=bank)
        question.body = [("question_single", block.normalize(value))]
        question.tags = ["fácil"] if number == 1 else []
        question.save()
    return bank


def pool(bank: QuestionBank, **more: Any) -> dict[str, Any]:
    return {"draw": 1, "questions": [], "bank": bank, "tags": "", "skills": [], **more}


def clean(value: dict[str, Any]) -> Any:
    block = LessonBlocks().child_blocks["pool"]
    return block.clean(block.normalize(value))


def compiled_pool(value: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    compiled = compile_course(make_course(questions=[], pools=[value], rich=False))
    return compiled.document["modules"][0]["lessons"][0]["blocks"][-1], compiled.keys


def test_a_pool_holds_every_question_of_its_bank_with_its_key() -> None:
    shown, keys = compiled_pool(pool(make_bank(), draw=2))
    prompts = [question["prompt"]["es-mx"] for question in shown["questions"]]
    assert prompts == ["<p>Del banco 1</p>", "<p>Del banco 2</p>", "<p>Del banco 3</p>"]
    assert {question["uid"] for question in shown["questions"]} == keys.keys()


def test_a_pool_has_its_own_questions_beside_those_of_its_bank() -> None:
    own = [("question_single", question_value("single"))]
    shown, _keys = compiled_pool(pool(make_bank(), questions=own, draw=4))
    assert len(shown["questions"]) == 4


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"tags": " otra ,  fácil"}, ["1"]),
        ({"skills": [SKILL]}, ["2"]),
        ({"tags": "fácil", "skills": [SKILL]}, []),
    ],
)
def test_tags_and_skills_narrow_what_the_bank_gives(chosen: dict[str, Any], found: list[str]) -> None:
    value = pool(make_bank(), questions=[("question_single", question_value("single"))], **chosen)
    prompts = [question["prompt"]["es-mx"] for question in compiled_pool(value)[0]["questions"][1:]]
    assert prompts == [f"<p>Del banco {number}</p>" for number in found]


def test_two_pools_of_a_lesson_may_share_a_bank() -> None:
    bank = make_bank()
    compiled = compile_course(make_course(questions=[], pools=[pool(bank), pool(bank)], rich=False))
    first, second = compiled.document["modules"][0]["lessons"][0]["blocks"][-2:]
    uids = [question["uid"] for block in (first, second) for question in block["questions"]]
    assert len(set(uids)) == 6


@pytest.mark.parametrize(("changes", "draw"), [({}, 4), ({"options": []}, 1)])
def test_a_bank_with_too_few_questions_or_an_unfinished_one_is_refused(changes: dict[str, Any], draw: int) -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean(pool(make_bank(**changes), draw=draw))
    assert list(refusal.value.block_errors) == ["draw"]


# --- Whose bank ---
def _author(organisation: Organisation) -> User:
    user = give_second_factor(UserFactory.create())
    MembershipFactory.create(user=user, organisation=organisation, role=Membership.Role.AUTHOR)
    sync_editor_groups()
    return user


def _saved_with(bank: QuestionBank, user: User, lesson: LessonPage) -> Any:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    body = {
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "pool", "body-0-id": "",
        "body-0-value-draw": "1", "body-0-value-questions-count": "0", "body-0-value-bank": str(bank.pk),
        "body-0-value-tags": "",
    }  # fmt: skip
    fields = {"title": lesson.title, "slug": lesson.slug, "minutes": "60", "comments-TOTAL_FORMS": "0",
              "comments-INITIAL_FORMS": "0", **body}  # fmt: skip
    return client.post(reverse("wagtailadmin_pages:edit", args=[lesson.pk]), fields)


def test_an_author_draws_from_a_bank_of_the_own_organisation_and_from_no_other() -> None:
    course = make_course(questions=[], rich=False, publish=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    author = _author(course.organisation)
    others = _saved_with(make_bank(), author, lesson)
    assert others.status_code == 200
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().body[0].block_type == "text"
    own = _saved_with(make_bank(course.organisation), author, lesson)
    assert own.status_code == 302, own.content.decode()
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().body[0].block_type == "pool"
