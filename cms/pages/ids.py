"""Identifiers inside a lesson: given once, kept through every edit, copy and translation."""

import uuid
from typing import Any

from wagtail.blocks.list_block import ListValue


def settle_ids(stream: Any) -> None:
    """Give every block, list item and right side of a pair its identifier, so that saving stores it.

    They are random, not derived: an identifier must not tell in which order the items of an answer stand.
    """
    taken: set[str] = set()
    for child in stream:  # reading a child turns raw stored data into values, whose items have identifiers
        child.id = _free(child.id, taken)
        _settle(child.value)


def renew_ids(stream: Any) -> None:
    """New identifiers throughout: a copy beside its original must not answer to the same names."""
    for child in stream:
        child.id = None
        _forget(child.value)
    settle_ids(stream)


def _free(identifier: Any, taken: set[str]) -> str:
    """The identifier if it is one and nobody beside has it, else a new one: whoever writes by hand may send any."""
    try:
        kept = str(uuid.UUID(str(identifier)))
    except ValueError:
        kept = ""
    if not kept or kept in taken:
        kept = str(uuid.uuid4())
    taken.add(kept)
    return kept


def _settle(value: Any) -> None:
    if isinstance(value, ListValue):
        taken: set[str] = set()
        for item in value.bound_blocks:
            item.id = _free(item.id, taken)
            _settle(item.value)
        _settle_pairs([item.value for item in value.bound_blocks])
    elif hasattr(value, "items"):
        for part in value.values():
            _settle(part)


def _forget(value: Any) -> None:
    if isinstance(value, ListValue):
        for item in value.bound_blocks:
            item.id = None
            _forget(item.value)
    elif hasattr(value, "items"):
        if "right_uid" in value:
            value["right_uid"] = ""
        for part in value.values():
            _forget(part)


def _settle_pairs(values: list[Any]) -> None:
    seen: set[str] = set()
    for pair in values:
        if not (hasattr(pair, "get") and "right_uid" in pair):
            continue
        pair["right_uid"] = _free(pair["right_uid"], seen)
