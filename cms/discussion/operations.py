"""Commenting on a draft, block by block; answering; settling."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Comment, CommentReply, Page

from accounts.models import User
from cms.discussion.anchors import contentpath_of
from cms.discussion.models import GuestSignature
from cms.discussion.permissions import comments_answerable_by, comments_settleable_by, pages_commentable_by
from cms.pages.models import CoursePage
from cms.review.models import ReviewRequest
from cms.review.refusal import ReviewRefused

GUEST_EMAIL = "persona-invitada@sin-cuenta.invalid"
LONGEST = 4000


@transaction.atomic
def comment_on(*, actor: User, course: CoursePage, page: Page, block_uid: str, text: str) -> Comment:
    """Comment on one block of a draft, or (without a block) on the page."""
    page = pages_commentable_by(actor, course).get(pk=page.pk)
    return _comment(page, actor, block_uid, text)


@transaction.atomic
def comment_as_guest(*, request: ReviewRequest, page: Page, block_uid: str, text: str, at: datetime) -> Comment:
    """Comment as the person whose link this is."""
    page = Page.objects.descendant_of(request.round.course, inclusive=True).get(pk=page.pk)
    _refuse_dead_link(request, at)
    comment = _comment(page, guest_writer(), block_uid, text)
    GuestSignature.objects.create(comment=comment, guest_id=_guest(request))
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
def answer_comment(*, actor: User, course: CoursePage, comment: Comment, text: str) -> CommentReply:
    """Answer a comment of anybody's."""
    return _answer(comments_answerable_by(actor, course).get(pk=comment.pk), actor, text)


@transaction.atomic
def answer_as_guest(*, request: ReviewRequest, comment: Comment, text: str, at: datetime) -> CommentReply:
    _refuse_dead_link(request, at)
    pages = Page.objects.descendant_of(request.round.course, inclusive=True)
    reply = _answer(Comment.objects.get(pk=comment.pk, page__in=pages), guest_writer(), text)
    GuestSignature.objects.create(reply=reply, guest_id=_guest(request))
    return reply


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
