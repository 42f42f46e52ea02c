"""What a corrected key changes in an attempt that was marked with the former one. Pure.

Only a question that is still the same is marked again: same words, same options. Each keeps the better of its two
marks, so that nobody loses what they earned; between equal ones the new key explains.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cms.pages.kinds import is_automatic, points_at_stake
from courses.assessment.grading import as_decimal, points_of
from courses.assessment.results import result_of

Question = Mapping[str, Any]
# What may differ without the question being another one: its help, its skills, what it is worth, the order shown.
_BESIDE = frozenset({"hint", "skills", "points", "shuffle", "type", "rubric", "min_words", "credit"})


@dataclass(frozen=True)
class Regraded:
    """``result`` and ``points`` with the better mark of each question; ``strictly``: what the new key alone gives."""

    result: dict[str, Any]
    points: Decimal
    strictly: Decimal


def regraded(
    asked: list[dict[str, Any]],
    answers: Mapping[str, Any],
    result: Mapping[str, Any],
    *,
    now: Mapping[str, Question],
    keys: Mapping[str, Any],
    language: str,
    fallback: str,
) -> Regraded:
    """``asked``, ``answers`` and ``result`` as the attempt has them; ``now`` the questions of the corrected edition."""
    same = [question for question in asked if _may_be_marked_again(question, now.get(question["uid"]), keys)]
    again, _points = result_of(same, keys, answers, language=language, fallback=fallback)
    better = {uid: told for uid, told in again.items() if _share(told) >= _share(result[uid])}
    return Regraded(
        result={**result, **better},
        points=_sum(asked, {**result, **better}),
        strictly=_sum(asked, {**result, **again}),
    )


def _may_be_marked_again(question: Question, now: Question | None, keys: Mapping[str, Any]) -> bool:
    return now is not None and is_automatic(question) and question["uid"] in keys and is_same(question, now)


def is_same(question: Question, other: Question) -> bool:
    """Whether two wordings in one language ask the same, whatever the order in which options are shown."""
    return _essence(question) == _essence(other)


def _essence(question: Question) -> dict[str, Any]:
    return {name: _unordered(part) for name, part in question.items() if name not in _BESIDE}


def _unordered(part: Any) -> Any:
    if isinstance(part, list):
        return {str(item["uid"]): _unordered(item) for item in part}
    if isinstance(part, Mapping):
        return {name: _unordered(value) for name, value in part.items()}
    return part


def _share(told: Mapping[str, Any]) -> Fraction:
    return Fraction(told["fraction"])


def _sum(asked: list[dict[str, Any]], result: Mapping[str, Any]) -> Decimal:
    earned = (points_of(_share(result[question["uid"]]), points_at_stake(question)) for question in asked)
    return as_decimal(sum(earned, Fraction(0)))
