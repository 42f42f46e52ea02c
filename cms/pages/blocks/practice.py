"""What a teacher does in the classroom and in the community, and hands in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import PRACTICE, SHORT_PROSE, CreditedBlock, Problems
from cms.pages.blocks.choosers import AudioChooserBlock
from cms.pages.blocks.media import transcript, transcript_problems, transcripts
from cms.pages.blocks.rubrics import Rubric, rubric_problem


def _accepts() -> blocks.MultipleChoiceBlock:
    return blocks.MultipleChoiceBlock(
        label=_("What can be handed in"),
        choices=[("text", _("Text")), ("image", _("Image")), ("audio", _("Audio")), ("pdf", _("PDF"))],
        default=["text"],
        widget=forms.CheckboxSelectMultiple,
    )


def _criteria() -> blocks.ListBlock:
    return blocks.ListBlock(
        blocks.CharBlock(label=_("Criterion"), max_length=250),
        label=_("Criteria"),
        help_text=_("What whoever reviews it will look at, one per line."),
    )


class Evidence(CreditedBlock):
    title = blocks.CharBlock(label=_("Title of the task"), max_length=160)
    html = blocks.RichTextBlock(
        label=_("Instructions"), features=SHORT_PROSE, help_text=_("What to do in the classroom and what to hand in.")
    )
    accepts = _accepts()
    criteria = _criteria()
    rubric = Rubric()
    peers = blocks.IntegerBlock(
        label=_("Works of colleagues to comment"),
        required=False,
        min_value=1,
        max_value=3,
        help_text=_(
            "Leave it empty for none. Whoever likes then reads so many texts of colleagues of the group, without names,"
            " comments them by the rubric, and is commented in turn. The comments are no part of the grade."
        ),
    )

    def problems(self, value: Any) -> Problems:
        return rubric_problem(value.get("rubric") or [])

    class Meta:
        label = _("Evidence of practice")
        icon = "folder-open-inverse"
        group = PRACTICE
        label_format = "{title}"


class OralPractice(CreditedBlock):
    """Listen, record, hand in."""

    title = blocks.CharBlock(label=_("Title of the task"), max_length=160)
    html = blocks.RichTextBlock(
        label=_("Instructions"), features=SHORT_PROSE, help_text=_("What it is for and how to prepare for it.")
    )
    media = AudioChooserBlock(
        label=_("Recording to listen to"),
        required=False,
        help_text=_("Optional: a model, said by whoever speaks well."),
    )
    transcript = transcript()
    transcripts = transcripts()
    prompt = blocks.RichTextBlock(
        label=_("What to record"), features=SHORT_PROSE, help_text=_("What to say, to whom, and in which language.")
    )
    longest = blocks.IntegerBlock(
        label=_("Longest recording, in seconds"), default=120, min_value=10, max_value=600,
        help_text=_("Two minutes are 120 seconds."),
    )  # fmt: skip
    written = blocks.BooleanBlock(
        label=_("It may also be handed in written"),
        required=False,
        default=True,
        help_text=_("For people who cannot speak or record. Untick it only if the voice itself is what is learned."),
    )
    criteria = _criteria()

    def problems(self, value: Any) -> Problems:
        return transcript_problems(value) if value["media"] else {}

    class Meta:
        label = _("Oral practice")
        icon = "wagtailmedia-audio"
        group = PRACTICE
        label_format = "{title}"


class Milestone(blocks.StructBlock):
    """One step of a project, handed in on its own."""

    title = blocks.CharBlock(label=_("Milestone"), max_length=160)
    html = blocks.RichTextBlock(label=_("What to do and what to hand in"), features=SHORT_PROSE)
    accepts = _accepts()
    weeks = blocks.IntegerBlock(
        label=_("Weeks after the start"), required=False, min_value=1, max_value=52,
        help_text=_("When it should be ready. Leave it empty if there is no hurry."),
    )  # fmt: skip

    class Meta:
        label = _("Milestone")
        icon = "calendar-check"
        label_format = "{title}"


class Project(CreditedBlock):
    """Something done with the community, step by step."""

    title = blocks.CharBlock(label=_("Title of the project"), max_length=160)
    html = blocks.RichTextBlock(
        label=_("Instructions"), features=SHORT_PROSE, help_text=_("What is made, with whom and for whom.")
    )
    adviser = blocks.CharBlock(
        label=_("Local adviser"),
        required=False,
        max_length=160,
        help_text=_("Who in the community should advise: a part people play, not a name. For example: an elder."),
    )
    adviser_reason = blocks.TextBlock(
        label=_("Why and how to ask"), required=False, rows=2, max_length=500,
        help_text=_("What this person knows, and how to ask and thank with respect."),
    )  # fmt: skip
    milestones = blocks.ListBlock(Milestone(), label=_("Milestones"), min_num=1, max_num=12)

    def problems(self, value: Any) -> Problems:
        if (value["adviser_reason"] or "").strip() and not (value["adviser"] or "").strip():
            return {"adviser": _("Say who should advise, or delete the reason below.")}
        weeks = [milestone["weeks"] for milestone in value["milestones"] if milestone["weeks"]]
        if weeks != sorted(weeks):
            return {"milestones": _("The weeks go backwards: put the milestones in the order in which they are due.")}
        return {}

    class Meta:
        label = _("Community project")
        icon = "group"
        group = PRACTICE
        label_format = "{title}"
