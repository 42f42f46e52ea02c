"""Reads of drafts and of what was said about them."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.safestring import SafeString
from wagtail.models import Comment, CommentReply, Page

from accounts.models import User
from cms.discussion.anchors import block_of
from cms.discussion.models import GuestSignature
from cms.discussion.permissions import comments_settleable_by
from cms.pages.authorship import authors_of
from cms.pages.models import CoursePage
from cms.pages.rendering import lesson_blocks_html
from cms.pages.source import compile_lesson
from foundation.media import signed_address


@dataclass
class Remark:
    """A comment as the page shows it."""

    comment: Comment
    writer: str
    block_uid: str
    may_settle: bool = False
    answers: list[tuple[str, CommentReply]] = field(default_factory=list)

    @property
    def settled_at(self) -> datetime | None:
        found: datetime | None = self.comment.resolved_at
        return found


@dataclass
class BlockRead:
    """One block of a draft with what was said about it. Without HTML: a block that can no longer be drawn."""

    uid: str
    html: SafeString | str
    remarks: list[Remark] = field(default_factory=list)


@dataclass
class OutlineEntry:
    """A module or lesson in the outline of a draft."""

    pk: int
    title: str
    minutes: int | None
    summary: str
    open_comments: int
    lessons: "list[OutlineEntry]" = field(default_factory=list)


def readers_of(comment: Comment, course: CoursePage) -> set[int]:
    """Keys of the active people whom a comment concerns: who writes the course, and who takes part in the talk."""
    answering = comment.replies.values_list("user_id", flat=True)
    concerned = {comment.user_id, course.owner_id, *authors_of(course), *answering}
    return set(User.objects.filter(pk__in=concerned, is_active=True).values_list("pk", flat=True))


def blocks_of(lesson: Any) -> list[BlockRead]:
    """The blocks of a draft lesson as teachers will see them; its files' addresses are signed for whoever reads."""
    document, assets = compile_lesson(lesson)
    language = lesson.locale.language_code
    drawn = lesson_blocks_html(document, language=language, asset_url=lambda digest: signed_address(assets[digest].url))
    return [BlockRead(uid, html) for uid, html in drawn]


def read_with_remarks(lesson: Any, remarks: list[Remark]) -> tuple[list[BlockRead], list[Remark]]:
    """The blocks, each with its remarks; and the remarks that are about the whole, or about what is gone."""
    blocks = blocks_of(lesson)
    by_block: dict[str, list[Remark]] = defaultdict(list)
    for remark in remarks:
        by_block[remark.block_uid].append(remark)
    for block in blocks:
        block.remarks = by_block.pop(block.uid, [])
    return blocks, [remark for rest in by_block.values() for remark in rest]


def remarks_on(pages: list[int], course: CoursePage, user: User | None, *, open_only: bool = False) -> list[Remark]:
    """What was said about some pages, oldest first; ``user`` decides which of it they may settle."""
    comments = Comment.objects.filter(page__in=pages).select_related("user", "page")
    if open_only:
        comments = comments.filter(resolved_at=None)
    replies = CommentReply.objects.select_related("user").order_by("created_at", "pk")
    found = list(comments.prefetch_related(Prefetch("replies", replies)).order_by("created_at", "pk"))
    names = Names(found)
    mine = set(comments_settleable_by(user, course).values_list("pk", flat=True)) if user and found else set()
    return [
        Remark(
            comment=comment,
            writer=names.of(comment),
            block_uid=block_of(comment.contentpath),
            may_settle=comment.pk in mine,
            answers=[(names.of(reply), reply) for reply in comment.replies.all()],
        )
        for comment in found
    ]


class Names:
    """Under which name something said is shown: a guest's own, with the organisation."""

    def __init__(self, comments: list[Comment]) -> None:
        signed = GuestSignature.objects.filter(Q(comment__in=comments) | Q(reply__comment__in=comments))
        found = signed.select_related("guest") if comments else signed.none()
        self.guests = {(one.comment_id, one.reply_id): str(one.guest) for one in found}

    def of(self, said: Any) -> str:
        """``said`` is a comment or an answer."""
        key = (said.pk, None) if isinstance(said, Comment) else (None, said.pk)
        return self.guests.get(key) or str(said.user)


def outline_of(course: CoursePage) -> list[OutlineEntry]:
    """Modules and lessons by their latest drafts, with how many comments are open in each: two queries."""
    pages = list(Page.objects.descendant_of(course).order_by("path").select_related("latest_revision"))
    counts = open_counts([page.pk for page in pages])
    modules: list[OutlineEntry] = []
    for page in pages:
        entry = _entry(page, counts[page.pk])
        if page.depth == course.depth + 1:
            modules.append(entry)
        elif modules:
            modules[-1].lessons.append(entry)
    return modules


def _entry(page: Page, open_comments: int) -> OutlineEntry:
    content = page.latest_revision.content if page.latest_revision else vars(page.specific)
    return OutlineEntry(
        pk=page.pk,
        title=content["title"],
        minutes=content.get("minutes"),
        summary=content.get("summary", ""),
        open_comments=open_comments,
    )


def open_counts(pages: list[int]) -> Counter[int]:
    return Counter(Comment.objects.filter(page__in=pages, resolved_at=None).values_list("page", flat=True))


def pages_of(course: CoursePage) -> list[int]:
    return list(Page.objects.descendant_of(course, inclusive=True).order_by("path").values_list("pk", flat=True))
