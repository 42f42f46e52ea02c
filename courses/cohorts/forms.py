"""The form of a group."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Cohort
from courses.cohorts.selectors import facilitators_of
from courses.editions.selectors import listed_editions
from institutes.models import Organisation

DATES = ["opens_on", "closes_on", "starts_on", "ends_on"]


class CohortForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, dates, places and who accompanies; the course only when the group is new."""

    class Meta:
        model = Cohort
        fields = ["edition", "name", *DATES, "capacity", "is_public", "facilitators"]
        labels = {"edition": _("Course"), "facilitators": _("Facilitators")}
        help_texts = {
            "name": _("As teachers will read it, for example “Group A, morning shift”."),
            "capacity": _("Leave it empty for no limit."),
            "is_public": _("Otherwise only people with the invitation link can enrol."),
        }
        widgets = {
            **{name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in DATES},
            "facilitators": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["facilitators"]
        people.queryset = facilitators_of(organisation, timezone.localdate())  # type: ignore[attr-defined]
        if not people.queryset.exists():  # type: ignore[attr-defined]
            del self.fields["facilitators"]
        if self.instance.pk:
            del self.fields["edition"]
        else:
            self.fields["edition"].queryset = listed_editions()  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """The form only reads values; the operation makes the row."""
