"""The form with which a course is begun."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from cms.pages.models import CourseType, InstitutePage
from cms.pages.permissions import institute_pages_of
from foundation.forms import PlainWords


class NewCourseForm(PlainWords, forms.Form):
    title = forms.CharField(label=_("Title of the course"), max_length=200)
    institute = forms.ModelChoiceField(InstitutePage.objects.none(), label=_("Institute"), empty_label=None)
    course_type = forms.ChoiceField(label=_("Template"), choices=CourseType.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["institute"]
        field.queryset = institute_pages_of(user)  # type: ignore[attr-defined]
        if field.queryset.count() == 1:  # type: ignore[attr-defined]
            field.initial = field.queryset[0]  # type: ignore[attr-defined]
