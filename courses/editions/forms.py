"""What authors say of the next edition."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.pages.models import CoursePage
from courses.editions.comparing import MAJOR
from foundation.forms import PlainWords


class NotesForm(PlainWords, forms.ModelForm):  # type: ignore[type-arg]
    """Notes for those studying; a minor change may be called major, a major one stays what it is."""

    class Meta:
        model = CoursePage
        fields = ["edition_notes", "raise_to_major"]
        widgets = {"edition_notes": forms.Textarea(attrs={"rows": 5})}
        help_texts = {
            "edition_notes": _(
                "Say in a few lines what is new and why. Those who study an earlier edition read it; with a major"
                " change it is required."
            ),
            "raise_to_major": _("Tick it if those who study should look again, although only words changed."),
        }

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["edition_notes"].required = kind == MAJOR
        if kind == MAJOR and not self.instance.raise_to_major:
            del self.fields["raise_to_major"]
