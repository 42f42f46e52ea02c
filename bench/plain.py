"""Pages as Wagtail's tutorial builds them, to compare ours with; their tables are there while they are measured."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageChooserBlock
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


class PlainLesson(Page):  # type: ignore[misc]
    """A lesson with the same contents as ours: every block a structure with its template, drawn at each visit."""

    body = StreamField(
        [
            ("heading", blocks.StructBlock([("text", blocks.CharBlock())], template="bench/block.html")),
            ("text", blocks.StructBlock([("html", blocks.RichTextBlock())], template="bench/block.html")),
            (
                "callout",
                blocks.StructBlock(
                    [("tone", blocks.CharBlock()), ("title", blocks.CharBlock()), ("html", blocks.RichTextBlock())],
                    template="bench/block.html",
                ),
            ),
            (
                "glossary",
                blocks.StructBlock(
                    [("term", blocks.CharBlock()), ("definition", blocks.CharBlock())], template="bench/block.html"
                ),
            ),
            (
                "image",
                blocks.StructBlock(
                    [("image", ImageChooserBlock()), ("alt", blocks.CharBlock())], template="bench/block.html"
                ),
            ),
        ]
    )
    template = "bench/plain_lesson.html"

    class Meta:
        app_label = "pages"


@contextmanager
def plain_table() -> Iterator[None]:
    """The tables of plain pages."""
    with connection.schema_editor() as editor:
        editor.create_model(PlainPage)
        editor.create_model(PlainLesson)
    yield
