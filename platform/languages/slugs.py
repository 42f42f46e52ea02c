"""Words of any language in an address of a-z and 0-9, which every program and every person can copy. Pure."""

import re
import unicodedata

from languages.orthography import APOSTROPHES

LONGEST = 100
# Letters that would otherwise be lost, each written so that t+ri, tɨri and tꞌri stay three.
_LETTERS = {"ɨ": "ix", "ʉ": "ux", "+": "i", "ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l"}
_WRITTEN = str.maketrans(_LETTERS | dict.fromkeys(APOSTROPHES, "h"))


def slug_of(text: str) -> str:
    """The text as part of an address, "" when no letter or digit is in it; what is one already stays as it is."""
    written = unicodedata.normalize("NFC", text).lower().translate(_WRITTEN)
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", written) if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9_]+", "-", plain).strip("-")[:LONGEST].rstrip("-")
