"""The form of a group."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.cohorts.models import Cohort
from courses.cohorts.selectors import facilitators_of
from courses.editions.models import Course
from courses.editions.selectors import listed_editions
from foundation.forms import PlainWords
from institutes.models import Organisation

DATES = ["opens_on", "closes_on", "starts_on", "ends_on"]


class CourseChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Courses by the title of their latest edition."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.latest.title if obj.latest else obj.slug)


class CohortForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """Name, dates, places and who accompanies; the course only when the group is new."""

    class Meta:
        model = Cohort
        fields = [
            "edition",
            "name",
            *DATES,
            "capacity",
            "is_public",
            "prerequisites",
            "attendance_percent",
            "needs_attendance",
            "has_discussion",
            "double_marking_percent",
            "facilitators",
        ]
        field_classes = {"prerequisites": CourseChoice}
        labels = {
            "edition": _("Course"),
            "facilitators": _("Facilitators"),
            "prerequisites": _("Courses to complete first"),
        }
        help_texts = {
            "name": _("As teachers will read it, for example “Group A, morning shift”."),
            "capacity": _("Leave it empty for no limit. When all are taken, people wait in line."),
            "attendance_percent": _("Of the hours of face-to-face sessions, if the group has any."),
            "has_discussion": _("Questions and answers among the group, moderated by its facilitators."),
            "double_marking_percent": _(
                "Of open answers and evidence: a second person marks them without seeing the first mark, and how far"
                " they agree is shown. 20 is usual where two people mark; 0 is for groups that one person accompanies."
            ),
            "is_public": _("Otherwise only people with the invitation link can enrol."),
        }
        widgets = {
            **{name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d") for name in DATES},
            "facilitators": forms.CheckboxSelectMultiple,
            "prerequisites": forms.CheckboxSelectMultiple,
        }

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = self.fields["facilitators"]
        people.queryset = facilitators_of(organisation, timezone.localdate())  # type: ignore[attr-defined]
        if not people.queryset.exists():  # type: ignore[attr-defined]
            del self.fields["facilitators"]
        self.fields["attendance_percent"].required = False
        self.fields["double_marking_percent"].required = False
        courses = Course.objects.filter(is_listed=True, latest__isnull=False).select_related("latest")
        if self.instance.pk:
            courses = courses.exclude(pk=self.instance.edition.course_id)
        courses = courses.defer("latest__source_text", "latest__search_text").order_by("latest__title", "pk")
        self.fields["prerequisites"].queryset = courses  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["edition"]
        else:
            self.fields["edition"].queryset = listed_editions()  # type: ignore[attr-defined]

    def clean_attendance_percent(self) -> int:
        """What was asked for, or what holds for every offer."""
        asked = self.cleaned_data["attendance_percent"]
        return Cohort.USUAL_ATTENDANCE if asked is None else int(asked)

    def clean_double_marking_percent(self) -> int:
        """What was asked for, or none."""
        return int(self.cleaned_data["double_marking_percent"] or 0)

    def _post_clean(self) -> None:
        """The form only reads values; the operation makes the row."""


class LinkForm(PlainWords, forms.Form):
    """An invitation link: for whom, until when, for how many."""

    note = forms.CharField(
        label=_("For whom"),
        max_length=120,
        required=False,
        help_text=_("So that you know it again, for example a school."),
    )
    valid_until = forms.DateField(
        label=_("Valid until"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    max_uses = forms.IntegerField(
        label=_("For how many people"), required=False, min_value=1, max_value=5000,
        help_text=_("Leave it empty for no limit."),
    )  # fmt: skip
