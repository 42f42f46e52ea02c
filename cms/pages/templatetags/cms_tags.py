"""Drafts drawn as teachers will see them."""

from typing import Any

from django import template
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from wagtail.models import Page

from cms.pages.html import clean_html
from cms.pages.rendering import lesson_html
from cms.pages.source import compile_lesson
from cms.pages.tree import Tree
from foundation.media import signed_address

register = template.Library()


@register.simple_tag
def lesson_body(lesson: Any) -> SafeString:
    """The blocks of a draft, its files straight from where the author uploaded them.

    Whoever draws a page with it has asked whether the draft may be read; its files' addresses are signed, so that
    reviewers see them who have no right over the collection, and guests who have no account.
    """
    document, assets = compile_lesson(lesson)
    language = translation.get_language() if lesson.locale is None else lesson.locale.language_code
    return mark_safe(
        lesson_html(document, language=language, asset_url=lambda digest: signed_address(assets[digest].url))
    )


@register.filter
def prose(stored: str) -> SafeString:
    """The text of an information page: as safe as a lesson's, with its headings."""
    return mark_safe(clean_html(stored, besides=frozenset({"h2"})))


@register.filter
def draft_parts(page: Page) -> list[Page]:
    """The children of a course or module, as their latest drafts."""
    return Tree(page).parts_of(page)
