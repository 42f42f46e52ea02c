"""What a translation must keep of its source: names in per cent signs or braces, and tags. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_PERCENT = re.compile(r"%(?:\(\w+\))?[#0\-+]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|%%")
_BRACES = re.compile(r"\{\w*(?:![rsa])?(?::[^{}]*)?\}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LONE_PERCENT = re.compile(r"%(?!%)")


@dataclass(frozen=True)
class Difference:
    """A sign that one text has and the other lacks; ``form`` counts plural forms from nought."""

    sign: str
    is_missing: bool
    form: int


def signs_in(text: str) -> Counter[str]:
    """Placeholders and tags of a text, each as often as it stands there."""
    found = _PERCENT.findall(text) + _BRACES.findall(text) + [" ".join(tag.split()) for tag in _TAG.findall(text)]
    return Counter(sign for sign in found if sign != "%%")


def differences(sources: Sequence[str], texts: Sequence[str]) -> list[Difference]:
    """What the texts lack or have too much. A sign that some form of the source leaves out, any form may."""
    counted = [signs_in(source) for source in sources]
    needed = counted[0]
    for one in counted[1:]:
        needed = needed & one
    allowed = counted[0]
    for one in counted[1:]:
        allowed = allowed | one
    found = []
    for form, text in enumerate(texts):
        own = signs_in(text)
        found += [Difference(sign, True, form) for sign in sorted(needed - own)]
        found += [Difference(sign, False, form) for sign in sorted(own - allowed)]
        if any(_PERCENT.search(source) for source in sources) and _LONE_PERCENT.search(_PERCENT.sub("", text)):
            found.append(Difference("%", False, form))
    return found
