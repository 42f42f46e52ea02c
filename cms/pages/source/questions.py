"""Questions as the document states them, and their keys apart: one function for each kind."""

import hashlib
from collections.abc import Callable

from cms.pages.html import plain
from cms.pages.source.reading import Block, Reading, Text, number


def question(kind: str, uid: str, reading: Reading) -> tuple[Block, Block]:
    """(what is shown, what only marking reads) of one question."""
    points = number(reading["points"])
    shown, key = QUESTIONS[kind](reading)
    return {
        "uid": uid, "type": "question", "kind": kind, "prompt": reading.html("prompt"), "points": points, **shown,
    }, {
        "kind": kind, "points": points, "explanation": reading.html("explanation"), "feedback": {}, **key,
    }  # fmt: skip


def _choices(reading: Reading) -> tuple[list[Block], list[str], dict[str, Text]]:
    items = reading.items("options")
    options = [{"uid": uid, "text": item.text("text")} for uid, item in items]
    right = [uid for uid, item in items if item["correct"]]
    return options, right, {uid: item.text("feedback") for uid, item in items if item["feedback"]}


def _single(reading: Reading) -> tuple[Block, Block]:
    options, right, feedback = _choices(reading)
    return {"options": options}, {"correct": right[0] if right else "", "feedback": feedback}


def _multiple(reading: Reading) -> tuple[Block, Block]:
    options, right, feedback = _choices(reading)
    return {"options": options}, {"correct": sorted(right), "feedback": feedback}


def _true_false(reading: Reading) -> tuple[Block, Block]:
    return {}, {"correct": reading["correct"] == "true"}


def _numeric(reading: Reading) -> tuple[Block, Block]:
    key = {"value": number(reading["value"]), "tolerance": number(reading["tolerance"])}
    return {"unit": reading.text("unit")}, key


def _short_text(reading: Reading) -> tuple[Block, Block]:
    accepted = {plain(value) for _uid, item in reading.items("accepted") for value in item.values.values()}
    return {}, {"accepted": sorted(accepted)}


def _ordering(reading: Reading) -> tuple[Block, Block]:
    items = reading.items("items")
    options = [{"uid": uid, "text": item.text()} for uid, item in items]
    return {"options": mixed(options)}, {"order": [uid for uid, _item in items]}


def _matching(reading: Reading) -> tuple[Block, Block]:
    items = reading.items("pairs")
    lefts = [{"uid": uid, "text": item.text("left")} for uid, item in items]
    matches = [{"uid": item["right_uid"], "text": item.text("right")} for _uid, item in items]
    return {"options": lefts, "matches": mixed(matches)}, {"pairs": {uid: item["right_uid"] for uid, item in items}}


QUESTIONS: dict[str, Callable[[Reading], tuple[Block, Block]]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "ordering": _ordering,
    "matching": _matching,
}


def mixed(options: list[Block]) -> list[Block]:
    """The same options in an order that says nothing, the same each time, and is never the order given."""
    arranged = sorted(options, key=lambda option: hashlib.sha256(option["uid"].encode()).digest())
    return [*arranged[1:], arranged[0]] if arranged == options else arranged
