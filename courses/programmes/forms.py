"""The form of a programme: courses of the catalogue by their titles, skills of published frameworks."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.forms.models import register_form_field_override

from cms.skills.models import Skill
from courses.editions.models import Course
from courses.programmes.models import Programme
from courses.programmes.permissions import organisations_with_programmes_of
from foundation.forms import PlainWords


class CourseField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A course, by the title of its latest edition and who offers it."""

    def __init__(self, queryset: Any, **kwargs: Any) -> None:
        listed = Course.objects.filter(latest__isnull=False, is_listed=True).select_related("latest", "organisation")
        listed = listed.defer("latest__source_text", "latest__search_text").order_by("latest__title", "pk")
        super().__init__(listed, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.latest.title} ({obj.latest.hours} h, {obj.organisation.short_name})"


register_form_field_override(models.ForeignKey, to=Course, override={"form_class": CourseField})


class SkillsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Skills with the version of the framework they belong to."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.framework_version} · {obj}"


class ProgrammeForm(PlainWords, WagtailAdminModelForm):  # type: ignore[misc]
    """Only organisations one writes for; skills of one version of one framework; a course that is asked for."""

    skills = SkillsField(Skill.objects.none(), label=_("Skills it leads to"), required=False)

    class Meta:
        model = Programme
        fields = ["organisation", "title", "summary", "description", "skills"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_with_programmes_of(self.for_user)
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.fields["organisation"].initial = mine[0]
            self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]
        published = Skill.objects.filter(framework_version__published_on__isnull=False)
        skills: Any = self.fields["skills"]
        skills.queryset = published.select_related("framework_version__framework").order_by(
            "framework_version__framework__code", "-framework_version__version", "code"
        )
        self._ask_for_courses_once()

    def _ask_for_courses_once(self) -> None:
        """Every row offers the same courses."""
        fields = [form.fields["course"] for form in self.formsets["places"].forms]
        offered = list(fields[0].choices) if fields else []
        for field in fields:
            field.choices = offered

    def clean_skills(self) -> Any:
        skills = self.cleaned_data["skills"]
        if len({skill.framework_version_id for skill in skills}) > 1:
            raise ValidationError(_("Choose skills of one version of one framework only."))
        return skills

    def is_valid(self) -> bool:
        """Its courses too: one at least is required, and none stands there twice."""
        return bool(super().is_valid()) and self._has_sound_places()

    def _has_sound_places(self) -> bool:
        kept = [form.cleaned_data for form in self.formsets["places"].forms if not form.cleaned_data.get("DELETE")]
        courses = [row["course"] for row in kept if row.get("course")]
        if len(courses) != len(set(courses)):
            self.add_error(None, _("A course stands in the list twice."))
        if not any(row.get("is_required") for row in kept if row.get("course")):
            self.add_error(None, _("At least one course must be required: otherwise nobody could complete it."))
        return not self.errors
