"""Identifiers inside a lesson: given once, kept through every edit, copy and translation."""

import uuid
from typing import Any

from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue


def settle_ids(stream: Any) -> None:
    """Give every block, list item and right side of a pair its identifier, so that saving stores it.

    They are random, not derived: an identifier must not tell in which order the items of an answer stand.
    """
    for child in stream:  # reading a child turns raw stored data into values, whose items have identifiers
        child.id = child.id or str(uuid.uuid4())
        _settle(child.value)


def _settle(value: Any) -> None:
    if isinstance(value, StreamValue):
        settle_ids(value)
    elif isinstance(value, ListValue):
        for item in value.bound_blocks:
            _settle(item.value)
        _settle_pairs([item.value for item in value.bound_blocks])
    elif hasattr(value, "items"):
        for part in value.values():
            _settle(part)


def _settle_pairs(values: list[Any]) -> None:
    seen: set[str] = set()
    for pair in values:
        if not (hasattr(pair, "get") and "right_uid" in pair):
            continue
        if not pair["right_uid"] or pair["right_uid"] in seen:
            pair["right_uid"] = str(uuid.uuid4())
        seen.add(pair["right_uid"])
