"""Attendance in percent of hours. Pure; a justified absence counts neither for nor against."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor


@dataclass(frozen=True)
class Summary:
    """Hours attended of the hours that count, and what the cohort asks for; nothing counted yet is no failure."""

    attended: Decimal
    counted: Decimal
    required: int

    @property
    def share(self) -> Fraction | None:
        return Fraction(self.attended) / Fraction(self.counted) if self.counted else None

    @property
    def percent(self) -> int | None:
        """Whole percent, never rounded up to what was not reached."""
        return None if self.share is None else floor(100 * self.share)

    @property
    def reached(self) -> bool:
        return self.share is None or 100 * self.share >= self.required
