"""Wagtail's choosers, without asking the database again for what they have in hand.

Checking a block makes Wagtail's chooser look its file up a second time: forty images, forty queries, each time the
list of what is missing is drawn. What a chooser holds was read from the database a moment ago.
"""

from typing import Any

from wagtail.documents import blocks as documents
from wagtail.images import blocks as images
from wagtail.snippets import blocks as snippets
from wagtailmedia import blocks as media


class _InHand:
    model_class: type

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, self.model_class) else super().clean(value)  # type: ignore[misc]

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations name Wagtail's block, so that ours may change."""
        _path, args, kwargs = super().deconstruct()  # type: ignore[misc]
        theirs = type(self).__mro__[2]
        return f"{theirs.__module__}.{theirs.__name__}", args, kwargs


class ImageChooserBlock(_InHand, images.ImageChooserBlock):
    pass


class DocumentChooserBlock(_InHand, documents.DocumentChooserBlock):
    pass


class AudioChooserBlock(_InHand, media.AudioChooserBlock):
    pass


class VideoChooserBlock(_InHand, media.VideoChooserBlock):
    pass


class SnippetChooserBlock(_InHand, snippets.SnippetChooserBlock):
    pass
