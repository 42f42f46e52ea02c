"""Forms of moving to a newer edition."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import PlainWords


class MoveForm(forms.Form):
    """The number of the edition whose preview was read: of no other is the move meant."""

    edition = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class GroupForm(PlainWords, MoveForm):
    """Whom of a group (their fields stand in the page), and why."""

    note = forms.CharField(
        label=_("Why the group moves"),
        help_text=_("Each person reads it in the letter. Needed to move; an offer needs none."),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
