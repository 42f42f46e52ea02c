"""Making a course and its parts live: what Wagtail does for one page after the other, done for all of them together.

A course of a hundred lessons would cost some eight thousand statements through Wagtail's own action. What follows is
the same: the draft's content in the page, the flags and dates of publication, lines in the log, the signals. Whatever
asks for more (another slug, a date to go live, aliases, inline objects of a lesson) is published by Wagtail itself.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Model
from django.db.models.functions import Coalesce
from modelcluster.models import get_all_child_m2m_relations, get_serializable_data_for_fields
from wagtail.fields import StreamField
from wagtail.log_actions import get_active_log_context
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, PageLogEntry, Revision
from wagtail.signals import page_published, published

from cms.pages.signals import pages_went_live
from cms.pages.tree import Tree, inline_relations

# Where a page stands, whose it is and how it came to be: a draft never says so.
_NEVER_IN_A_DRAFT = frozenset({
    "id", "path", "depth", "numchild", "url_path", "translation_key", "locale", "content_type", "owner", "alias_of",
    "live", "has_unpublished_changes", "expired", "first_published_at", "last_published_at", "live_revision",
    "latest_revision", "latest_revision_created_at", "locked", "locked_at", "locked_by", "draft_title",
    "edition_notes", "raise_to_major",
})  # fmt: skip


@dataclass(frozen=True)
class Going:
    """A page on its way: the row as stored, the draft that takes its place, the revision that holds the draft."""

    row: Any
    draft: Any
    revision: Revision

    @property
    def renamed(self) -> dict[str, Any]:
        old, new = self.row.title, self.draft.title
        return {"title": {"old": old, "new": new}} if old != new else {}


def aliased_in(course: Any) -> frozenset[int]:
    """Which pages of the course other pages mirror."""
    return frozenset(Page.objects.filter(alias_of__path__startswith=course.path).values_list("alias_of", flat=True))


def asks_for_more(row: Any, content: dict[str, Any], revision_id: int | None, aliased: Collection[int]) -> bool:
    """Whether publishing this revision of a page means more than to store it."""
    is_the_latest = revision_id == row.latest_revision_id
    dated = content.get("go_live_at") or content.get("expire_at")
    return bool(not is_the_latest or dated or row.pk in aliased or content.get("slug", row.slug) != row.slug)


def parts_to_publish(tree: Tree, *, user: Any, aliased: Collection[int]) -> list[Going]:
    """The parts whose latest draft is not live; those that ask for more are published here and now."""
    waiting = [row for row in tree.rows if not _is_published(row)]
    known = _revisions(tree, waiting)
    found = []
    for row in waiting:
        draft = tree.drafts[row.pk]
        revision = known.get(row.latest_revision_id) or draft.save_revision(user=user)
        content = {"slug": draft.slug, "go_live_at": draft.go_live_at, "expire_at": draft.expire_at}
        if _has_inline_objects(row) or asks_for_more(row, content, revision.pk, aliased):
            revision.publish(user=user, skip_permission_checks=True)
        else:
            found.append(Going(row, draft, revision))
    return found


def _is_published(row: Any) -> bool:
    return bool(row.live and row.live_revision_id and row.live_revision_id == row.latest_revision_id)


def _has_inline_objects(row: Any) -> bool:
    return bool(inline_relations(type(row)) or get_all_child_m2m_relations(type(row)))


def _revisions(tree: Tree, rows: list[Any]) -> dict[int, Revision]:
    missing = {row.latest_revision_id for row in rows if row.latest_revision_id} - set(tree.revisions)
    return tree.revisions | (Revision.objects.in_bulk(missing) if missing else {})


def make_live(pages: list[Going], *, user: Any, at: datetime) -> None:
    """Within a transaction, store the drafts as what is live, and log it."""
    if not pages:
        return
    pks = [page.row.pk for page in pages]
    _store_contents(pages)
    _store_comment_positions(page.draft for page in pages if page.draft is not page.row)
    Page.objects.filter(pk__in=pks).update(
        live=True,
        expired=False,
        has_unpublished_changes=False,
        last_published_at=at,
        first_published_at=Coalesce(F("first_published_at"), at),
        live_revision=F("latest_revision"),
        draft_title=F("title"),
    )
    Revision.page_revisions.filter(object_id__in=[str(pk) for pk in pks], approved_go_live_at__isnull=False).update(
        approved_go_live_at=None
    )
    _log(pages, user=user, at=at)
    for page in pages:
        _mark_live(page, at)
    pages_went_live.send(sender=Page, pks=pks)


def tell_of(pages: list[Going]) -> None:
    """Wagtail's news of published pages."""
    for page in pages:
        page_published.send(sender=type(page.draft), instance=page.draft, revision=page.revision)
        published.send(sender=type(page.draft), instance=page.draft, revision=page.revision)


