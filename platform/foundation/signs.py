"""Characters that are kept out of what people write, told to them by name instead of vanishing without a word."""

import re
import unicodedata

from django.utils.translation import gettext as _

from foundation.text import HARMFUL

# A mark that joins the letter before it, where no letter stands before it.
_LONE_MARK = re.compile(r"(?:^|(?<=\s))[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]")


def harmful_signs(text: str) -> list[str]:
    """A sentence for each such character, each once: what it is and why it cannot stay."""
    found = dict.fromkeys(HARMFUL.findall(text))
    marks = dict.fromkeys(_LONE_MARK.findall(text))
    return [
        *(_("The invisible character %(name)s cannot stay: with it a text reads otherwise than it is written.")
          % {"name": _named(sign)} for sign in found),
        *(_("The mark %(name)s stands without a letter: write it after the letter that carries it.")
          % {"name": f"◌{mark} ({_named(mark)})"} for mark in marks),
    ]  # fmt: skip


def _named(sign: str) -> str:
    """U+202E RIGHT-TO-LEFT OVERRIDE: the same in every language, so that it can be looked up."""
    return f"U+{ord(sign):04X} {unicodedata.name(sign, '')}".strip()
