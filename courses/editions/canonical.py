"""Canonical JSON: the same document always gives the same bytes, whoever writes it (docs/edition-format.md)."""

import hashlib
import json
import unicodedata
from typing import Any


def canonical_text(document: Any) -> str:
    """JSON with sorted keys, no insignificant space, letters as they are, every string in Unicode's form NFC."""
    return json.dumps(_composed(document), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest_of(text: str) -> str:
    """SHA-256 of the UTF-8 bytes, 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, dict):
        return {_composed(key): _composed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(item) for item in value]
    return value
