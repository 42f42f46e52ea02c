"""Pictures, sound, film and files; nobody is left out, so each says in words what it shows or says."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import (
    MEDIA,
    SHORT_PROSE,
    CreditedBlock,
    Problems,
    RuledBlock,
    Words,
    language_choices,
    repeated,
)
from cms.pages.blocks.choosers import (
    AudioChooserBlock,
    DocumentChooserBlock,
    ImageChooserBlock,
    VideoChooserBlock,
)
from cms.pages.html import is_blank
from cms.pages.videos import SERVICES, AddressRefused, Refusal, video_at


class Picture(RuledBlock):
    """An image and what it says to whoever cannot see it."""

    image = ImageChooserBlock(label=_("Image"))
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
        label_format = "{alt}"


class Image(Picture, CreditedBlock):
    class Meta:
        label = _("Image")
        icon = "image"
        group = MEDIA
        label_format = "{alt}"


class Gallery(CreditedBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    images = blocks.ListBlock(Picture(), label=_("Images"), min_num=2, max_num=24)

    class Meta:
        label = _("Image gallery")
        icon = "image"
        group = MEDIA
        label_format = "{title}"


class Transcript(blocks.StructBlock):
    """What is said, written in one language."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=language_choices)
    html = blocks.RichTextBlock(label=_("Transcript"), features=SHORT_PROSE)

    class Meta:
        label = _("Transcript")
        icon = "globe"
        label_format = "{language}"


def transcript() -> blocks.RichTextBlock:
    """What is said, in the language of the course."""
    return blocks.RichTextBlock(
        label=_("Transcript"),
        required=False,
        features=SHORT_PROSE,
        help_text=_(
            "Everything that is said, and the sounds that matter, in the language of the course: what it means if"
            " another language is spoken. Required before publishing."
        ),
    )


def transcripts() -> blocks.ListBlock:
    """What is said, in other languages than that of the course."""
    return blocks.ListBlock(
        Transcript(),
        label=_("Transcripts in other languages"),
        default=[],
        max_num=5,
        help_text=_("For example, the words as they are spoken in Wixárika."),
    )


def transcript_problems(value: Any) -> Problems:
    """What is wrong with the transcripts of a recording."""
    if is_blank(value["transcript"]) and all(is_blank(other["html"]) for other in value["transcripts"]):
        return {"transcript": _("Write down what is said, for people who cannot hear it or cannot play it.")}
    if repeated(other["language"] for other in value["transcripts"]):
        return {"transcripts": _("Two transcripts are in the same language: join them or change one.")}
    return {}


class _Recording(CreditedBlock):
    """Sound or film: nobody is left out, so what is said is also written."""

    def problems(self, value: Any) -> Problems:
        return transcript_problems(value)


def _caption_problems(value: Any) -> Problems:
    captions = [one for one in value["captions"] if one["file"]]
    if not captions and not value["without_speech"]:
        return {"captions": _("Add captions, or say that nobody speaks in it: not everybody hears what is said.")}
    if any(not one["file"].filename.lower().endswith(".vtt") for one in captions):
        return {"captions": _("Captions are WebVTT files, whose name ends with .vtt.")}
    if repeated(one["language"] for one in captions):
        return {"captions": _("Two captions are in the same language: remove one.")}
    return {}


class Audio(_Recording):
    media = AudioChooserBlock(label=_("Audio file"), help_text=_("MP3 or OGG; 32 kbit/s is enough for a voice."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = transcript()
    transcripts = transcripts()

    class Meta:
        label = _("Audio")
        icon = "wagtailmedia-audio"
        group = MEDIA
        label_format = "{title}"


class Captions(blocks.StructBlock):
    """What is said, written in one language and shown while it is said."""

    language = blocks.ChoiceBlock(label=_("Language"), choices=language_choices)
    file = DocumentChooserBlock(
        label=_("Captions"), help_text=_("A WebVTT file (.vtt), as editors of captions save it.")
    )

    class Meta:
        label = _("Captions")
        icon = "globe"
        label_format = "{language}"


class Video(_Recording):
    media = VideoChooserBlock(label=_("Video file"), help_text=_("MP4 or WebM, short: many people pay for their data."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = transcript()
    transcripts = transcripts()
    captions = blocks.ListBlock(
        Captions(),
        label=_("Captions"),
        default=[],
        max_num=6,
        help_text=_("Required before publishing, unless nobody speaks: who does not hear reads them while watching."),
    )
    without_speech = blocks.BooleanBlock(label=_("Nobody speaks in it"), required=False)
    poster = ImageChooserBlock(label=_("Still picture"), required=False, help_text=_("Shown until the video starts."))

    def problems(self, value: Any) -> Problems:
        return {**super().problems(value), **_caption_problems(value)}

    class Meta:
        label = _("Video")
        icon = "wagtailmedia-video"
        group = MEDIA
        label_format = "{title}"


class Embed(CreditedBlock):
    """A film at somebody else's house: a card leads there, and nothing is fetched from there by our pages."""

    address = blocks.CharBlock(
        label=_("Address of the video"),
        max_length=400,
        help_text=_("Copied from the browser, on the video's own page."),
    )
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    minutes = blocks.IntegerBlock(
        label=_("Minutes it lasts"), required=False, min_value=1, max_value=600, help_text=_("So that people can plan.")
    )
    transcript = blocks.RichTextBlock(
        label=_("What it says"),
        required=False,
        features=SHORT_PROSE,
        help_text=_(
            "A transcript or a full summary, for people who cannot play it or cannot pay for the data. Required before"
            " publishing."
        ),
    )
    poster = ImageChooserBlock(
        label=_("Picture for the card"), required=False, help_text=_("Optional: one of your own, not of the video.")
    )

    def problems(self, value: Any) -> Problems:
        found: Problems = {}
        try:
            video_at(value["address"] or "", settings.VIDEO_HOSTS)
        except AddressRefused as refusal:
            found["address"] = _address_problem(refusal.reason)
        if is_blank(value["transcript"]):
            found["transcript"] = _("Write down or sum up what the video says, for people who cannot play it.")
        return found

    class Meta:
        label = _("Video on another site")
        icon = "media"
        group = MEDIA
        label_format = "{title}"


def _address_problem(reason: Refusal) -> Words:
    if reason == Refusal.HOST:
        sites = ", ".join(SERVICES[name].site for name in settings.VIDEO_HOSTS if name in SERVICES)
        return gettext("Only videos of these sites can be shown: %(sites)s.") % {"sites": sites}
    if reason == Refusal.VIDEO:
        return _("This is not the address of one video: open the video itself and copy the address from there.")
    return _("This is not a plain web address: copy it again from the browser, on the video's own page.")


class Download(CreditedBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What people will find in the file. Type and size are added.")
    )

    class Meta:
        label = _("File to download")
        icon = "download"
        group = MEDIA
        label_format = "{title}"
