"""Choosing whom an acta names."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from certification.actas.selectors import Waiting
from courses.study.models import Enrolment
from foundation.forms import PlainWords


def chosen_group(groups: list[Waiting], key: str) -> Waiting | None:
    """The group of this key among those that the person may certify."""
    return next((group for group in groups if group.key == key), None)


class ActaForm(PlainWords, forms.Form):
    """People of one group, all chosen at first, and the post of whoever signs."""

    enrolments: "forms.ModelMultipleChoiceField[Enrolment]" = forms.ModelMultipleChoiceField(
        Enrolment.objects.none(),
        to_field_name="uid",
        label=_("Teachers"),
        error_messages={
            "required": _("Choose at least one person."),
            "invalid_choice": _("Some of the chosen people cannot be certified any more; choose again."),
            "invalid_pk_value": _("Some of the chosen people cannot be certified any more; choose again."),
        },
    )
    post = forms.CharField(
        label=_("Your post, as it is printed"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )

    def __init__(self, *args: Any, enrolments: QuerySet[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["enrolments"].queryset = enrolments  # type: ignore[attr-defined]

    def chosen_uids(self) -> set[str]:
        """What is ticked: what was sent, or everyone."""
        if self.is_bound:
            return set(self.data.getlist("enrolments"))  # type: ignore[attr-defined]
        return {str(uid) for uid in self.fields["enrolments"].queryset.values_list("uid", flat=True)}  # type: ignore[attr-defined]
