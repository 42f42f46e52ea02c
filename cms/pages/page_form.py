"""The form behind every page of the CMS: whatever is sent comes out clean, or is refused by name; nothing is lost."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import BadRequest, ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks import StreamValue
from wagtail.models import Page
from wagtail.rich_text import extract_references_from_rich_text

from cms.pages.visibility import files_open_to, pages_to_link_to
from foundation.text import harmless, harmless_data

MOST_BLOCKS = 1000
_WHOLE_NUMBER = re.compile(r"\d{1,6}")
_COUNTS = re.compile(r".+-(?:count|order|TOTAL_FORMS|INITIAL_FORMS)")
_FILES = {"wagtailimages", "wagtaildocs", "wagtailmedia"}
Reference = tuple[type[Any], int]


class PageForm(WagtailAdminPageForm):
    """Removes what no person types, and refuses what no browser sends and what is another institute's."""

    def _clean_fields(self) -> None:
        _refuse_impossible_counts(self.data)
        super()._clean_fields()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, StreamValue):
                self.cleaned_data[name] = _harmless_stream(value)
            elif isinstance(value, str):
                self._clean_text(name, value)

    def _clean_text(self, name: str, value: str) -> None:
        self.cleaned_data[name] = text = harmless(value)
        if value.strip() and not text.strip() and self.fields[name].required:
            self.add_error(name, self.fields[name].error_messages["required"])

    def clean(self) -> Any:
        cleaned = super().clean()
        for name, value in list(self.cleaned_data.items()):
            before = set(references_in(getattr(self.instance, name, None)))
            if not _all_open_to(self.for_user, set(references_in(value)) - before):
                self.add_error(name, ValidationError(_not_yours()))
        return cleaned


def _not_yours() -> str:
    return _(
        "It contains an image, a file or a link to a page that does not exist or belongs to another institute. Remove "
        "it, or choose one of your own institute."
    )


def _refuse_impossible_counts(data: Any) -> None:
    """A form that says how many parts it has says a number; less than none would lose what is there."""
    for key in data:
        if _COUNTS.fullmatch(key) and not _is_count(data[key], at_most=MOST_BLOCKS):
            raise BadRequest("The form is malformed: it was not saved, and what was there is still there.")


def _is_count(value: str, *, at_most: int) -> bool:
    return bool(_WHOLE_NUMBER.fullmatch(value)) and value.isascii() and int(value) <= at_most


def _harmless_stream(value: StreamValue) -> StreamValue:
    stored = value.get_prep_value()
    tidied = harmless_data(stored)
    return value if tidied == stored else value.stream_block.to_python(tidied)


def references_in(value: Any) -> Iterator[Reference]:
    """(model, key) of every image, file and page that a field's value names."""
    if isinstance(value, StreamValue):
        found: Iterable[Any] = value.stream_block.extract_references(value)
    elif isinstance(value, str) and "<" in value:
        found = extract_references_from_rich_text(value)
    elif getattr(getattr(value, "_meta", None), "app_label", "") in _FILES:
        found = [(type(value), value.pk)]
    else:
        found = []
    for model, key, *_where in found:
        if str(key).isdecimal() and (issubclass(model, Page) or model._meta.app_label in _FILES):
            yield model, int(str(key)[:18])


def _all_open_to(user: Any, references: set[Reference]) -> bool:
    if user is None:
        return True
    models = {model for model, _key in references}
    return all(_open_to(user, model, {key for kind, key in references if kind is model}) for model in models)


def _open_to(user: Any, model: type[Any], keys: set[int]) -> bool:
    rows = pages_to_link_to(user) if issubclass(model, Page) else files_open_to(user, model)
    return rows.filter(pk__in=keys).count() == len(keys)
