"""The CCT, key of a work centre: form and check letter.

The rule of the letter was found by trial on public keys; no official text states it, and some keys in use break it.
So the form is required and a letter that does not check is only a warning.
"""

import re

_SHAPE = re.compile(r"(?:0[1-9]|[12]\d|3[0-2])[A-Z]{3}\d{4}[A-Z]")


class InvalidCct(ValueError):
    """The text has not the form of a CCT."""


def normalise(text: str) -> str:
    """Upper case without spaces and hyphens; an O stays an O."""
    return re.sub(r"[\s\-]", "", text).upper()


def check_letter(first_nine: str) -> str:
    """The letters as two digits each (A=01 … Z=26) give twelve digits; weights 7, 26 in turn; sum modulo 27.

    0..25 stand for A..Z, and 26 for Z as well. ``14DPR0060``: 1 4 0 4 1 6 1 8 0 0 6 0, sum 635, 635 mod 27 = 14, O.
    """
    digits = "".join(character if character.isdigit() else f"{ord(character) - 64:02d}" for character in first_nine)
    total = sum(int(digit) * (26 if place % 2 else 7) for place, digit in enumerate(digits))
    return chr(65 + min(total % 27, 25))


def validate(text: str) -> str:
    """The normalised key; raises InvalidCct (state 01-32, three letters, four digits, a letter)."""
    key = normalise(text)
    if not _SHAPE.fullmatch(key):
        raise InvalidCct(key)
    return key


def letter_checks(key: str) -> bool:
    """Whether the last letter of a well-formed key is the one computed."""
    return check_letter(key[:9]) == key[9:]
