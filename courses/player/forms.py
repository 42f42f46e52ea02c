"""The catalogue's filters: a GET form, so that a search can be kept, sent and gone back to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.skills.models import Skill
from courses.editions.models import Edition
from courses.editions.selectors import catalogue
from institutes.models import Organisation, Post

# Inclusive ranges, by the value that the address carries.
RANGES = {"20": (0, 20), "40": (21, 40), "120": (41, 10_000)}
HOURS = [
    ("", _("Any length")),
    ("20", _("Up to 20 hours")),
    ("40", _("21 to 40 hours")),
    ("120", _("More than 40 hours")),
]


LONGEST_QUERY = 100


class CatalogueForm(forms.Form):
    """What can be searched for; only skills and institutes that have a course are offered."""

    q = forms.CharField(
        label=_("Search by words"), required=False, widget=forms.TextInput(attrs={"maxlength": LONGEST_QUERY})
    )
    skill = forms.ModelChoiceField(
        Skill.objects.none(), label=_("Skill"), required=False, empty_label=str(_("All skills"))
    )
    type = forms.ChoiceField(label=_("Type"), required=False)
    hours = forms.ChoiceField(label=_("Hours"), choices=HOURS, required=False)
    level = forms.ChoiceField(label=_("Level"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)
    institute = forms.ModelChoiceField(
        Organisation.objects.none(), label=_("Institute"), required=False, to_field_name="code"
    )

    def __init__(self, *args: Any, languages: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self._offer("type", _("All types"), Edition.CourseType.choices)
        self._offer("level", _("All levels"), Post.Level.choices)
        self._offer("language", _("All languages"), languages)
        listed = catalogue().order_by().values("pk")
        self._offer_rows("skill", _("All skills"), Skill.objects.filter(editions__in=listed))
        self._offer_rows("institute", _("All institutes"), Organisation.objects.filter(courses__latest__in=listed))

    def _offer(self, name: str, nothing: Any, choices: Any) -> None:
        self.fields[name].choices = [("", nothing), *choices]  # type: ignore[attr-defined]

    def _offer_rows(self, name: str, nothing: Any, rows: Any) -> None:
        field: Any = self.fields[name]
        field.queryset, field.empty_label = rows.distinct(), nothing

    def clean_q(self) -> str:
        """Whatever was pasted is searched by its beginning, rather than refused and nothing narrowed."""
        return str(self.cleaned_data["q"])[:LONGEST_QUERY]

    @property
    def filters(self) -> dict[str, Any]:
        """What the catalogue is asked for; what is not valid narrows nothing."""
        wanted = getattr(self, "cleaned_data", {})
        skill, institute = wanted.get("skill"), wanted.get("institute")
        return {
            "skill": skill.pk if skill else None,
            "hours": RANGES.get(wanted.get("hours") or ""),
            "level": wanted.get("level") or None,
            "language": wanted.get("language") or None,
            "institute": institute.code if institute else None,
            "course_type": wanted.get("type") or None,
        }

    @property
    def query(self) -> str:
        """The words searched for."""
        words: str = getattr(self, "cleaned_data", {}).get("q") or ""
        return words

    @property
    def narrowed(self) -> bool:
        """Whether any filter is in use."""
        return any(getattr(self, "cleaned_data", {}).values())
