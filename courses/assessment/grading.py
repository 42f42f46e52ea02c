"""Marking answers: pure, exact, and deaf to whatever a hostile client sends.

``mark`` takes a question (as in the source document, or as an attempt keeps it), its key and an answer, and returns
how much of the question is right as an exact fraction. It never raises on an answer: what cannot be read earns nothing.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from typing import Any

from cms.pages.kinds import OPEN, RATING
from languages.orthography import ORTHOGRAPHIES, strict_key

NOTHING, ALL = Fraction(0), Fraction(1)
LONGEST_NUMBER = 40
_APOSTROPHES = str.maketrans(dict.fromkeys("’ʼꞌʔ´`‘", "'"))
_SPACES = re.compile(r"\s+")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")
_COMMA_DECIMAL = re.compile(r"[+-]?[0-9]*,[0-9]+")
_POINT_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(\.[0-9]{3})+,[0-9]+")
_PLAIN = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)")


@dataclass(frozen=True)
class Mark:
    """How right an answer is. ``parts`` says of each option, item or pair that was answered whether it is right."""

    fraction: Fraction
    answered: bool
    parts: dict[str, bool] = field(default_factory=dict)

    @property
    def is_right(self) -> bool:
        return self.fraction == ALL


def mark(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    """Mark one answer against its key; the kind is the key's, so a client cannot choose an easier one."""
    marker = _MARKERS.get(str(key.get("kind") or question.get("kind")))
    if marker is None or answer is None:
        return Mark(NOTHING, answered=False)
    return marker(question, key, answer)


def points_of(fraction: Fraction, points: Decimal) -> Fraction:
    """Exact points earned for a fraction of a question."""
    return fraction * Fraction(points)


def as_decimal(value: Fraction, places: int = 3) -> Decimal:
    """A fraction as a decimal with so many places, halves rounded up."""
    with localcontext() as context:
        context.prec = 60
        exact = Decimal(value.numerator) / Decimal(value.denominator)
        return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def comparable(text: str, compare: Mapping[str, Any]) -> str:
    """What two ways of writing the same answer share, under the rules of comparison of its key.

    Without rules, case and accents do not matter. An orthography has rules of its own for both.
    """
    if compare.get("orthography") in ORTHOGRAPHIES:
        return _trimmed(strict_key(text, str(compare["orthography"])))
    folded = text.translate(_APOSTROPHES)
    if not compare.get("case"):
        folded = folded.casefold()
    if not compare.get("accents"):
        folded = "".join(_without_marks(unicodedata.normalize("NFD", folded)))
    return _trimmed(unicodedata.normalize("NFC", folded))


def fold_text(text: str) -> str:
    """What spellings of a short answer share: no case, no accents (ñ stays a letter), single spaces, no full stop."""
    return comparable(text, {})


def _trimmed(text: str) -> str:
    return _SPACES.sub(" ", text).strip(" .¡!¿?;,:")


def _without_marks(decomposed: str) -> list[str]:
    kept: list[str] = []
    for character in decomposed:
        tilde_of_n = character == "\N{COMBINING TILDE}" and kept[-1:] in (["n"], ["N"])
        if tilde_of_n or unicodedata.category(character) != "Mn":
            kept.append(character)
    return kept


def readings(text: str, units: tuple[str, ...] = ()) -> set[Decimal]:
    """Every number that a person may have meant: "12.5", "12,5", "1 234.5", "1,234" (two readings), "12.5 m".

    Empty when it is no number.
    """
    bare = _split(text, units)[0]
    if not bare or len(bare) > LONGEST_NUMBER:
        return set()
    meant = set()
    if _PLAIN.fullmatch(bare):
        meant.add(Decimal(bare))
    if _THOUSANDS.fullmatch(bare):
        meant.add(Decimal(bare.replace(",", "")))
    if _COMMA_DECIMAL.fullmatch(bare):
        meant.add(Decimal(bare.replace(",", ".")))
    if _POINT_THOUSANDS.fullmatch(bare):
        meant.add(Decimal(bare.replace(".", "").replace(",", ".")))
    return meant


def has_unit(text: str, units: tuple[str, ...]) -> bool:
    """Whether one of the units is written after the number."""
    return _split(text, units)[1]


def _split(text: str, units: tuple[str, ...]) -> tuple[str, bool]:
    """(the number as written, whether a unit followed it); of units that end alike the longest is meant."""
    bare = _SPACES.sub("", text.replace("\N{MINUS SIGN}", "-"))
    for unit in sorted((_SPACES.sub("", unit) for unit in units), key=len, reverse=True):
        if unit and bare.casefold().endswith(unit.casefold()):
            return bare[: -len(unit)], True
    return bare, False


def _strings(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list | tuple) else []


