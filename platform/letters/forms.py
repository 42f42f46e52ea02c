"""The form by which one chooses letters."""

from django import forms
from django.utils.translation import gettext_lazy as _

from letters.models import Preference


class PreferenceForm(forms.Form):
    """How often, and the hours in which nothing is ever sent."""

    frequency = forms.ChoiceField(
        label=_("How often should letters come by e-mail?"),
        choices=Preference.Frequency.choices,
        widget=forms.RadioSelect,
        help_text=_("Decisions about you, such as a place in a group, always come."),
    )
    quiet_from = forms.TimeField(label=_("Quiet from"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    quiet_to = forms.TimeField(
        label=_("Quiet until"),
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("In these hours nothing is sent; the same time twice means no quiet hours."),
    )
