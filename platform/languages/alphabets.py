"""The order of a language's letters, digraphs among them, and the key by which its words are sorted. Pure.

A table names letters in their order, each line a row: ``a ch e``. Rows may overlap, and are joined: ``a e`` and ``e i``
give a, e, i. Letters joined by ``=`` are one place in the order: ``ɨ = ʉ = ü``. Whatever a word has that the table
lacks sorts after its letters, by the strict key of the language, else by itself.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from languages.orthography import ORTHOGRAPHIES, strict_key

LONGEST_LETTER = 6
MOST_LETTERS = 300
LONGEST_COLUMN = 500
# Keys are text, compared sign by sign: places of the table first, then letters that it does not have.
_FIRST, _UNKNOWN = 0x0100, "\u2000"


@dataclass
class TableFault(Exception):
    """Why a table cannot be used: ``reason`` is one of the words below, ``letters`` says where."""

    reason: str  # empty, mark, long, many, twice, loop, open
    letters: tuple[str, ...] = ()


@dataclass(frozen=True)
class Order:
    """Places of letters, for one language."""

    places: tuple[tuple[str, int], ...]
    language: str = ""

    @property
    def rank(self) -> dict[str, int]:
        return dict(self.places)


def read_table(table: str, language: str = "") -> Order:
    """The order that a table says; raises ``TableFault``."""
    rows = [_row(line) for line in table.splitlines() if line.strip()]
    if not rows:
        raise TableFault("empty")
    same = _places(rows)
    if len(same) > MOST_LETTERS:
        raise TableFault("many")
    heads = _in_order([[same[group[0]] for group in row] for row in rows])
    number = {head: place for place, head in enumerate(heads)}
    return Order(tuple((letter, number[head]) for letter, head in same.items()), language)


def _row(line: str) -> list[list[str]]:
    words = line.replace("=", " = ").replace(",", " ").replace("<", " ").split()
    groups: list[list[str]] = []
    joins = False
    for word in words:
        if word == "=":
            joins = bool(groups)
        elif joins:
            groups[-1].append(_letter(word))
            joins = False
        else:
            groups.append([_letter(word)])
    return groups


def _letter(word: str) -> str:
    letter = _folded(word)
    if not letter or unicodedata.combining(letter[0]):
        raise TableFault("mark", (word,))
    if len(letter) > LONGEST_LETTER:
        raise TableFault("long", (word,))
    return letter


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())


def _places(rows: list[list[list[str]]]) -> dict[str, str]:
    """Each letter and the first of those at its place."""
    same: dict[str, str] = {}
    for row in rows:
        seen: set[str] = set()
        for group in row:
            head = same.get(group[0], group[0])
            for letter in group:
                if letter in seen or same.get(letter, head) != head:
                    raise TableFault("twice", (letter,))
                seen.add(letter)
                same[letter] = head
    return same


def _in_order(chains: list[list[str]]) -> list[str]:
    """One row of all; a loop or an order left open is a fault."""
    after: dict[str, set[str]] = defaultdict(set)
    before: dict[str, set[str]] = {letter: set() for chain in chains for letter in chain}
    for chain in chains:
        for one, other in pairwise(chain):
            after[one].add(other)
            before[other].add(one)
    order: list[str] = []
    while before:
        ready = [letter for letter, waits in before.items() if not waits]
        if not ready:
            raise TableFault("loop", tuple(_loop(before)))
        if len(ready) > 1:
            raise TableFault("open", (ready[0], ready[1]))
        order.append(ready[0])
        del before[ready[0]]
        for letter in after[ready[0]]:
            before[letter].discard(ready[0])
    return order


def _loop(before: dict[str, set[str]]) -> Iterable[str]:
    """Letters that come round to the first: each has one that must stand before it."""
    path, letter = [], next(iter(before))
    while letter not in path:
        path.append(letter)
        letter = min(before[letter])
    circle = [*path[path.index(letter) :], letter]
    return reversed(circle)


def sort_column(text: str, order: Order | None, language: str = "") -> str:
    """The same for a column of a database, whatever its collation: what sorts first in it, in digits and a to f."""
    return sort_key(text, order, language).split("\x01")[0].encode().hex()[:LONGEST_COLUMN]


@lru_cache(maxsize=64)
def _letters_of(order: Order) -> tuple[dict[str, int], int]:
    ranks = order.rank
    return ranks, max(map(len, ranks))


def sort_key(text: str, order: Order | None, language: str = "") -> str:
    """A text to sort by, the same for every normal form; words that differ in marks or capitals alone stay apart."""
    composed = unicodedata.normalize("NFC", " ".join(text.split()))
    words = _folded(composed)
    if order is None:
        return f"{_strict(words, language)}\x01{words}\x01{composed}"
    return f"{_ranked(words, order)}\x01{words}\x01{composed}"


def _strict(words: str, language: str) -> str:
    return strict_key(words, language) if language in ORTHOGRAPHIES else _bare(words)


def _bare(words: str) -> str:
    """Without marks, ñ after n: as Spanish dictionaries sort."""
    apart = unicodedata.normalize("NFD", words.replace("ñ", "n\uffff"))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _ranked(words: str, order: Order) -> str:
    ranks, longest = _letters_of(order)
    key, place = [], 0
    while place < len(words):
        size = next((size for size in range(longest, 0, -1) if words[place : place + size] in ranks), 0)
        if size:
            key.append(chr(_FIRST + ranks[words[place : place + size]]))
        else:
            key.append(" " if words[place] == " " else _UNKNOWN + _bare(words[place]))
        place += size or 1
    return "".join(key)
