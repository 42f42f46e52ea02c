"""Mexico's scale: 5.0 to 10.0 with one decimal, rounded half up from the exact value (5.95 is 6.0)."""

from decimal import Decimal
from fractions import Fraction
from math import floor

LOWEST = Decimal("5.0")
HIGHEST = Decimal("10.0")


def grade(points: Decimal | Fraction, max_points: Decimal | Fraction) -> Decimal:
    """max(5.0, 10 × points / max_points) with one decimal; 10.0 where nothing could be scored.

    Raises ValueError unless 0 ≤ points ≤ max_points.
    """
    if not 0 <= points <= max_points:
        raise ValueError(f"{points} of {max_points} points is no result.")
    if max_points == 0:
        return HIGHEST
    tenths = floor(100 * Fraction(points) / Fraction(max_points) + Fraction(1, 2))
    return max(LOWEST, Decimal(tenths).scaleb(-1))
