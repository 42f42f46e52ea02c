"""Forms of sessions and of rolls."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.attendance.models import Session
from foundation.forms import PlainWords

HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class SessionForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """When, where, about what, and how many hours it counts for."""

    class Meta:
        model = Session
        fields = ["topic", "day", "starts_at", "ends_at", "place", "hours"]
        widgets = {
            "day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "starts_at": HOUR,
            "ends_at": HOUR,
            "hours": forms.NumberInput(attrs={"step": "0.5", "min": "0.5"}),
        }

    def _post_clean(self) -> None:
        """The form only reads values; the operation makes the row."""

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


class RollFileForm(forms.Form):
    """A roll as a table."""

    table = forms.FileField(
        label=_("Table (CSV or XLSX)"),
        help_text=_("The table that is downloaded here, with the column “State” filled in."),
    )
