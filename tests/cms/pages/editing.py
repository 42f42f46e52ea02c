"""What the editor of a lesson sends, as a browser would."""

import json
from typing import Any

from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.pages.models import LessonPage


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def content(*texts: str, **more: Any) -> str:
    """A paragraph for each text, in the editor's own format."""
    blocks = [
        {"key": f"k{number}", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        for number, text in enumerate(texts)
    ]
    return json.dumps({"blocks": blocks, "entityMap": {}, **more})


def linked(text: str, kind: str = "LINK", **data: Any) -> str:
    """A paragraph that is one entity: a link, or whatever somebody invents."""
    block = {"key": "k", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [],
             "entityRanges": [{"offset": 0, "length": len(text), "key": 0}]}  # fmt: skip
    return json.dumps({"blocks": [block], "entityMap": {"0": {"type": kind, "mutability": "MUTABLE", "data": data}}})


def empty_credit() -> dict[str, str]:
    return dict.fromkeys(("person", "role", "organisation", "organisation_name", "licence", "source", "permission"), "")


def text_block(raw: str, number: int = 0, uid: str = "") -> dict[str, Any]:
    """A block of text as a part of the form; ``raw`` is what the editor sends for it."""
    return {"type": "text", "value": {"html": raw, "credit": empty_credit()}, "deleted": "", "order": str(number),
            "id": uid}  # fmt: skip


def image_block(image: Any, number: int = 0) -> dict[str, Any]:
    value = {"image": str(image.pk), "alt": "Un patio", "caption": "", "credit": empty_credit()}
    return {"type": "image", "value": value, "deleted": "", "order": str(number), "id": ""}


def sent(lesson: LessonPage, *blocks: dict[str, Any], **more: Any) -> dict[str, Any]:
    """The whole form of a lesson."""
    body = {"count": str(len(blocks)), **{str(number): block for number, block in enumerate(blocks)}}
    fields = {"title": lesson.title, "slug": lesson.slug, "minutes": "60", "body": body, "comments": inline_formset([])}
    made: dict[str, Any] = nested_form_data(fields) | more
    return made


def draft_of(lesson: LessonPage) -> LessonPage:
    """What the last save left."""
    latest: LessonPage = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
    return latest
