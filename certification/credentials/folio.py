"""Folios: year, institute, a six-digit sequence and a check character (ISO 7064 MOD 37,36). Pure.

``2017IES05000123`` is a body and ``F`` its check character, so the folio reads ``2017IES05000123F``.
"""

import re

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY = re.compile(r"\d{4}[0-9A-Z]{1,20}\d{6}")
LAST_SEQUENCE = 999_999


class InvalidFolio(ValueError):
    """The text is no folio; ``reason`` is "shape" or "check"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def normalise(text: str) -> str:
    """Upper case, without spaces, dots and hyphens; nothing else is repaired (an O stays an O)."""
    return re.sub(r"[\s.\-‐‑–]", "", text).upper()


def check_character(body: str) -> str:
    """The character that follows ``body``: hybrid system of ISO 7064 with modulus 36 (+1)."""
    product = 36
    for character in body:
        total = (product + ALPHABET.index(character)) % 36 or 36
        product = 2 * total % 37
    return ALPHABET[(37 - product) % 36]


def folio(year: int, organisation_code: str, sequence: int) -> str:
    """The folio with its check character; raises ValueError beyond six digits or without a usable code."""
    if not 1 <= sequence <= LAST_SEQUENCE:
        raise ValueError(f"A sequence runs from 1 to {LAST_SEQUENCE}, not {sequence}.")
    code = re.sub(r"[^0-9A-Z]", "", organisation_code.upper())
    body = f"{year:04d}{code}{sequence:06d}"
    if not code or _BODY.fullmatch(body) is None:
        raise ValueError(f"No folio can be made from the code {organisation_code!r}.")
    return body + check_character(body)


def validate(text: str) -> str:
    """The normalised folio; raises InvalidFolio when the shape or the check character is wrong."""
    candidate = normalise(text)
    if _BODY.fullmatch(candidate[:-1]) is None or candidate[-1] not in ALPHABET:
        raise InvalidFolio("shape")
    if check_character(candidate[:-1]) != candidate[-1]:
        raise InvalidFolio("check")
    return candidate
