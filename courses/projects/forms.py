"""The forms of a project."""

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.projects.models import Endorsement
from foundation.forms import PlainWords


class AdviserForm(PlainWords, forms.Form):
    name = forms.CharField(label=_("Name of whoever advises you"), max_length=160)
    contact = forms.CharField(
        label=_("How to reach this person"),
        required=False,
        max_length=300,
        help_text=_("Only you see it, and it is kept encrypted."),
    )
    agreed = forms.BooleanField(
        label=_("This person agreed to advise me and to be named here"),
        error_messages={"required": _("Ask this person first: an adviser is named only with their agreement.")},
    )


class AnswerForm(PlainWords, forms.Form):
    verdict = forms.ChoiceField(
        label=_("Your answer"),
        choices=[
            (Endorsement.Verdict.ENDORSED, _("Yes, I endorse what was done")),
            (Endorsement.Verdict.NOT_YET, _("Not yet: something is missing")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one of the two answers.")},
    )
    remark = forms.CharField(
        label=_("What you would like to say"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
