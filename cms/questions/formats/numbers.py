"""Numbers and weights as these formats write them."""

from decimal import Decimal, InvalidOperation

_MOST_DIGITS = 30


def number_in(text: str) -> Decimal | None:
    """The number a text states, with a point or a comma for decimals; None if it states none that is finite."""
    cleaned = text.strip().replace("−", "-").replace(" ", "")
    if len(cleaned) > _MOST_DIGITS:
        return None
    if cleaned.count(",") == 1 and "." not in cleaned:
        cleaned = cleaned.replace(",", ".")
    try:
        found = Decimal(cleaned)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) <= _MOST_DIGITS else None


def written(number: Decimal) -> str:
    """Without needless zeros or exponents."""
    return format(number.normalize() + Decimal(0), "f")


def share(total: int) -> Decimal:
    """What one of several right options is worth in per cent, as Moodle writes it: 33.33333."""
    return (Decimal(100) / total).quantize(Decimal("0.00001")).normalize()
