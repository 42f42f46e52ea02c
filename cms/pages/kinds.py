"""Which questions are marked at once, and what they are worth; the same for authors, editions and attempts. Pure."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

# Kinds without a right answer: a person marks an open answer, nobody an opinion.
OPEN, RATING = "open", "rating"
POOL = "pool"
Block = Mapping[str, Any]


def is_automatic(question: Block) -> bool:
    """Whether the question is marked at once, and so counts for the points of an attempt."""
    return question.get("kind") not in {OPEN, RATING}


def points_at_stake(question: Block) -> Decimal:
    """The points that automatic marking can give: none where nobody, or a person, marks."""
    return Decimal(str(question.get("points") or "1")) if is_automatic(question) else Decimal(0)


def max_points_of(questions: Iterable[Block]) -> Decimal:
    """What the questions are worth together."""
    return sum((points_at_stake(question) for question in questions), Decimal(0))


def questions_in(block: Block) -> list[dict[str, Any]]:
    """The question, or every question of the pool; nothing of other blocks."""
    if block.get("type") == POOL:
        return list(block["questions"])
    return [dict(block)] if block.get("type") == "question" else []


def asked_in(block: Block) -> list[dict[str, Any]]:
    """As many questions as an attempt is asked; of a pool any will do, as all are worth the same."""
    return questions_in(block)[: block["draw"]] if block.get("type") == POOL else questions_in(block)
