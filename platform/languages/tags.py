"""Tags of languages (BCP 47), as addresses and catalogues can carry them. Pure."""

import re

LONGEST = 35
# An address takes no prefix of more parts (Django's pattern of prefixes).
MOST_HYPHENS = 2
_LANGUAGE = r"[a-z]{2,3}(-[a-z]{3})?"
_REST = r"(-[a-z]{4})?(-([a-z]{2}|\d{3}))?(-([a-z0-9]{5,8}|\d[a-z0-9]{3}))*(-x(-[a-z0-9]{1,8})+)?"
_TAG = re.compile(_LANGUAGE + _REST)


def tidy_tag(text: str) -> str:
    """As we write tags: lower case, hyphens."""
    return text.strip().lower().replace("_", "-")


def is_tag(text: str) -> bool:
    """Whether it is a well-formed tag: language, then script, region, variants and private use, in this order."""
    return len(text) <= LONGEST and _TAG.fullmatch(text) is not None


def fits_an_address(tag: str) -> bool:
    return tag.count("-") <= MOST_HYPHENS


def is_english(tag: str) -> bool:
    """English is the language of the strings in code, which nobody is ever shown."""
    return tag.split("-", maxsplit=1)[0] == "en"
