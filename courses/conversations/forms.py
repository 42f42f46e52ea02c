"""Forms of what is written. Each carries the key that makes sending it twice harmless."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.conversations.operations.messages import LONGEST
from foundation.forms import PlainWords


class KeyedForm(PlainWords, forms.Form):
    """A form with a key made when it is drawn."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4


class TextForm(KeyedForm):
    """A text."""

    text = forms.CharField(label=_("Your text"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 5}))


class MailingForm(TextForm):
    """A text for everybody, or for those who were chosen (their fields stand in the page, not here)."""

    everybody = forms.BooleanField(label=_("To everybody who is studying"), required=False)


class AnnouncementForm(TextForm):
    """A title, a text, and the days on which it is shown."""

    title = forms.CharField(label=_("Title"), max_length=140)
    starts_on = forms.DateField(
        label=_("Shown from"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(label=_("Shown until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    field_order = ["title", "text", "starts_on", "ends_on"]


class ReasonForm(PlainWords, forms.Form):
    """Why a post should be looked at, or is hidden."""

    reason = forms.CharField(label=_("Reason"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
