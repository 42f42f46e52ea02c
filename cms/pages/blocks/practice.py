"""What a teacher does in the classroom and hands in."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import PRACTICE, SHORT_PROSE, CreditedBlock


class Evidence(CreditedBlock):
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
