"""What a lesson is made of: blocks an author fills in, each with its own rules and words for what is missing.

The rules run when a course is submitted or published; a draft may be as unfinished as it likes.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

from cms.pages.html import is_blank

PROSE = ["bold", "italic", "ol", "ul", "link", "h3", "h4", "hr", "blockquote", "superscript", "subscript"]
SHORT_PROSE = ["bold", "italic", "ol", "ul", "link", "superscript", "subscript"]
CONTENT = _("Content")
MEDIA = _("Images, audio and files")
PRACTICE = _("Questions and practice")
Words = str | Promise
Problems = dict[str, Words]


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()


def _repeated(texts: Iterable[Any]) -> bool:
    seen = [_folded(text) for text in texts]
    return len(seen) != len(set(seen))


class RuledBlock(blocks.StructBlock):
    """A block with rules across its fields; ``problems`` names the field and what to do about it."""

    def problems(self, value: Any) -> Problems:
        return {}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        found = {name: ValidationError(str(message)) for name, message in self.problems(cleaned).items()}
        if found:
            raise StructBlockValidationError(block_errors=found)
        return cleaned


class Heading(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=160, help_text=_("A short title for what follows."))

    class Meta:
        label = _("Heading")
        icon = "title"
        group = CONTENT
        label_format = "{text}"


class Image(RuledBlock):
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
        group = MEDIA
        label_format = "{alt}"


class _Recording(RuledBlock):
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
    media = AudioChooserBlock(label=_("Audio file"), help_text=_("MP3 or OGG; 32 kbit/s is enough for a voice."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = _transcript()

    class Meta:
        label = _("Audio")
        icon = "wagtailmedia-audio"
        group = MEDIA
        label_format = "{title}"


class Video(_Recording):
    media = VideoChooserBlock(label=_("Video file"), help_text=_("MP4 or WebM, short: many people pay for their data."))
    title = blocks.CharBlock(label=_("Title"), max_length=160)
    transcript = _transcript()
    poster = ImageChooserBlock(label=_("Still picture"), required=False, help_text=_("Shown until the video starts."))

    class Meta:
        label = _("Video")
        icon = "wagtailmedia-video"
        group = MEDIA
        label_format = "{title}"


class Download(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=160, help_text=_("What people will find in the file. Type and size are added.")
    )

    class Meta:
        label = _("File to download")
        icon = "download"
        group = MEDIA
        label_format = "{title}"


class Callout(blocks.StructBlock):
    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("idea", _("Idea to keep")),
            ("warning", _("Take care")),
            ("example", _("Example from a classroom")),
            ("community", _("From the community")),
        ],
        default="idea",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    html = blocks.RichTextBlock(label=_("Text"), features=SHORT_PROSE)

    class Meta:
        label = _("Highlighted box")
        icon = "info-circle"
        group = CONTENT
        label_format = "{title}"


class Glossary(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Term"), max_length=120)
    definition = blocks.TextBlock(label=_("Definition"), rows=3)

    class Meta:
        label = _("Term and definition")
        icon = "openquote"
        group = CONTENT
        label_format = "{term}"


class Evidence(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title of the task"), max_length=160)
    html = blocks.RichTextBlock(
        label=_("Instructions"), features=SHORT_PROSE, help_text=_("What to do in the classroom and what to hand in.")
    )
    accepts = blocks.MultipleChoiceBlock(
        label=_("What can be handed in"),
        choices=[("text", _("Text")), ("image", _("Image")), ("audio", _("Audio")), ("pdf", _("PDF"))],
        default=["text"],
        widget=forms.CheckboxSelectMultiple,
    )
    criteria = blocks.ListBlock(
        blocks.CharBlock(label=_("Criterion"), max_length=250),
        label=_("Criteria"),
        help_text=_("What whoever reviews it will look at, one per line."),
    )

    class Meta:
        label = _("Evidence of practice")
        icon = "folder-open-inverse"
        group = PRACTICE
        label_format = "{title}"


class Question(RuledBlock):
    """What the seven kinds of question share."""

    prompt = blocks.RichTextBlock(label=_("Question"), features=SHORT_PROSE)
    points = blocks.DecimalBlock(
        label=_("Points"), default=Decimal(1), min_value=Decimal("0.25"), max_value=Decimal(100), decimal_places=2,
        max_digits=5,
    )  # fmt: skip
    explanation = blocks.RichTextBlock(
        label=_("Explanation"),
        required=False,
        features=SHORT_PROSE,
        help_text=_("Shown after answering, whether right or wrong: why the answer is the answer."),
    )

    class Meta:
        icon = "help"
        group = PRACTICE
        label_format = "{prompt}"


class Option(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Option"), max_length=400)
    correct = blocks.BooleanBlock(label=_("It is right"), required=False)
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        required=False,
        max_length=400,
        help_text=_("Optional: shown to whoever chose this option."),
    )

    class Meta:
        label = _("Option")
        icon = "radio-empty"
        label_format = "{text}"


class _ChoiceQuestion(Question):
    options = blocks.ListBlock(Option(), label=_("Options"), min_num=2, max_num=10)

    def problems(self, value: Any) -> Problems:
        right = sum(bool(option["correct"]) for option in value["options"])
        if _repeated(option["text"] for option in value["options"]):
            return {"options": _("Two options say the same: change or delete one of them.")}
        message = self.counted(right, len(value["options"]))
        return {"options": message} if message else {}

    def counted(self, right: int, total: int) -> Words:
        raise NotImplementedError


class SingleChoice(_ChoiceQuestion):
    def counted(self, right: int, total: int) -> Words:
        return "" if right == 1 else _("Tick “It is right” in exactly one option.")

    class Meta:
        label = _("Question: one right option")
        icon = "radio-full"


class MultipleChoice(_ChoiceQuestion):
    def counted(self, right: int, total: int) -> Words:
        if right == 0:
            return _("Tick “It is right” in at least one option.")
        return "" if right < total else _("Leave at least one option that is not right.")

    class Meta:
        label = _("Question: several right options")
        icon = "list-ul"


class TrueFalse(Question):
    correct = blocks.ChoiceBlock(
        label=_("Right answer"), choices=[("true", _("True")), ("false", _("False"))], widget=forms.RadioSelect
    )

    class Meta:
        label = _("Question: true or false")
        icon = "check"


class Numeric(Question):
    value = blocks.DecimalBlock(label=_("Right answer"), help_text=_("A number, with a point for decimals."))
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=Decimal(0),
        help_text=_("How far off still counts as right; 0 asks for the exact number."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=40, help_text=_("For example: minutes, %."))

    def problems(self, value: Any) -> Problems:
        if value["tolerance"] is not None and value["tolerance"] < 0:
            return {"tolerance": _("The tolerance cannot be negative: write 0 or a larger number.")}
        return {}

    class Meta:
        label = _("Question: a number")
        icon = "order"


class ShortText(Question):
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Accepted answer"), max_length=120),
        label=_("Accepted answers"),
        min_num=1,
        help_text=_("Each way of saying it. Capitals, accents and extra spaces do not matter."),
    )

    def problems(self, value: Any) -> Problems:
        if _repeated(value["accepted"]):
            return {"accepted": _("An accepted answer is repeated: delete one of them.")}
        return {}

    class Meta:
        label = _("Question: a word or a short phrase")
        icon = "pilcrow"


class Ordering(Question):
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Step"), max_length=300),
        label=_("Steps, in the right order"),
        min_num=2,
        max_num=10,
        help_text=_("People will see them in another order."),
    )

    def problems(self, value: Any) -> Problems:
        if _repeated(value["items"]):
            return {"items": _("Two steps say the same, so no order can be right: change one of them.")}
        return {}

    class Meta:
        label = _("Question: put in order")
        icon = "list-ol"


class Pair(blocks.StructBlock):
    left = blocks.CharBlock(label=_("Left"), max_length=300)
    right = blocks.CharBlock(label=_("Matches with"), max_length=300)
    # Identifies the right side. Stored, because one derived from the pair's own id would give the answer away.
    right_uid = blocks.CharBlock(label=_("Identifier"), required=False, widget=forms.HiddenInput)

    class Meta:
        label = _("Pair")
        icon = "link"
        label_format = "{left} – {right}"


class Matching(Question):
    pairs = blocks.ListBlock(
        Pair(), label=_("Pairs"), min_num=2, max_num=10, help_text=_("The right sides will be shown in another order.")
    )

    def problems(self, value: Any) -> Problems:
        if any(_repeated(pair[side] for pair in value["pairs"]) for side in ("left", "right")):
            return {"pairs": _("The same text appears in two pairs, so the match is not clear: change one of them.")}
        return {}

    class Meta:
        label = _("Question: match pairs")
        icon = "link"


class LessonBlocks(blocks.StreamBlock):
    """The blocks of a lesson; questions are the seven ``question_*``."""

    heading = Heading()
    text = blocks.RichTextBlock(label=_("Text"), features=PROSE, icon="pilcrow", group=CONTENT)
    callout = Callout()
    glossary = Glossary()
    image = Image()
    audio = Audio()
    video = Video()
    download = Download()
    evidence = Evidence()
    question_single = SingleChoice()
    question_multiple = MultipleChoice()
    question_true_false = TrueFalse()
    question_numeric = Numeric()
    question_short_text = ShortText()
    question_ordering = Ordering()
    question_matching = Matching()

    class Meta:
        required = False
        collapsed = True
