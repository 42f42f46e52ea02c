"""Forms of the proposal box: for whoever proposes, and for whoever answers."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.proposals.models import LONGEST, Proposal
from foundation.forms import PlainWords

Choice = tuple[str, Any]


class ProposalForm(PlainWords, forms.Form):
    """``places`` are the parts of the course that it may be about: "", a lesson, or "lesson/block"."""

    uid = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    place = forms.ChoiceField(label=_("What part of the course is it about?"), required=False)
    kind = forms.ChoiceField(
        label=_("What do you propose?"), choices=Proposal.Kind.choices, widget=forms.RadioSelect,
        initial=Proposal.Kind.CORRECTION,
    )  # fmt: skip
    text = forms.CharField(
        label=_("Your proposal"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text=_("What should change, why, and if you can, how it should read. 2,000 characters at most."),
    )
    is_public = forms.BooleanField(
        label=_("Anybody may read my proposal and its answer"),
        required=False,
        help_text=_("Others can then support it. Without this, only you and the authors read it."),
    )
    shows_name = forms.BooleanField(
        label=_("Show my name with it"),
        required=False,
        help_text=_("Otherwise it says “A teacher of Jalisco” or “A citizen”."),
    )

    def __init__(self, *args: Any, places: list[Choice], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"].choices = [("", _("The course as a whole")), *places]  # type: ignore[attr-defined]
        self.places = dict(places)

    @property
    def chosen(self) -> dict[str, Any]:
        """The place chosen, as the operation takes it."""
        value = self.cleaned_data["place"]
        lesson, _slash, block = value.partition("/")
        return {
            "lesson_uid": uuid.UUID(lesson) if lesson else None,
            "block_uid": block,
            "place": str(self.places.get(value, "")),
        }


class AnswerForm(PlainWords, forms.Form):
    """What authors say with their decision."""

    answer = forms.CharField(
        label=pgettext_lazy("proposal", "Answer"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Whoever proposed it reads this; if the proposal is public, everybody does."),
    )


class HideForm(PlainWords, forms.Form):
    reason = forms.CharField(
        label=_("Reason"), max_length=300, help_text=_("Its author reads it: say which rule of the box it breaks.")
    )
