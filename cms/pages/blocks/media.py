"""Pictures, sound, film and files; nobody is left out, so each says in words what it shows or says."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import MEDIA, SHORT_PROSE, CreditedBlock, Problems
from cms.pages.blocks.choosers import AudioChooser, DocumentChooser, ImageChooser, VideoChooser
from cms.pages.html import is_blank


class Image(CreditedBlock):
    image = ImageChooser(label=_("Image"))
    decorative = blocks.BooleanBlock(
        label=_("It only decorates"),
        required=False,
        help_text=_("Tick this only if nothing would be lost without the image."),
    )
    alt = blocks.CharBlock(
        label=_("Alternative text"),
        required=False,
        max_length=300,
        help_text=_("Say what the image shows to someone who cannot see it: one or two sentences."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"), required=False, max_length=300, help_text=_("Optional. Everyone reads it under the image.")
    )

    def problems(self, value: Any) -> Problems:
        if value["decorative"] and value["alt"]:
            return {
                "alt": _("A decorative image has no alternative text: delete the text or untick “It only decorates”.")
            }
        if not value["decorative"] and not (value["alt"] or "").strip():
            return {"alt": _("Write what the image shows, or tick “It only decorates”.")}
        return {}

    class Meta:
        label = _("Image")
        icon = "image"
        group = MEDIA
        label_format = "{alt}"


class _Recording(CreditedBlock):
    """Sound or film: nobody is left out, so what is said is also written."""

    def problems(self, value: Any) -> Problems:
        if is_blank(value["transcript"]):
            return {"transcript": _("Write down what is said, for people who cannot hear it or cannot play it.")}
        return {}


def _transcript() -> blocks.RichTextBlock:
    return blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=SHORT_PROSE,
        help_text=_("Everything that is said, and the sounds that matter. Required before publishing."),
    )


class Audio(_Recording):
    media = AudioChooser(label=_("Audio file"), help_text=_("MP3 or OGG; 32 kbit/s is enough for a voice."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = _transcript()

    class Meta:
        label = _("Audio")
        icon = "wagtailmedia-audio"
        group = MEDIA
        label_format = "{title}"


class Video(_Recording):
    media = VideoChooser(label=_("Video file"), help_text=_("MP4 or WebM, short: many people pay for their data."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = _transcript()
    poster = ImageChooser(label=_("Still picture"), required=False, help_text=_("Shown until the video starts."))

    class Meta:
        label = _("Video")
        icon = "wagtailmedia-video"
        group = MEDIA
        label_format = "{title}"


class Download(CreditedBlock):
    document = DocumentChooser(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What people will find in the file. Type and size are added.")
    )

    class Meta:
        label = _("File to download")
        icon = "download"
        group = MEDIA
        label_format = "{title}"
