"""Text as people mean it: without characters that nobody types and that make a page lie or a database refuse."""

import re
from typing import Any

# Halves of surrogate pairs, non-characters, and controls other than tab and line end: no database or file wants them.
_IMPOSSIBLE = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
# Embeddings, overrides and isolates of direction: with them a title reads otherwise than it is written.
_DIRECTION = "\u202a-\u202e\u2066-\u2069"
HARMFUL = re.compile(f"[{_IMPOSSIBLE}{_DIRECTION}]")
_LINE_ENDS = re.compile("[\u2028\u2029\x85]")


def harmless(text: str) -> str:
    """The text without them; letters, accents, joiners and line ends stay as they are."""
    return HARMFUL.sub("", _LINE_ENDS.sub("\n", text))


def harmless_data(value: Any) -> Any:
    """The same for every text inside lists and dictionaries."""
    if isinstance(value, str):
        return harmless(value)
    if isinstance(value, dict):
        return {harmless(str(key)): harmless_data(part) for key, part in value.items()}
    return [harmless_data(part) for part in value] if isinstance(value, list) else value


def minutes_and_seconds(seconds: float) -> str:
    """As players show a length: 2:05, 1:00:00."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
