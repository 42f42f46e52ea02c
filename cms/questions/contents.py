"""What a question says, apart from identifiers: for telling whether two are the same, and for keeping what is the same.

Pure: it reads a question's block value as it is stored (lists as ``{"type": "item", "value": …, "id": …}``) or as an
importer states it (plain lists).
"""

import hashlib
import json
from decimal import Decimal, InvalidOperation
from typing import Any

# Who made a question and which identifier a right side bears are not what the question says.
_NOT_CONTENT = {"credit", "right_uid"}
_NUMBERS = {"points", "value", "tolerance"}


def digest_of(kind: str, value: dict[str, Any]) -> str:
    """The same for two questions that say the same, whatever their identifiers."""
    text = json.dumps([kind, _bare(value)], ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        found = {
            key: _number(part) if key in _NUMBERS else _bare(part)
            for key, part in value.items()
            if key not in _NOT_CONTENT
        }
        # A field that is empty says as much as one that an older form did not have.
        return {key: part for key, part in found.items() if part not in ("", None, False, [], {})}
    if isinstance(value, list):
        return [_bare(item["value"] if _is_item(item) else item) for item in value]
    return value


def plain_lists(value: Any) -> Any:
    """A stored value with plain lists, as importers state it and exporters read it."""
    if isinstance(value, dict):
        return {key: plain_lists(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain_lists(item["value"] if _is_item(item) else item) for item in value]
    return value


def without_identifiers(value: Any) -> Any:
    """Plain lists without the identifiers that values keep besides."""
    if isinstance(value, dict):
        return {key: without_identifiers(part) for key, part in value.items() if key != "right_uid"}
    return [without_identifiers(item) for item in value] if isinstance(value, list) else value


def _number(value: Any) -> Any:
    """1, 1.0 and "1.00" are the same number."""
    try:
        return format(Decimal(str(value)).normalize(), "f")
    except InvalidOperation:
        return value


def _is_item(item: Any) -> bool:
    return isinstance(item, dict) and item.get("type") == "item" and "value" in item


def keep_identifiers(new: Any, old: Any) -> Any:
    """The new value with the old identifiers of every list item that still says the same."""
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: keep_identifiers(part, old.get(key)) for key, part in new.items()}
    if isinstance(new, list) and isinstance(old, list) and all(_is_item(item) for item in [*new, *old]):
        return _keep_in_list(new, old)
    return new


def _keep_in_list(new: list[Any], old: list[Any]) -> list[Any]:
    known = {_said(item): item for item in reversed(old)}
    kept = []
    for item in new:
        before = known.pop(_said(item), None)
        kept.append({**item, "id": before["id"], "value": _with_right_uid(item["value"], before)} if before else item)
    return kept


def _said(item: Any) -> str:
    value = item["value"]
    # An option whose feedback changed, or whose answer key was mended, is still the same option.
    told = [value.get(name) for name in ("text", "left", "right")] if isinstance(value, dict) else value
    return json.dumps(told, ensure_ascii=False)


def _with_right_uid(value: Any, before: Any) -> Any:
    has_one = isinstance(value, dict) and isinstance(before["value"], dict) and before["value"].get("right_uid")
    return {**value, "right_uid": before["value"]["right_uid"]} if has_one else value
