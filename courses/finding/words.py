"""Words as they are compared: as typed, by their sounds, and by what a phone can type. Pure.

Three columns of tokens stand for a text. ``exact`` is what was typed, ``strict`` joins spellings of the same sounds (in
Spanish: without accents), ``loose`` also what may be another word; whatever only ``loose`` finds is *similar*.
Tokens are written with a-z and 0-9 alone, so that no database takes them apart in its own way.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from languages.orthography import APOSTROPHES, GLOTTAL, GLOTTALS, ORTHOGRAPHIES, loose_keys, strict_key

MOST_WORDS = 8  # of a query
LONGEST_WORD = 60
SHORTEST_BEGINNING = 3  # letters from which the last word of a query also finds longer ones
OTHER = ""  # every language whose spelling is settled
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[\u0300-\u036f]|[+{re.escape(APOSTROPHES)}](?=[^\W_]|[\u0300-\u036f]|$))*")
_PLAIN = re.compile("[a-y0-9]")
GROUPS = (OTHER, *sorted(ORTHOGRAPHIES))
# Each token begins with the mark of its group, so that one look-up serves all of them and none meets another's words.
_MARKS = dict(zip(GROUPS, "abcdefgh", strict=False))


def group_of(language: str) -> str:
    """Which rules compare a text: those of its language, or those of every other."""
    return language if language in ORTHOGRAPHIES else OTHER


@dataclass(frozen=True)
class Keys:
    """What a word is found by; of several ``loose`` keys each is enough."""

    exact: str
    strict: str
    loose: frozenset[str]


@lru_cache(maxsize=50_000)
def keys_of(word: str, group: str) -> Keys:
    """The keys of one word under the rules of a group."""
    exact = unicodedata.normalize("NFC", word.casefold())
    if group == OTHER:
        strict = _without_marks(exact)
        return Keys(exact, strict, frozenset({strict.replace(GLOTTAL, "")}))
    return Keys(exact, strict_key(word, group), loose_keys(word, group))


def _without_marks(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.translate(GLOTTALS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(text: str) -> list[str]:
    """The words of a text in their order; apostrophes and ``+`` within or after a word belong to it."""
    return [word[:LONGEST_WORD] for word in _WORD.findall(unicodedata.normalize("NFC", text))]


def columns_of(text: str, language: str) -> tuple[str, str, str]:
    """The tokens of a text, each once, as three columns: exact, strict, loose."""
    group = group_of(language)
    found = [keys_of(word, group) for word in dict.fromkeys(words_of(text))]
    return (
        _column(group, (keys.exact for keys in found)),
        _column(group, (keys.strict for keys in found)),
        _column(group, (key for keys in found for key in keys.loose)),
    )


def _column(group: str, keys: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(token(key, group) for key in keys if key))


def token(key: str, group: str = OTHER) -> str:
    """A key in a-z and 0-9, letter by letter, so that a beginning stays a beginning."""
    return _MARKS[group] + "".join(letter if _PLAIN.fullmatch(letter) else f"z{ord(letter):05x}" for letter in key)


@dataclass(frozen=True)
class Wanted:
    """One word of a query as tokens of each column; ``begins`` when longer words count as well."""

    exact: str
    strict: str
    loose: tuple[str, ...]
    begins: bool


def wanted_in(query: str, group: str) -> list[Wanted]:
    """What a query asks of a text of the group; [] when there is no word in it."""
    words = [word for word in words_of(query[:500]) if keys_of(word, group).strict][:MOST_WORDS]
    return [_wanted(word, group, begins=place == len(words)) for place, word in enumerate(words, start=1)]


def _wanted(word: str, group: str, *, begins: bool) -> Wanted:
    keys = keys_of(word, group)
    loose = tuple(sorted(token(key, group) for key in keys.loose if key)) or (token(keys.strict, group),)
    return Wanted(
        token(keys.exact, group), token(keys.strict, group), loose, begins and len(word) >= SHORTEST_BEGINNING
    )
