"""The result of an attempt: marks, feedback and explanations in the attempt's language. Pure."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from cms.pages.kinds import points_at_stake
from courses.assessment.grading import Mark, as_decimal, mark, points_of
from courses.assessment.snapshots import in_language

# What of a key says which answer was right; the rest is feedback.
_EXPECTED = ("correct", "value", "tolerance", "accepted", "order", "pairs", "gaps", "unit")


def too_short(questions: list[dict[str, Any]], answers: Mapping[str, Any]) -> list[tuple[dict[str, Any], int]]:
    """(question, words written) of each open answer that was begun with fewer words than are asked."""
    written = [(question, len(str(answers.get(question["uid"]) or "").split())) for question in questions]
    return [(question, number) for question, number in written if 0 < number < (question.get("min_words") or 0)]


def result_of(
    questions: list[dict[str, Any]],
    keys: Mapping[str, Any],
    answers: Mapping[str, Any],
    *,
    language: str,
    fallback: str,
) -> tuple[dict[str, Any], Decimal]:
    """{question uid: what to tell the teacher}, and the points earned."""
    result, earned = {}, Fraction(0)
    for question in questions:
        key = keys[question["uid"]]
        marked = mark(question, key, answers.get(question["uid"]))
        points = points_of(marked.fraction, points_at_stake(question))
        earned += points
        result[question["uid"]] = _told(key, marked, points, language, fallback)
    return result, as_decimal(earned)


def _told(key: Mapping[str, Any], marked: Mark, points: Fraction, language: str, fallback: str) -> dict[str, Any]:
    feedback = key.get("feedback") or {}
    return {
        "fraction": str(marked.fraction),
        "points": str(as_decimal(points)),
        "answered": marked.answered,
        "parts": marked.parts,
        "feedback": {uid: in_language(feedback[uid], language, fallback) for uid in marked.parts if uid in feedback},
        "explanation": in_language(key.get("explanation"), language, fallback),
        "expected": {name: key[name] for name in _EXPECTED if name in key},
    }
