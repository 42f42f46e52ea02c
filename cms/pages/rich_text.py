"""The editor of rich text, deaf to what no editor sends."""

from typing import Any

from django.utils.html import format_html
from wagtail.admin.rich_text import DraftailRichTextArea

from foundation.text import harmless


class RichTextArea(DraftailRichTextArea):
    """Wagtail's; what is not its format is kept as the words it was, neither an error of ours nor markup."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        try:
            value = super().value_from_datadict(data, files, name)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
            value = format_html("<p>{}</p>", data.get(name, ""))
        return value if value is None else harmless(value)
