"""Forms of the evaluators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import PlainWords


class DataCutForm(PlainWords, forms.Form):
    """How a data cut is called."""

    label = forms.CharField(
        label=_("Name of the data cut"), max_length=120, help_text=_("For example: end of the pilot.")
    )
