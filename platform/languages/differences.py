"""Two states of a text word by word, in any language: pure."""

import re
from difflib import SequenceMatcher

Words = list[tuple[str, str]]

SAME, REMOVED, ADDED = "same", "removed", "added"
# Letters, digits and all that stands inside a word: combining marks, apostrophes, saltillos, the + used as a vowel.
_TOKEN = re.compile(r"\s*<[^<>]*>|\s*(?:[\w+'’ʼꞌʔ´`\u0300-\u036f]|(?<=\w)[-.,](?=\w))+|\s*[^\s\w]|\s+")
_MOST_TOKENS = 4000


def word_changes(before: str, after: str) -> Words:
    """(``same``, ``removed`` or ``added``, text) in reading order; no word, tag or number is split.

    The texts that are the same or removed make the old text, those that are the same or added make the new one.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if max(len(old), len(new)) > _MOST_TOKENS:
        return [part for part in ((REMOVED, before), (ADDED, after)) if part[1]]
    found: Words = []
    for _tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if old[i1:i2] == new[j1:j2]:
            found.append((SAME, "".join(old[i1:i2])))
            continue
        found += [part for part in ((REMOVED, "".join(old[i1:i2])), (ADDED, "".join(new[j1:j2]))) if part[1]]
    return found
