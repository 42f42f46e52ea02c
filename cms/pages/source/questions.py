"""Questions as the document states them, and their keys apart: one function for each kind.

What an author left as it usually is stands in neither, so that a course published anew after a question learned
something new is still the same course.
"""

import hashlib
from collections.abc import Callable

from cms.pages.pools import bank_questions, uid_in_pool
from cms.pages.source.reading import Block, Reading, Text, number
from cms.pages.source.rubrics import rubric

Compiled = tuple[Block, Block]


def question(kind: str, uid: str, reading: Reading) -> Compiled:
    """(what is shown, what only marking reads) of one question."""
    shown, key = QUESTIONS[kind](reading)
    points = number(reading["points"]) if reading.has("points") else "0"
    explanation = reading.html("explanation") if reading.has("explanation") else {reading.language: ""}
    return {
        "uid": uid, "type": "question", "kind": kind, "prompt": reading.html("prompt"), "points": points, **shown,
        **_hint(reading), **_skills(reading),
    }, {
        "kind": kind, "points": points, "explanation": explanation, "feedback": {}, **key,
    }  # fmt: skip


def pool(uid: str, reading: Reading) -> tuple[Block, dict[str, Block]]:
    """(the pool, the keys of all its questions): its own, and those of its bank as the bank has them."""
    made = [question(kind.removeprefix("question_"), own, child) for own, kind, child in reading.children("questions")]
    made += [
        question(kind, uid_in_pool(uid, banked), Reading(value, reading.language))
        for banked, kind, value in bank_questions(reading.source)
    ]
    shown = {"uid": uid, "type": "pool", "draw": reading["draw"], "questions": [asked for asked, _key in made]}
    return shown, {asked["uid"]: key for asked, key in made}


def _hint(reading: Reading) -> Block:
    hint = reading.html("hint") if reading.has("hint") else {}
    return {"hint": hint} if any(hint.values()) else {}


def _skills(reading: Reading) -> Block:
    if not reading.has("skills"):
        return {}
    named = (value.split("|", 2) for value in sorted(reading["skills"]))
    return {"skills": [{"framework": code, "version": version, "code": skill} for code, version, skill in named]}


def _choices(reading: Reading) -> tuple[Block, list[str], dict[str, Text]]:
    items = reading.items("options")
    shown: Block = {"options": [{"uid": uid, "text": item.text("text")} for uid, item in items]}
    if reading.has("shuffle"):
        shown["shuffle"] = True
    right = [uid for uid, item in items if item["correct"]]
    return shown, right, {uid: item.text("feedback") for uid, item in items if item["feedback"]}


def _single(reading: Reading) -> Compiled:
    shown, right, feedback = _choices(reading)
    return shown, {"correct": right[0] if right else "", "feedback": feedback}


def _multiple(reading: Reading) -> Compiled:
    shown, right, feedback = _choices(reading)
    strict = {"scoring": "all_or_nothing"} if reading.source.get("scoring") == "all_or_nothing" else {}
    return shown, {"correct": sorted(right), "feedback": feedback, **strict}


def _true_false(reading: Reading) -> Compiled:
    said = {said: reading.text(f"feedback_{said}") for said in ("true", "false") if reading.has(f"feedback_{said}")}
    return {}, {"correct": reading["correct"] == "true", "feedback": said}


def _numeric(reading: Reading) -> Compiled:
    unit = reading.text("unit")
    key: Block = {"value": number(reading["value"]), "tolerance": number(reading["tolerance"])}
    if reading.source.get("tolerance_kind") == "percent":
        key["tolerance_kind"] = "percent"
    if reading.has("unit_required"):  # then the unit is part of the answer and is not shown
        return {"unit": {reading.language: ""}, "unit_required": True}, {**key, "unit": unit}
    return {"unit": unit}, key


def _comparing(reading: Reading) -> Block:
    """How written answers are compared, unless in the usual way."""
    rules = {
        "case": reading.has("case_matters"),
        "accents": reading.has("accents_matter"),
        "orthography": reading.source.get("orthography") or "",
    }
    return {"compare": rules} if any(rules.values()) else {}


def _short_text(reading: Reading) -> Compiled:
    return {}, {"accepted": sorted(reading.everything("accepted")), **_comparing(reading)}


def _ordering(reading: Reading) -> Compiled:
    items = reading.items("items")
    options = [{"uid": uid, "text": item.text()} for uid, item in items]
    return {"options": mixed(options)}, {"order": [uid for uid, _item in items]}


def _matching(reading: Reading) -> Compiled:
    items = reading.items("pairs")
    lefts = [{"uid": uid, "text": item.text("left")} for uid, item in items]
    matches = [{"uid": item["right_uid"], "text": item.text("right")} for _uid, item in items]
    if reading.has("distractors"):
        matches += [{"uid": uid, "text": item.text()} for uid, item in reading.items("distractors")]
    return {"options": lefts, "matches": mixed(matches)}, {"pairs": {uid: item["right_uid"] for uid, item in items}}


def _cloze(reading: Reading) -> Compiled:
    gaps, keys, feedback = [], {}, {}
    for uid, item in reading.items("gaps"):
        shown, keys[uid] = _gap(item)
        gaps.append({"uid": uid, **shown})
        if item.has("feedback"):
            feedback[uid] = item.text("feedback")
    shown = {"text": reading.html("text", links=False), "gaps": gaps}
    return shown, {"gaps": keys, "feedback": feedback, **_comparing(reading)}


def _gap(reading: Reading) -> Compiled:
    """Written into, or chosen for from a list in an order that says nothing."""
    if not reading.has("choices"):
        return {}, {"accepted": reading.everything("accepted")}
    right, *_others = reading.items("accepted")
    options = [{"uid": uid, "text": item.text()} for uid, item in [right, *reading.items("choices")]]
    return {"options": _settled(options)}, {"correct": right[0]}


def _rating(reading: Reading) -> Compiled:
    return {"options": [{"uid": uid, "text": item.text()} for uid, item in reading.items("scale")]}, {}


def _open(reading: Reading) -> Compiled:
    least = {"min_words": reading["min_words"]} if reading.has("min_words") else {}
    return {**rubric(reading), **least}, {"manual": True}


QUESTIONS: dict[str, Callable[[Reading], Compiled]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    "rating": _rating,
    "open": _open,
}


def mixed(options: list[Block]) -> list[Block]:
    """The same options in an order that says nothing, the same each time, and is never the order given."""
    arranged = _settled(options)
    return [*arranged[1:], arranged[0]] if arranged == options else arranged


def _settled(options: list[Block]) -> list[Block]:
    """The same options in an order that says nothing, the same each time."""
    return sorted(options, key=lambda option: hashlib.sha256(option["uid"].encode()).digest())
