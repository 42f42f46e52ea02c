"""Forms of the room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.forms import PlainWords
from languages.files import LARGEST
from languages.models import Alphabet, InterfaceString, Language, StringTranslation
from languages.tags import LONGEST


class LanguageForm(PlainWords, forms.ModelForm[Language]):
    """Whatever of a language but its tag."""

    class Meta:
        model = Language
        fields = [
            "spanish_name",
            "endonym",
            "direction",
            "is_content",
            "is_interface",
            "orthography_note",
            "community_note",
        ]
        widgets = {name: forms.Textarea(attrs={"rows": 3}) for name in ("orthography_note", "community_note")}

    def _post_clean(self) -> None:
        """Rules are the operation's."""


class NewLanguageForm(LanguageForm):
    tag = forms.CharField(
        label=_("Tag"),
        max_length=LONGEST,
        help_text=_("Of BCP 47, for example hch or nah-x-mexocc. Texts are stored under it: it never changes."),
    )
    field_order = ["tag"]


class ProposalForm(PlainWords, forms.Form):
    """A text for each plural form, and where it is said like this."""

    dialect = forms.CharField(
        label=_("Dialect or community"),
        max_length=StringTranslation._meta.get_field("dialect").max_length,
        required=False,
    )
    note = forms.CharField(
        label=_("Note for whoever reviews it"),
        max_length=StringTranslation._meta.get_field("note").max_length,
        required=False,
    )

    def __init__(self, *args: Any, string: InterfaceString, forms: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.names = [f"text_{form}" for form in range(forms if string.msgid_plural else 1)]
        labels = (
            [_("Translation, for one"), _("Translation, for several")] if string.msgid_plural else [_("Translation")]
        )
        known = getattr(string, "proposed", None) or getattr(string, "reviewed", None) or []
        for place, name in enumerate(self.names):
            self.fields[name] = _text_field(labels[min(place, len(labels) - 1)])
            self.initial[name] = known[place] if place < len(known) else ""
        self.order_fields([*self.names, "dialect", "note"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        return {"texts": [cleaned.pop(name, "") for name in self.names], **cleaned}


def _text_field(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=4000, strip=False, widget=forms.Textarea(attrs={"rows": 3}))


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File of translations (.po)"))
    dialect = forms.CharField(label=_("Dialect or community"), max_length=120, required=False)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("At most 2 MB."))
        return file


class AlphabetForm(forms.Form):
    table = forms.CharField(
        label=_("Letters in their order"),
        max_length=Alphabet._meta.get_field("table").max_length,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "Parted by spaces, digraphs as one letter: a ch e k kw. Letters at one place are joined by =, as in ɨ = ʉ."
            " Several lines are joined where they share letters."
        ),
    )
    note = forms.CharField(
        label=_("Note"), max_length=300, required=False, help_text=_("Which convention, who agreed.")
    )
