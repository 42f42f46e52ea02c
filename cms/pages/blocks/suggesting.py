"""A line of text that offers words without insisting on them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from wagtail import blocks


class SuggestingInput(forms.TextInput):
    """An input with a list of suggestions, drawn by the browser itself."""

    template_name = "cms/pages/_suggesting.html"

    def __init__(self, suggestions: Sequence[Any], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.suggestions = suggestions

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["list_id"] = f"{context['widget']['attrs'].get('id', name)}-suggestions"
        context["suggestions"] = [str(word) for word in self.suggestions]
        return context


class SuggestingBlock(blocks.CharBlock):
    """Any words, some of them offered; to migrations it is the text block it is."""

    def __init__(self, *args: Any, suggestions: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.field.widget = SuggestingInput(suggestions, self.field.widget.attrs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        _path, args, kwargs = super().deconstruct()
        return "wagtail.blocks.CharBlock", args, {name: part for name, part in kwargs.items() if name != "suggestions"}
