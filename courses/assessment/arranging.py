"""What one attempt shows: which questions of a pool, and options in which order. Pure.

Drawn from a seed that only the server can make, so that the same attempt is the same on every device without anything
being stored on reading, and nobody can work out what another attempt, or another person, is shown.
"""

import hmac
from collections.abc import Iterable, Sequence
from typing import Any

from cms.pages.kinds import POOL, Block, questions_in

Question = dict[str, Any]


def seed_of(secret: str, *parts: object) -> bytes:
    """A seed from the secret and what the draw is for: enrolment, lesson, number of the attempt."""
    return hmac.digest(secret.encode(), "\n".join(["arranging", *map(str, parts)]).encode(), "sha256")


def arranged(blocks: Iterable[Block], seed: bytes) -> dict[str, list[Question]]:
    """{block uid: the questions it shows in this attempt}, in the order of the lesson."""
    return {str(block["uid"]): _drawn(block, seed) for block in blocks}


def arranged_like(blocks: Iterable[Block], snapshot: Sequence[Block]) -> dict[str, list[Question]]:
    """The same as a snapshot shows, in whatever language the blocks are; a block it knows nothing of shows nothing."""
    return {str(block["uid"]): _as_in(block, snapshot) for block in blocks}


def _drawn(block: Block, seed: bytes) -> list[Question]:
    questions = questions_in(block)
    if block.get("type") == POOL:
        seed = _rank(seed, str(block["uid"]))
        questions = _ranked(questions, seed)[: block["draw"]]
    return [_shuffled(question, seed) for question in questions]


def _shuffled(question: Question, seed: bytes) -> Question:
    if not question.get("shuffle"):
        return question
    return {**question, "options": _ranked(question["options"], _rank(seed, str(question["uid"])))}


def _ranked(items: Sequence[Any], seed: bytes) -> list[Any]:
    """The items in an order that is as good as random, and whoever knows the seed finds again."""
    return sorted(items, key=lambda item: _rank(seed, str(item["uid"])))


def _rank(seed: bytes, uid: str) -> bytes:
    return hmac.digest(seed, uid.encode(), "sha256")


def _as_in(block: Block, snapshot: Sequence[Block]) -> list[Question]:
    known = {question["uid"]: question for question in questions_in(block)}
    return [_options_as_in(known[shown["uid"]], shown) for shown in snapshot if shown["uid"] in known]


def _options_as_in(question: Question, shown: Block) -> Question:
    if not question.get("shuffle"):
        return question
    place = {option["uid"]: number for number, option in enumerate(shown.get("options") or [])}
    ordered = sorted(question["options"], key=lambda option: place.get(option["uid"], len(place)))
    return {**question, "options": ordered}