def _mark_live(page: Going, at: datetime) -> None:
    """The page in memory says what its row says."""
    draft = page.draft
    draft.live, draft.expired, draft.has_unpublished_changes = True, False, False
    draft.last_published_at, draft.first_published_at = at, draft.first_published_at or at
    draft.live_revision = draft.latest_revision = page.revision
    draft.draft_title = draft.title


def _store_contents(pages: list[Going]) -> None:
    """The draft's fields into the row: those of every page in one statement, those of its own type one for each."""
    changed = {page.row.pk: _differing(Page, page) for page in pages}
    names = sorted(set().union(*changed.values()))
    if names:
        Page.objects.bulk_update([_as_page(page.draft, names) for page in pages if changed[page.row.pk]], names)
    for page in pages:
        own = _differing(type(page.row), page) - {field.attname for field in Page._meta.concrete_fields}
        if own:
            type(page.row).objects.filter(pk=page.row.pk).update(**{name: getattr(page.draft, name) for name in own})
        _store_inline_objects(page)


def _as_page(draft: Any, names: Iterable[str]) -> Page:
    return Page(pk=draft.pk, content_type_id=draft.content_type_id, **{name: getattr(draft, name) for name in names})


def _differing(model: type[Model], page: Going) -> set[str]:
    """Columns of a model in which the draft says something else than the row."""
    if page.row is page.draft:
        return set()
    return {
        field.attname
        for field in model._meta.concrete_fields
        if field.name not in _NEVER_IN_A_DRAFT
        and not field.primary_key
        and field.value_to_string(page.row) != _in_the_draft(page, field)
    }


def _in_the_draft(page: Going, field: Any) -> Any:
    """A field of the draft as it would be stored; blocks as its revision keeps them, defaults left out."""
    raw = isinstance(field, StreamField) and page.revision.content.get(field.name)
    return raw or field.value_to_string(page.draft)


def _store_inline_objects(page: Going) -> None:
    """Credits, skills and the like, where the draft has others than the row."""
    if page.row is page.draft:
        return
    for relation in inline_relations(type(page.row)):
        name = relation.get_accessor_name()
        before, after = (
            [get_serializable_data_for_fields(child) for child in getattr(one, name).all()]
            for one in (page.row, page.draft)
        )
        if before != after:
            getattr(page.draft, name).commit()
    for field in get_all_child_m2m_relations(type(page.row)):
        stored, wanted = ({one.pk for one in getattr(each, field.name).all()} for each in (page.row, page.draft))
        if stored != wanted:
            getattr(page.draft, field.name).commit()


def _store_comment_positions(drafts: Iterable[Any]) -> None:
    """A comment stands where the published draft has it."""
    comments = [comment for draft in drafts for comment in getattr(draft, COMMENTS_RELATION_NAME).all()]
    if comments:
        Comment.objects.bulk_update(comments, ["position"])


def _log(pages: list[Going], *, user: Any, at: datetime) -> None:
    """The lines that Wagtail writes when it publishes a page, written together."""
    context = get_active_log_context()
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page_id=page.draft.pk,
            content_type=ContentType.objects.get_for_model(type(page.draft), for_concrete_model=False),
            label=page.draft.get_admin_display_title(),
            action=action,
            timestamp=at,
            user=user or context.user,
            uuid=context.uuid,
            revision=page.revision,
            content_changed=True,
            data=page.renamed,
        )
        for page in pages
        for action in (["wagtail.rename"] if page.renamed else []) + ["wagtail.publish"]
    )
