"""Where a comment hangs: Wagtail's content paths, as far as a reader sees them."""

from typing import Any

# Of a page as a whole, a comment hangs on this field.
WHOLE = "title"


def block_of(contentpath: str) -> str:
    """The identifier of the block that a comment is about, or nothing: then it is about the page."""
    field, _dot, rest = contentpath.partition(".")
    return rest.partition(".")[0] if field == "body" else ""


def contentpath_of(page: Any, block_uid: str) -> str | None:
    """Where Wagtail's editor shows a comment on a block: at its first field. None if the page has no such block."""
    if not block_uid:
        return WHOLE
    block = next((block for block in getattr(page, "body", ()) if str(block.id) == block_uid), None)
    if block is None:
        return None
    fields = getattr(block.block, "child_blocks", {})
    first = next((name for name, field in fields.items() if not hasattr(field, "child_blocks")), "")
    return ".".join(filter(None, ("body", block_uid, first)))
