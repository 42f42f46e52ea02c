"""The CURP, Mexico's population register key: form, date, state and check digit. Facts: docs/domain.md."""

import re
from datetime import date

ALPHABET = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"
STATES = frozenset(
    "AS BC BS CC CL CM CS CH DF DG GT GR HG JC MC MN MS NT NL OC PL QT QR SP SL SR TC TS TL VZ YN ZS NE".split()
)
_SHAPE = re.compile(r"[A-Z]{4}(\d{2})(\d{2})(\d{2})[HMX]([A-Z]{2})[B-DF-HJ-NP-TV-ZÑ]{3}([0-9A-Z])\d")


class InvalidCurp(ValueError):
    """The text is no CURP; ``reason`` is one of "shape", "date", "state", "digit"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def normalise(text: str) -> str:
    """Upper case without spaces and hyphens; nothing else is repaired (an O stays an O)."""
    return re.sub(r"[\s\-]", "", text).upper()


def check_digit(first_seventeen: str) -> int:
    """(10 − S mod 10) mod 10 with S = Σ value(cᵢ)·(18−i), i = 0..16, values by position in ALPHABET."""
    total = sum(ALPHABET.index(character) * (18 - i) for i, character in enumerate(first_seventeen))
    return (10 - total % 10) % 10


def birth_date(curp: str) -> date:
    """The date of birth; character 17 is a digit for births before 2000 and a letter from then on."""
    century = 1900 if curp[16].isdigit() else 2000
    return date(century + int(curp[4:6]), int(curp[6:8]), int(curp[8:10]))


def validate(text: str) -> str:
    """The normalised CURP; raises InvalidCurp with the first reason that applies."""
    curp = normalise(text)
    shape = _SHAPE.fullmatch(curp)
    if shape is None:
        raise InvalidCurp("shape")
    try:
        birth_date(curp)
    except ValueError:
        raise InvalidCurp("date") from None
    if shape[4] not in STATES:
        raise InvalidCurp("state")
    if check_digit(curp[:17]) != int(curp[17]):
        raise InvalidCurp("digit")
    return curp


def mask(curp: str) -> str:
    """First four and last two characters, as printed on certificates."""
    return f"{curp[:4]}{'•' * 12}{curp[-2:]}"
