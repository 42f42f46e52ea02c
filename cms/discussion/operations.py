"""Commenting on a draft, block by block; answering; settling."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply, Page

from accounts.models import User
from cms.discussion.anchors import contentpath_of
from cms.discussion.mail import comment_letters
from cms.discussion.models import GuestSignature
from cms.discussion.permissions import comments_answerable_by, comments_settleable_by, pages_commentable_by
from cms.discussion.selectors import readers_of
from cms.pages.models import CoursePage
from cms.review.models import ReviewRequest
from cms.review.refusal import ReviewRefused
from letters.models import Letter
from letters.operations import post_letters

GUEST_EMAIL = "persona-invitada@sin-cuenta.invalid"
LONGEST = 4000


@transaction.atomic
def comment_on(*, actor: User, course: CoursePage, page: Page, block_uid: str, text: str, at: datetime) -> Comment:
    """Comment on one block of a draft, or (without a block) on the page; who writes the course gets a letter."""
    page = pages_commentable_by(actor, course).get(pk=page.pk)
    comment = _comment(page, actor, block_uid, text)
    _tell(comment, course, actor.get_full_name(), but=actor.pk, at=at)
    return comment


@transaction.atomic
def comment_as_guest(*, request: ReviewRequest, page: Page, block_uid: str, text: str, at: datetime) -> Comment:
    """Comment as the person whose link this is."""
    page = Page.objects.descendant_of(request.round.course, inclusive=True).get(pk=page.pk)
    _refuse_dead_link(request, at)
    comment = _comment(page, guest_writer(), block_uid, text)
    GuestSignature.objects.create(comment=comment, guest_id=_guest(request))
    _tell(comment, request.round.course, str(request.guest), at=at)
    return comment


def _comment(page: Page, user: User, block_uid: str, text: str) -> Comment:
    draft: Any = page.get_latest_revision_as_object()
    path = contentpath_of(draft, block_uid)
    if path is None:
        raise ReviewRefused(_("The part you comment on is no longer there: the text has changed meanwhile."))
    revision = page.get_latest_revision()
    comment = Comment.objects.create(
        page=Page(pk=page.pk), user=user, text=_sound(text), contentpath=path, revision_created=revision
    )
    comment.page = page
    comment.log_create(page_revision=revision, user=user)
    return comment


@transaction.atomic
def answer_comment(*, actor: User, course: CoursePage, comment: Comment, text: str, at: datetime) -> CommentReply:
    """Answer a comment of anybody's; whoever takes part in that talk gets a letter, and who writes the course."""
    comment = comments_answerable_by(actor, course).get(pk=comment.pk)
    reply = _answer(comment, actor, text)
    _tell(comment, course, actor.get_full_name(), reply=reply, but=actor.pk, at=at)
    return reply


@transaction.atomic
def answer_as_guest(*, request: ReviewRequest, comment: Comment, text: str, at: datetime) -> CommentReply:
    _refuse_dead_link(request, at)
    pages = Page.objects.descendant_of(request.round.course, inclusive=True)
    comment = Comment.objects.get(pk=comment.pk, page__in=pages)
    reply = _answer(comment, guest_writer(), text)
    GuestSignature.objects.create(reply=reply, guest_id=_guest(request))
    _tell(comment, request.round.course, str(request.guest), reply=reply, at=at)
    return reply


def _tell(
    comment: Comment, course: CoursePage, writer: str, *, reply: CommentReply | None = None, but: int = 0, at: datetime
) -> None:
    readers = readers_of(comment, course) - {but}
    key = f"answer:{reply.pk}" if reply else f"comment:{comment.pk}"
    page = Page.objects.get(pk=comment.page_id)
    letters = comment_letters(
        key=key, writer=writer, is_answer=reply is not None, course=course, page=page, readers=sorted(readers)
    )
    post_letters(letters, kind=Letter.Kind.DISCUSSION, at=at)


def _answer(comment: Comment, user: User, text: str) -> CommentReply:
    reply = CommentReply.objects.create(comment=comment, user=user, text=_sound(text))
    reply.log_create(page_revision=None, user=user)
    return reply


@transaction.atomic
def settle_comment(*, actor: User, course: CoursePage, comment: Comment, at: datetime) -> Comment:
    """Mark a comment as dealt with; it stays, out of the way. Twice changes nothing."""
    comment = comments_settleable_by(actor, course).select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.resolved_at is None:
        comment.resolved_at, comment.resolved_by = at, actor
        comment.save()
        comment.log_resolve(page_revision=None, user=actor)
    return comment


@transaction.atomic
def reopen_comment(*, actor: User, course: CoursePage, comment: Comment) -> Comment:
    """It was not dealt with after all."""
    comment = comments_settleable_by(actor, course).select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.resolved_at is not None:
        comment.resolved_at = comment.resolved_by = None
        comment.save()
        comment.log_edit(page_revision=None, user=actor)
    return comment


def guest_writer() -> User:
    """The account, closed to everybody, under which Wagtail keeps what people without an account write."""
    user, is_new = User.objects.get_or_create(
        email=GUEST_EMAIL, defaults={"given_names": "Persona", "paternal_surname": "invitada", "is_active": False}
    )
    if is_new:
        user.set_unusable_password()
        user.save(update_fields=["password"])
    return user


def _sound(text: str) -> str:
    found = text.replace("\0", "").strip()
    if not found or len(found) > LONGEST:
        raise ReviewRefused(_("Write a comment of up to %(n)s characters.") % {"n": LONGEST})
    return found


def _guest(request: ReviewRequest) -> int:
    if request.guest_id is None:
        raise ReviewRefused(_("Only people without an account have a link."))
    return request.guest_id


def _refuse_dead_link(request: ReviewRequest, at: datetime) -> None:
    if not request.link_works(at):
        raise ReviewRefused(_("This link no longer works."))
