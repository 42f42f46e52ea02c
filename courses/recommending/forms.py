"""The forms of one's own result: first the framework and the scale, then a level for each dimension; or a table."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.skills.models import FrameworkVersion, ResultLevel, ResultScale, Skill
from cms.skills.selectors import dimensions_in, result_scales, versions_with_dimensions
from courses.recommending.models import EvaluationResult


class WhichForm(forms.Form):
    """Which framework and which scale: what the address carries; else those of a known result, or the newest."""

    framework = forms.ModelChoiceField(FrameworkVersion.objects.none(), label=_("Framework"), required=False)
    scale = forms.ModelChoiceField(ResultScale.objects.none(), label=_("Scale"), required=False)

    def __init__(self, *args: Any, known: EvaluationResult | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("framework", versions_with_dimensions(), known and known.framework_version)
        self._offer("scale", result_scales(timezone.localdate()), known and known.scale)

    def _offer(self, name: str, rows: Any, known: Any) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows, None
        self.initial[name] = known if known and rows.filter(pk=known.pk).exists() else rows.first()

    def chosen(self, name: str) -> Any:
        """What was chosen, else the first; None where there is nothing to choose."""
        return (self.is_valid() and self.cleaned_data.get(name)) or self.initial[name]


class LevelsForm(forms.Form):
    """The date, and a level (or none) for each dimension."""

    obtained_on = forms.DateField(
        label=_("Date of the result"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, version: FrameworkVersion, scale: ResultScale, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.dimensions = {f"d-{one.pk}": one for one in dimensions_in(version)}
        levels = scale.levels.all()
        for name, dimension in self.dimensions.items():
            self.fields[name] = forms.ModelChoiceField(
                levels, label=dimension.label, required=False, empty_label=str(_("Not evaluated"))
            )

    def levels(self) -> dict[Skill, ResultLevel]:
        """The levels given, by dimension."""
        given = {one: self.cleaned_data[name] for name, one in self.dimensions.items()}
        return {dimension: level for dimension, level in given.items() if level}


class ResultFileForm(forms.Form):
    """A result as a table."""

    obtained_on = LevelsForm.declared_fields["obtained_on"]
    table = forms.FileField(
        label=_("Table (CSV or XLSX)"),
        help_text=_("Two columns, “dimensión” and “nivel”: a dimension by its number or wording, a level likewise."),
    )
