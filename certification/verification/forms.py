"""What a visitor gives to check a certificate: its folio and code, or its file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from certification.credentials.folio import InvalidFolio, validate

LARGEST_FILE = 5 * 1024 * 1024
REASONS = {
    "shape": _("This is not a folio. It has the year, the letters of the institute and seven more characters."),
    "check": _(
        "This folio has a mistake in it: its last character does not fit the others. Compare it letter by letter."
    ),
}


class FolioForm(forms.Form):
    folio = forms.CharField(
        label=_("Folio"),
        max_length=60,
        help_text=_("It stands beside the QR code, for example 2026IES05000123 and a last letter or digit."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    token = forms.CharField(
        label=_("Verification code"),
        max_length=40,
        required=False,
        help_text=_(
            "The last part of the address under the folio. Without it only the state, institute and date are shown."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_folio(self) -> str:
        try:
            return validate(self.cleaned_data["folio"])
        except InvalidFolio as problem:
            raise forms.ValidationError(REASONS[problem.reason], code=problem.reason) from None

    def clean_token(self) -> str:
        return str(self.cleaned_data["token"]).strip().strip("/")


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("PDF of the certificate"),
        help_text=_("Up to 5 MB. The file is compared and not kept."),
        widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}),
    )

    def clean_file(self) -> "UploadedFile[Any]":
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("The file is larger than 5 MB."), code="size")
        start: Any = file.read(5)
        file.seek(0)
        if start != b"%PDF-":
            raise forms.ValidationError(_("This file is not a PDF."), code="type")
        return file
