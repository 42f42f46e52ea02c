"""Forms of the glossary: a term of one's own institutes, how it is said in other languages, and remarks on it."""

import uuid
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.log_actions import log

from cms.glossary.models import LONGEST_REMARK, Equivalent, GlossaryTerm
from cms.glossary.selectors import DEFINED
from foundation.forms import PlainWords
from institutes.permissions import organisations_written_for_by


class GlossaryTermForm(PlainWords, WagtailAdminModelForm):
    language = forms.ChoiceField(label=_("Language"), choices=lambda: settings.WAGTAIL_CONTENT_LANGUAGES)

    class Meta:
        model = GlossaryTerm
        fields = ["organisation", "language", "term", "definition", "person", "source", "is_shared"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = organisations_written_for_by(self.for_user).order_by("name")
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]
        if len(mine) == 1:
            self.fields["organisation"].initial = mine[0]
            self.fields["organisation"].empty_label = None  # type: ignore[attr-defined]

        if self.instance.pk is None:
            self.initial["is_shared"] = True

    def save(self, commit: bool = True) -> GlossaryTerm:
        """The history of a term keeps each wording of its definition."""
        term: GlossaryTerm = super().save(commit)
        if commit and {"term", "definition", "language"} & set(self.changed_data):
            data = {"term": term.term, "language": term.language, "definition": term.definition}
            log(instance=term, action=DEFINED, user=self.for_user, data=data)
        return term

    def _get_validation_exclusions(self) -> set[str]:
        """``folded`` follows from the term, so its uniqueness is checked here and not left to the database."""
        return super()._get_validation_exclusions() - {"folded"}  # type: ignore[no-any-return]


def _field(name: str) -> Any:
    return Equivalent._meta.get_field(name)


class EquivalentForm(PlainWords, forms.Form):
    """How a term is said in a language other than its own."""

    language = forms.ChoiceField(label=_("Language"))
    text = forms.CharField(label=_("How it is said"), max_length=_field("text").max_length)
    dialect = forms.CharField(label=_("Dialect"), max_length=_field("dialect").max_length, required=False)
    community = forms.CharField(
        label=_("Community"), max_length=_field("community").max_length, required=False,
        help_text=_("Where it is said like this."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=_field("note").max_length, required=False)

    def __init__(self, *args: Any, term: GlossaryTerm, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [(tag, name) for tag, name in settings.WAGTAIL_CONTENT_LANGUAGES if tag != term.language]
        self.fields["language"].choices = others  # type: ignore[attr-defined]


class RemarkForm(PlainWords, forms.Form):
    """What somebody has to say about a term."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    text = forms.CharField(
        label=_("Your remark"), max_length=LONGEST_REMARK, widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Write your remark first.")},
    )  # fmt: skip


class SearchForm(forms.Form):
    """Words of a term, and the language in which it is said."""

    q = forms.CharField(label=_("Term, in any language"), required=False, max_length=100)
    lengua = forms.ChoiceField(label=_("Language"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", pgettext_lazy("languages", "All"))
        self.fields["lengua"].choices = [every, *settings.WAGTAIL_CONTENT_LANGUAGES]  # type: ignore[attr-defined]
