"""How every form of the platform is drawn, and what those into which people write have in common."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms.renderers import TemplatesSetting

from foundation.signs import harmful_signs

if TYPE_CHECKING:
    from django.forms import BaseForm as _Form
else:
    _Form = object


class PlatformRenderer(TemplatesSetting):
    """Renders forms and fields from templates/foundation/forms/: label above, help beneath, error tied to its field."""

    form_template_name = "foundation/forms/form.html"
    field_template_name = "foundation/forms/field.html"


class PlainWords(_Form):
    """Before ``Form`` or ``ModelForm``: names characters that make a text read otherwise than it is written.

    Nothing is dropped without a word: the field keeps what was typed and says which sign cannot stay.
    """

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        for name, field in self.fields.items():
            signs = harmful_signs(str(cleaned.get(name) or "")) if _is_written(field) else []
            if signs:
                self.add_error(name, signs)
        return cleaned


def _is_written(field: forms.Field) -> bool:
    """Whether people write words into it; addresses, passwords and keys have rules of their own."""
    return type(field) is forms.CharField and not field.widget.is_hidden
