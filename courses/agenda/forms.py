"""The calendar's filters: a GET form, whose address is also that of the file to subscribe to."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from courses.agenda.selectors import IN_PERSON, ONLINE
from courses.cohorts.models import Cohort
from courses.editions.models import Edition
from institutes.models import Organisation

MODALITIES = [("", _("Any modality")), (ONLINE, _("Online")), (IN_PERSON, _("With face-to-face sessions"))]


class CalendarForm(forms.Form):
    """What can be filtered by; only institutes with a listed group are offered."""

    mes = forms.CharField(required=False, max_length=7, widget=forms.HiddenInput)
    institute = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Institute"), required=False, to_field_name="code"
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    modality = forms.ChoiceField(label=_("Modality"), required=False, choices=MODALITIES)
    open = forms.BooleanField(label=_("Only where one can enrol now"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        institute: Any = self.fields["institute"]
        with_groups = Cohort.objects.filter(is_public=True).order_by().values("organisation")
        institute.queryset = Organisation.objects.filter(pk__in=with_groups).order_by("name")
        institute.empty_label = _("All institutes")
        self.fields["type"].choices = [("", _("All types")), *Edition.CourseType.choices]  # type: ignore[attr-defined]

    def clean_mes(self) -> date | None:
        """A month as 2026-09."""
        text = self.cleaned_data["mes"]
        if not text:
            return None
        try:
            month = datetime.strptime(text, "%Y-%m").date()  # noqa: DTZ007 (a month has no time zone)
        except ValueError:
            raise ValidationError(_("This is no month.")) from None
        if not 2000 <= month.year <= 2200:
            raise ValidationError(_("This is no month."))
        return month

    @property
    def filters(self) -> dict[str, Any]:
        """What the groups are asked for; what is not valid narrows nothing."""
        wanted = getattr(self, "cleaned_data", {})
        institute = wanted.get("institute")
        return {
            "month": wanted.get("mes"),
            "institute": institute.code if institute else "",
            "course_type": wanted.get("type") or "",
            "modality": wanted.get("modality") or "",
            "only_open": bool(wanted.get("open")),
        }

    @property
    def narrowed(self) -> bool:
        return any(self.filters.values())
