"""Copying questions between the lessons and banks of one organisation; a copy has its own identifiers and life."""

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.models import LessonPage
from cms.questions.contents import plain_lists, without_identifiers
from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.permissions import banks_editable_by, lessons_sharing_with, questions_editable_by
from cms.questions.preparing import blocks

PREFIX = "question_"


class SharingRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def copy_into_lesson(*, actor: User, question: BankQuestion, lesson: LessonPage) -> LessonPage:
    """Put a copy of the question at the end of the lesson's draft."""
    question = questions_editable_by(actor).select_related("bank").get(pk=question.pk)
    draft: LessonPage = _draft(actor, question.bank, lesson)
    lock = draft.get_lock()
    if lock is not None and lock.for_user(actor):
        raise SharingRefused(_("The lesson is locked, for it is under review or somebody works on it: try later."))
    name = f"{PREFIX}{question.kind}"
    stored = question.body.get_prep_value()[0]["value"]
    draft.body.append((name, blocks().child_blocks[name].to_python(without_identifiers(plain_lists(stored)))))
    draft.save_revision(user=actor, log_action=True)
    return draft


@transaction.atomic
def keep_in_bank(*, actor: User, lesson: LessonPage, bank: QuestionBank) -> int:
    """Copy into the bank those questions of the lesson's draft that it does not have; how many they were."""
    bank = banks_editable_by(actor).select_for_update(of=("self",)).get(pk=bank.pk)
    known = set(bank.questions.values_list("digest", flat=True))
    made = []
    for child in _draft(actor, bank, lesson).body:
        if child.block_type.startswith(PREFIX):
            copy = _copy(child, bank, actor)
            if copy.digest not in known:
                known.add(copy.digest)
                made.append(copy)
    BankQuestion.objects.bulk_create(made)
    if made:
        log(instance=bank, action="questions.keep", user=actor, data={"lesson": lesson.pk, "new": len(made)})
    return len(made)


def _draft(actor: User, bank: QuestionBank, lesson: LessonPage) -> LessonPage:
    draft: LessonPage = lessons_sharing_with(bank, actor).get(pk=lesson.pk).get_latest_revision_as_object()
    return draft


def _copy(child: object, bank: QuestionBank, actor: User) -> BankQuestion:
    block = child.block  # type: ignore[attr-defined]
    stored = block.get_prep_value(child.value)  # type: ignore[attr-defined]
    copy = BankQuestion(bank=bank, created_by=actor)
    copy.body = [(child.block_type, block.to_python(without_identifiers(plain_lists(stored))))]  # type: ignore[attr-defined]
    copy.settle()
    return copy
