"""The form of a term: only one's own institutes and the languages in which courses are written."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from cms.glossary.models import GlossaryTerm
from institutes.permissions import organisations_written_for_by


class GlossaryTermForm(WagtailAdminModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.WAGTAIL_CONTENT_LANGUAGES)

    class Meta:
        model = GlossaryTerm
        fields = ["organisation", "language", "term", "definition", "person", "source"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_written_for_by(self.for_user).order_by("name")
        self.fields["organisation"].queryset = mine
        if len(mine) == 1:
            self.fields["organisation"].initial = mine[0]
            self.fields["organisation"].empty_label = None

    def _get_validation_exclusions(self) -> set[str]:
        """``folded`` follows from the term, so its uniqueness is checked here and not left to the database."""
        return super()._get_validation_exclusions() - {"folded"}  # type: ignore[no-any-return]
