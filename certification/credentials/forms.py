"""Searching and revoking certificates."""

from django import forms
from django.utils.translation import gettext_lazy as _

from certification.credentials.models import Credential


class SearchForm(forms.Form):
    q = forms.CharField(label=_("Folio, name or course"), max_length=120, required=False)


class RevokeForm(forms.Form):
    """Why, and that it is meant."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=Credential.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a reason.")},
    )
    sure = forms.BooleanField(
        label=_("I understand that this cannot be undone and that the verification page will show it as revoked."),
        error_messages={"required": _("Confirm that you want to revoke it.")},
    )
