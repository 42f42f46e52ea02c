"""Rubrics as the document states them."""

from cms.pages.source.reading import Block, Reading, number


def rubric(reading: Reading) -> Block:
    """The block's criteria with their levels, where it has any."""
    if not reading.has("rubric"):
        return {}
    return {"rubric": [_criterion(uid, item) for uid, item in reading.items("rubric")]}


def _criterion(uid: str, reading: Reading) -> Block:
    levels = [
        {"uid": level, "text": item.text("label"), "points": number(item["points"])}
        for level, item in reading.items("levels")
    ]
    return {"uid": uid, "text": reading.text("criterion"), "levels": levels}
