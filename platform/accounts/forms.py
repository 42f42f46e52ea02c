"""Forms about people."""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import SensitiveProfile, User
from accounts.operations import RegistrationRefused, check_curp
from foundation.forms import PlainWords


class NameField(forms.CharField):
    """A name as it is read: without line ends, and without the invisible characters that turn a line around."""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFC", super().to_python(value) or "")
        seen = "".join(" " if unicodedata.category(character) in _UNSEEN else character for character in text)
        return " ".join(seen.split())


_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


class NamesForm(PlainWords, forms.ModelForm[User]):
    """Names as they will stand on certificates."""

    class Meta:
        model = User
        field_classes = dict.fromkeys(("given_names", "paternal_surname", "maternal_surname"), NameField)
        fields = ["given_names", "paternal_surname", "maternal_surname"]
        widgets = {
            "given_names": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "paternal_surname": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "maternal_surname": forms.TextInput(attrs={"autocomplete": "additional-name"}),
        }


class ProfileForm(NamesForm):
    """Names, and whether the verification page may show them."""

    public_name_consent = forms.BooleanField(
        label=_("Show my full name when somebody checks one of my certificates"),
        help_text=_("Otherwise the verification page shows only my initials."),
        required=False,
    )


class SignupForm(PlainWords, forms.Form):
    """The questions that sign-up adds to e-mail and password."""

    given_names = NameField(
        label=_("Given names"),
        max_length=120,
        help_text=_("As they should stand on your certificates."),
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    paternal_surname = NameField(
        label=_("First surname"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "family-name"})
    )
    maternal_surname = NameField(
        label=_("Second surname"),
        max_length=80,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "additional-name"}),
    )
    curp = forms.CharField(
        label=_("CURP"),
        max_length=30,
        help_text=_("18 characters. It is stored encrypted and never published."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    notice = forms.BooleanField(error_messages={"required": _("Without this consent no account can be made.")})
    field_order = ["given_names", "paternal_surname", "maternal_surname", "curp", "email", "password1", "notice"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["notice"].label = format_html(
            gettext('I have read the <a href="{}" target="_blank">privacy notice</a> and accept it'),
            reverse("privacy_notice"),
        )

    def clean_curp(self) -> str:
        """The normalised CURP, or the reason why it is none."""
        try:
            return check_curp(self.cleaned_data["curp"])
        except RegistrationRefused as refusal:
            raise ValidationError(str(refusal)) from None

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth asks for this; the account was already made whole by ``adapters.AccountAdapter.save_user``."""


class SensitiveForm(PlainWords, forms.ModelForm[SensitiveProfile]):
    """Language and origin, both optional, with the consent they rest on."""

    agreed = forms.BooleanField(
        label=_("I consent to the platform keeping these data, only to know which languages and peoples it serves"),
        error_messages={"required": _("These data are kept only with your consent.")},
    )

    class Meta:
        model = SensitiveProfile
        fields = ["language", "ethnic_origin"]
        widgets = {"language": forms.TextInput(), "ethnic_origin": forms.TextInput()}
        labels = {"language": _("Indigenous language that I speak"), "ethnic_origin": _("People I belong to")}

    def clean(self) -> dict[str, Any]:
        """At least one of the two answers."""
        answers = super().clean() or {}
        if not answers.get("language") and not answers.get("ethnic_origin"):
            raise ValidationError(_("Write at least one of the two, or leave this page."))
        return answers


class ResendForm(forms.Form):
    """To which address the confirmation goes again."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}))
