"""Forms of a course's review page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.pages.models import CoursePage
from institutes.models import Organisation


class InvitationForm(forms.Form):
    """Which organisation reviews the course, and whether it also writes it."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    may_edit = forms.BooleanField(label=_("It is co-author: it also edits the course"), required=False)

    def __init__(self, *args: Any, course: CoursePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.exclude(pk=course.organisation.pk).order_by("name")


class DecisionForm(forms.Form):
    """What a reviewer says with the decision."""

    comment = forms.CharField(
        label=_("Comment"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Needed when you ask for changes: say which, and in which lesson."),
    )
