"""Choosers of images, recordings and files that trust what they loaded.

Wagtail's own look up each chosen thing again when a block is checked: one statement for each image of a course.
"""

from typing import Any

from wagtail.blocks import ChooserBlock
from wagtail.documents import blocks as documents
from wagtail.images import blocks as images
from wagtailmedia import blocks as media


class _Loaded(ChooserBlock):
    """A value that is an instance came from the database already, whichever way it took: a form or a stored block."""

    def clean(self, value: Any) -> Any:
        return value if isinstance(value, self.model_class) and value.pk else super().clean(value)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Migrations name Wagtail's block, so that ours may change."""
        _path, args, kwargs = super().deconstruct()
        theirs = type(self).__mro__[1]
        return f"{theirs.__module__}.{theirs.__name__}", args, kwargs


class ImageChooser(images.ImageChooserBlock, _Loaded):
    pass


class DocumentChooser(documents.DocumentChooserBlock, _Loaded):
    pass


class AudioChooser(media.AudioChooserBlock, _Loaded):
    pass


class VideoChooser(media.VideoChooserBlock, _Loaded):
    pass
