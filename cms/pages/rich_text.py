"""The editor of rich text, deaf to what no editor sends."""

import json
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html_join
from wagtail.admin.rich_text import DraftailRichTextArea

from cms.pages.html import is_blank
from foundation.text import harmless, harmless_data


class RichTextArea(DraftailRichTextArea):
    """Wagtail's; what is not its format is kept as the words it was, neither an error of ours nor markup."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        sent = data.get(name)
        if sent is None:
            return None
        try:
            document = harmless_data(json.loads(sent))
            value = super().value_from_datadict({name: json.dumps(document)}, files, name)
            words = _words_of(document)
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError):
            return _as_words([harmless(str(sent))])
        return _as_words(words) if value is not None and words and is_blank(value) else value


def _words_of(document: Any) -> list[str]:
    """The text of each paragraph, whatever kind of paragraph it says it is."""
    texts = [str(block.get("text") or "") for block in (document or {}).get("blocks", [])]
    return [text for text in texts if text.strip()]


def _as_words(texts: Iterable[str]) -> str:
    return format_html_join("", "<p>{}</p>", ((text,) for text in texts))
