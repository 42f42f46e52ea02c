"""Making the parts of a course live: what Wagtail does for one page after the other, done for all of them together.

A course of a hundred lessons would cost some eight thousand statements through ``Revision.publish``. What follows from
it is the same: the draft's content in the page, the flags and dates of publication, a line in the log, the signals.
A page that asks for more than that (another slug, inline objects, aliases) is published by Wagtail itself.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F, Model
from django.db.models.functions import Coalesce
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations
from wagtail.log_actions import get_active_log_context
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, PageLogEntry, Revision
from wagtail.signals import page_published, published

from cms.pages.tasks import index_pages
from cms.pages.tree import Tree

# Where a page stands, whose it is and how it came to be: a draft never says so.
_NEVER_IN_A_DRAFT = frozenset({
    "id", "path", "depth", "numchild", "url_path", "translation_key", "locale", "content_type", "owner", "alias_of",
    "live", "has_unpublished_changes", "expired", "first_published_at", "last_published_at", "live_revision",
    "latest_revision", "latest_revision_created_at", "locked", "locked_at", "locked_by", "draft_title",
})  # fmt: skip


def publish_parts(tree: Tree, *, user: Any, at: datetime) -> None:
    """Publish the latest draft of every part of the course unless it is what is live already."""
    rows = [row for row in tree.rows if not _is_published(row)]
    aliased = set(Page.objects.filter(alias_of__in=[row.pk for row in rows]).values_list("alias_of", flat=True))
    together = []
    for row in rows:
        draft = tree.drafts[row.pk]
        revision = row.latest_revision_id or draft.save_revision(user=user).pk
        if row.pk in aliased or _needs_more(row, draft):
            Revision.objects.get(pk=revision).publish(user=user, skip_permission_checks=True)
        else:
            together.append((row, draft))
    if together:
        _publish_together(together, user=user, at=at)


def _is_published(row: Any) -> bool:
    return bool(row.live and row.live_revision_id and row.live_revision_id == row.latest_revision_id)


def _needs_more(row: Any, draft: Any) -> bool:
    relations = {relation.get_accessor_name() for relation in get_all_child_relations(type(row))}
    if relations - {COMMENTS_RELATION_NAME} or get_all_child_m2m_relations(type(row)):
        return True
    return bool(row.slug != draft.slug)


def _publish_together(pages: list[tuple[Any, Any]], *, user: Any, at: datetime) -> None:
    pks = [row.pk for row, _draft in pages]
    titles = {row.pk: row.title for row, _draft in pages}
    _store_contents(pages)
    _store_comment_positions([draft for _row, draft in pages])
    Page.objects.filter(pk__in=pks).update(
        live=True,
        expired=False,
        has_unpublished_changes=False,
        last_published_at=at,
        first_published_at=Coalesce(F("first_published_at"), at),
        live_revision=F("latest_revision"),
        draft_title=F("title"),
    )
    revisions = Revision.objects.filter(
        pk__in=Page.objects.filter(pk__in=pks).values("latest_revision")
    )  # content and all: whoever hears of the publication is handed them
    by_page = {int(revision.object_id): revision for revision in revisions}
    Revision.page_revisions.filter(object_id__in=[str(pk) for pk in pks], approved_go_live_at__isnull=False).update(
        approved_go_live_at=None
    )
    for _row, draft in pages:
        _mark_live(draft, by_page[draft.pk], at)
    _log(pages, by_page, titles, user=user, at=at)
    for _row, draft in pages:
        page_published.send(sender=type(draft), instance=draft, revision=by_page[draft.pk])
        published.send(sender=type(draft), instance=draft, revision=by_page[draft.pk])
    transaction.on_commit(partial(index_pages.delay, pks))


def _mark_live(page: Any, revision: Revision, at: datetime) -> None:
    """The page in memory says what its row says."""
    page.live, page.expired, page.has_unpublished_changes = True, False, False
    page.last_published_at, page.first_published_at = at, page.first_published_at or at
    page.live_revision, page.latest_revision, page.draft_title = revision, revision, page.title


def _store_contents(pages: list[tuple[Any, Any]]) -> None:
    """The draft's fields into the row: those of every page in one statement, those of its own type one for each."""
    renamed = [(row, draft) for row, draft in pages if _differing(Page, row, draft)]
    if renamed:
        names = sorted(set().union(*(_differing(Page, row, draft) for row, draft in renamed)))
        Page.objects.bulk_update([_as_page(draft, names) for _row, draft in renamed], names)
    for row, draft in pages:
        names = _differing(type(row), row, draft) - _names(Page)
        if names:
            type(row).objects.filter(pk=row.pk).update(**{name: getattr(draft, name) for name in names})


def _as_page(draft: Any, names: Iterable[str]) -> Page:
    return Page(pk=draft.pk, content_type_id=draft.content_type_id, **{name: getattr(draft, name) for name in names})


def _names(model: type[Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if not field.primary_key}


def _differing(model: type[Model], row: Any, draft: Any) -> set[str]:
    """Fields of a model in which the draft says something else than the row."""
    if row is draft:
        return set()
    fields = [field for field in model._meta.concrete_fields if field.name not in _NEVER_IN_A_DRAFT]
    return {
        field.name
        for field in fields
        if not field.primary_key and getattr(row, field.attname) != getattr(draft, field.attname)
    }


def _store_comment_positions(drafts: list[Any]) -> None:
    """A comment stands where the published draft has it."""
    comments = [comment for draft in drafts for comment in getattr(draft, COMMENTS_RELATION_NAME).all()]
    if comments:
        Comment.objects.bulk_update(comments, ["position"])


def _log(pages: list[tuple[Any, Any]], revisions: dict[int, Revision], titles: dict[int, str], *,
         user: Any, at: datetime) -> None:  # fmt: skip
    """The lines that Wagtail writes when it publishes a page, written together."""
    context = get_active_log_context()
    entries = []
    for _row, draft in pages:
        told = {"title": {"old": titles[draft.pk], "new": draft.title}} if titles[draft.pk] != draft.title else {}
        for action in (["wagtail.rename"] if told else []) + ["wagtail.publish"]:
            entries.append(
                PageLogEntry(
                    page_id=draft.pk,
                    content_type=ContentType.objects.get_for_model(type(draft), for_concrete_model=False),
                    label=draft.get_admin_display_title(),
                    action=action,
                    timestamp=at,
                    user=user or context.user,
                    uuid=context.uuid,
                    revision=revisions[draft.pk],
                    content_changed=True,
                    data=told,
                )
            )
    PageLogEntry.objects.bulk_create(entries)
