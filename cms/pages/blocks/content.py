"""Words: headings, text, highlighted boxes, terms."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import CONTENT, PROSE, SHORT_PROSE, CreditedBlock


class Heading(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=160, help_text=_("A short title for what follows."))

    class Meta:
        label = _("Heading")
        icon = "title"
        group = CONTENT
        label_format = "{text}"


class Text(CreditedBlock):
    html = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = CONTENT


class Callout(CreditedBlock):
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


class Glossary(CreditedBlock):
    term = blocks.CharBlock(label=_("Term"), max_length=120)
    definition = blocks.TextBlock(label=_("Definition"), rows=3)

    class Meta:
        label = _("Term and definition")
        icon = "openquote"
        group = CONTENT
        label_format = "{term}"
