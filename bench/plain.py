"""A page as Wagtail's tutorial builds one, to compare ours with; its table is there while it is measured."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page


class PlainPage(Page):  # type: ignore[misc]
    """A title and a stream of headings, paragraphs and quotations."""

    body = StreamField(
        [
            ("heading", blocks.CharBlock(form_classname="title")),
            ("paragraph", blocks.RichTextBlock()),
            ("quote", blocks.StructBlock([("text", blocks.TextBlock()), ("author", blocks.CharBlock())])),
        ],
        blank=True,
    )
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        app_label = "pages"


@contextmanager
def plain_table() -> Iterator[None]:
    """The table of plain pages."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainPage)
    yield
