"""Forms of administrators and facilitators."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.forms import PlainWords

TOO_LONG = 1000


def _reason() -> forms.CharField:
    return forms.CharField(
        label=_("Reason"), max_length=TOO_LONG, widget=forms.Textarea(attrs={"rows": 3}), help_text=_("It is recorded.")
    )


class AdmissionForm(PlainWords, forms.Form):
    """Whom to admit without the courses asked for, and why."""

    email = forms.EmailField(label=_("E-mail address of the teacher"))
    reason = _reason()

    def clean_email(self) -> User:
        """The person with this address."""
        found = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has an account with this address: ask the person to make one first."))
        return found


class ExtensionForm(PlainWords, forms.Form):
    """Until when, and why."""

    until = forms.DateField(label=_("New last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    reason = _reason()
    reason.help_text = _("The teacher reads it, and it is recorded.")