def _option_uids(question: Mapping[str, Any]) -> set[str]:
    return {str(option["uid"]) for option in question.get("options") or []}


def _single(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    if not isinstance(answer, str) or not answer:
        return Mark(NOTHING, answered=False)
    right = answer == key.get("correct")
    return Mark(ALL if right else NOTHING, answered=True, parts={answer: right})


def _multiple(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    """Each right choice earns its share and each wrong one takes one away; or, if the key says so, all or nothing."""
    chosen = set(_strings(answer)) & _option_uids(question)
    correct = set(_strings(key.get("correct")))
    if not chosen or not correct:
        return Mark(NOTHING, answered=bool(chosen))
    earned = max(NOTHING, Fraction(len(chosen & correct) - len(chosen - correct), len(correct)))
    if key.get("scoring") == "all_or_nothing" and earned != ALL:
        earned = NOTHING
    return Mark(earned, answered=True, parts={uid: uid in correct for uid in sorted(chosen)})


def _true_false(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    said = {"true": True, "false": False}.get(str(answer).lower() if isinstance(answer, str | bool) else "")
    if said is None:
        return Mark(NOTHING, answered=False)
    right = said is key.get("correct")
    return Mark(ALL if right else NOTHING, answered=True, parts={str(said).lower(): right})


def _numeric(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    if not isinstance(answer, str) or not answer.strip():
        return Mark(NOTHING, answered=False)
    units = (*_words(question.get("unit")), *_words(key.get("unit")))
    value, tolerance = Decimal(str(key["value"])), abs(Fraction(str(key.get("tolerance") or 0)))
    if key.get("tolerance_kind") == "percent":
        tolerance *= abs(Fraction(value)) / 100
    right = any(abs(Fraction(reading) - Fraction(value)) <= tolerance for reading in readings(answer, units))
    if question.get("unit_required"):
        right = right and has_unit(answer, units)
    return Mark(ALL if right else NOTHING, answered=True)


def _words(texts: Any) -> tuple[str, ...]:
    """A text in every language it exists in."""
    return tuple(str(text) for text in texts.values()) if isinstance(texts, Mapping) else (str(texts),) if texts else ()


def _short_text(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    if not isinstance(answer, str) or not answer.strip():
        return Mark(NOTHING, answered=False)
    return Mark(ALL if _is_accepted(answer, key.get("accepted"), key) else NOTHING, answered=True)


def _is_accepted(answer: str, accepted: Any, key: Mapping[str, Any]) -> bool:
    compare = key.get("compare") or {}
    forms = {comparable(text, compare) for text in _strings(accepted)} - {""}
    return comparable(answer, compare) in forms


def _cloze(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    """One part per gap that was filled in; each gap is worth the same."""
    gaps = key.get("gaps") or {}
    given = answer if isinstance(answer, Mapping) else {}
    filled = {uid: given[uid] for uid in gaps if isinstance(given.get(uid), str) and given[uid].strip()}
    if not filled:
        return Mark(NOTHING, answered=False)
    parts = {uid: _fits(text, gaps[uid], key) for uid, text in filled.items()}
    return Mark(Fraction(sum(parts.values()), len(gaps)), answered=True, parts=parts)


def _fits(text: str, gap: Mapping[str, Any], key: Mapping[str, Any]) -> bool:
    if "correct" in gap:
        return bool(text == gap["correct"])
    return _is_accepted(text, gap.get("accepted"), key)


def _ordering(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    """One part per position in which the right item stands; an item may be claimed for one position only."""
    order = _strings(key.get("order"))
    given = list(answer[: len(order)]) if isinstance(answer, list | tuple) else []
    placed = [uid for uid in given if isinstance(uid, str)]
    if not order or not placed:
        return Mark(NOTHING, answered=False)
    parts = {}
    for position, uid in enumerate(given):
        if isinstance(uid, str):
            parts[uid] = placed.count(uid) == 1 and uid == order[position]
    return Mark(Fraction(sum(parts.values()), len(order)), answered=True, parts=parts)


def _matching(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    pairs = key.get("pairs") or {}
    given = answer if isinstance(answer, Mapping) else {}
    parts = {left: given[left] == right for left, right in pairs.items() if isinstance(given.get(left), str)}
    if not parts:
        return Mark(NOTHING, answered=False)
    return Mark(Fraction(sum(parts.values()), len(pairs)), answered=True, parts=parts)


def _rating(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    return Mark(NOTHING, answered=isinstance(answer, str) and answer in _option_uids(question))


def _open(question: Mapping[str, Any], key: Mapping[str, Any], answer: Any) -> Mark:
    return Mark(NOTHING, answered=isinstance(answer, str) and bool(answer.strip()))


_MARKERS: dict[str, Callable[[Mapping[str, Any], Mapping[str, Any], Any], Mark]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    RATING: _rating,
    OPEN: _open,
}
