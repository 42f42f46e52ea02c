"""Identifiers inside a lesson: given once, kept through every edit and translation, and never shared by two things.

A copy of a lesson is another lesson: whatever is in it gets identifiers of its own. They are derived from the old one
and the copy, so that the copied page and its copied drafts agree; the old ones are random: nothing follows from them.
"""

import uuid
from collections.abc import Iterator
from typing import Any

from wagtail.blocks.list_block import ListValue
from wagtail.blocks.stream_block import StreamValue

Place = tuple[Any, str]  # where an identifier stands: (object or mapping, name)


def settle_ids(stream: Any, *, copy_of: uuid.UUID | None = None, owner: uuid.UUID | None = None) -> None:
    """Give every block, list item and right side of a pair its identifier, so that saving stores it.

    They are random, not derived: an identifier must not tell in which order the items of an answer stand. ``copy_of``
    says that they are those of another lesson, from which ``owner`` was copied.
    """
    seen: set[str] = set()
    for holder, name in _places(stream):
        known = str(_get(holder, name) or "")
        if known and copy_of is not None:
            known = str(uuid.uuid5(owner or uuid.uuid4(), known))
        if not _is_uuid(known) or known in seen:
            known = str(uuid.uuid4())
        seen.add(known)
        _set(holder, name, known)


def _places(stream: Any) -> Iterator[Place]:
    for child in stream:  # reading a child turns raw stored data into values, whose items have identifiers
        yield child, "id"
        yield from _inside(child.value)


def _inside(value: Any) -> Iterator[Place]:
    if isinstance(value, StreamValue):
        yield from _places(value)
    elif isinstance(value, ListValue):
        for item in value.bound_blocks:
            yield item, "id"
            yield from _inside(item.value)
    elif hasattr(value, "bound_blocks"):  # a structure
        for name, part in value.items():
            if name.endswith("_uid"):
                yield value, name
            else:
                yield from _inside(part)


def _get(holder: Any, name: str) -> Any:
    return holder[name] if hasattr(holder, "keys") else getattr(holder, name)


def _set(holder: Any, name: str, identifier: str) -> None:
    if hasattr(holder, "keys"):
        holder[name] = identifier
    else:
        setattr(holder, name, identifier)


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False
