"""One short name for everything a course says now: two states with the same digest read the same."""

import hashlib
import json
from typing import Any

from wagtail.models import COMMENTS_RELATION_NAME, Page

# What Wagtail keeps on a page and nobody reads: it changes without a word being changed.
HOUSEKEEPING = frozenset({
    "path", "depth", "numchild", "url_path", "content_type", "draft_title", "live", "has_unpublished_changes",
    "first_published_at", "last_published_at", "live_revision", "latest_revision", "latest_revision_created_at",
    "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "owner", "alias_of", "show_in_menus",
    "search_description", "seo_title", "locale", "page_ptr", COMMENTS_RELATION_NAME,
})  # fmt: skip


def text_digest(course: Any) -> str:
    """SHA-256 of the latest drafts of the course and its parts, in their order; comments are no text."""
    pages = Page.objects.descendant_of(course, inclusive=True).order_by("path").select_related("latest_revision")
    told = [[page.depth, _text_of(page)] for page in pages]
    canonical = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def readable(content: dict[str, Any]) -> dict[str, Any]:
    """Of what a revision holds, what somebody would read."""
    return {name: value for name, value in content.items() if name not in HOUSEKEEPING}


def _text_of(page: Page) -> dict[str, Any]:
    revision = page.latest_revision
    return readable(revision.content if revision else json.loads(page.specific.to_json()))
