"""Search keys for languages whose spelling is still being agreed on: what ways of writing one word share. Pure.

Nothing here corrects anybody's spelling: texts stay as typed, keys are only compared. A *strict* key joins spellings of
the same sounds; *loose* keys also drop what a phone cannot type, which may join different words, so whatever is found
by them alone is only similar. The rules and their sources stand in docs/languages.md.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial

APOSTROPHES = "'’ʼꞌʔ´`"
GLOTTAL = "ʼ"
GLOTTALS = str.maketrans(dict.fromkeys(APOSTROPHES, GLOTTAL))  # for str.translate
_MACRON, _ACUTE = "\u0304", "\u0301"
_DOUBLED = re.compile(r"([^\W\d_])\1+")
# A digraph that no rule may take apart, kept as one sign of Unicode's private area while they work.
_CH = "\ue000"
Rule = tuple[re.Pattern[str], str]


def _rules(*pairs: tuple[str, str]) -> list[Rule]:
    return [(re.compile(pattern), replacement) for pattern, replacement in pairs]


_WIXARIKA = _rules(
    (_ACUTE, ""),
    ("[ɨʉ]|u\u0308|i\u0308", "ɨ"),
    (r"(?<=[^\W\d_])\+|(?<=[\u0300-\u036f])\+|\+(?=[^\W\d_])", "ɨ"),  # a vowel on keyboards that have no ɨ
    ("ch", "ts"),
    ("rr", "x"),
    ("v", "w"),
    ("cu(?=[aeiouɨ])", "kw"),
    ("qu|c", "k"),
)
_NAHUATL = _rules(
    (_MACRON, ""),
    ("ch", _CH),
    ("z|c\u0327|c(?=[ei])", "s"),
    ("tz", "ts"),
    ("j", "h"),
    ("[ck]u(?=[aeio])|(?<=[aeio])u[ck](?![aeiouw])", "kw"),
    ("qu|c", "k"),
    ("hu(?=[aeio])|(?<=[aeio])uh|u(?=[aeio])", "w"),
    (_CH, "ch"),
)
_NAHUATL_LOOSE = _rules(("ch", _CH), (f"h|{GLOTTAL}", ""), (_CH, "ch"))


def strict_key(text: str, language: str) -> str:
    """What spellings of the same sounds share; the same for a key itself. KeyError for a language without rules."""
    return _settled(text, partial(_applied, _STRICT[language]))


def loose_keys(text: str, language: str) -> frozenset[str]:
    """Keys under which a text is found although a letter or a glottal stop was left out."""
    key = strict_key(text, language)
    if language == "hch":
        return frozenset(_settled(key, partial(_loose_wixarika, vowel=vowel)) for vowel in "iu")
    return frozenset({_settled(key, _loose_nahuatl)})


def _loose_wixarika(key: str, vowel: str) -> str:
    bare = _applied(_WIXARIKA, key).replace(GLOTTAL, "").replace("ɨ", vowel)
    return _DOUBLED.sub(r"\1", bare)


def _loose_nahuatl(key: str) -> str:
    return _applied(_NAHUATL_LOOSE, _applied(_NAHUATL, key))


def _settled(text: str, step: Callable[[str], str]) -> str:
    """The step repeated until it changes nothing: a rule may make room for another. Each shortens or settles a sign."""
    while (changed := step(text)) != text:
        text = changed
    return text


def _applied(rules: list[Rule], text: str) -> str:
    """The rules once, in their order, on letters apart from their marks, so that NFC and NFD give the same key."""
    text = unicodedata.normalize("NFD", text.replace(_CH, "").lower()).translate(GLOTTALS)
    for pattern, replacement in rules:
        text = pattern.sub(replacement, text)
    return unicodedata.normalize("NFC", text)


_STRICT: dict[str, list[Rule]] = {"hch": _WIXARIKA, "nah-x-mexocc": _NAHUATL}
ORTHOGRAPHIES = frozenset(_STRICT)
