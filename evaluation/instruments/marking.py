"""Marking a response: the rules of the courses' questions, applied to an instrument. Pure."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from cms.pages.kinds import points_at_stake
from courses.assessment.grading import mark

THOUSANDTH = Decimal("0.001")


@dataclass(frozen=True)
class Marked:
    """Points earned, and the fraction of each question as text ("1/2")."""

    points: Decimal
    result: dict[str, dict[str, str]]


def mark_all(questions: list[dict[str, Any]], keys: dict[str, Any], answers: dict[str, Any]) -> Marked:
    """Mark every question; one without an answer earns nothing."""
    total, result = Fraction(0), {}
    for question in questions:
        uid = question["uid"]
        fraction = Fraction(mark(question, keys[uid], answers.get(uid)).fraction)
        total += fraction * Fraction(points_at_stake(question))
        result[uid] = {"fraction": str(fraction)}
    points = Decimal(total.numerator) / Decimal(total.denominator)
    return Marked(points.quantize(THOUSANDTH, ROUND_HALF_UP), result)
