"""Bytes that claim to be text."""

import unicodedata

from cms.questions.formats.model import MOST_BYTES, FileRefused
from cms.questions.formats.notes import Code


def check_size(content: bytes) -> None:
    """Refuse a file that is empty or larger than anyone's bank of questions."""
    if not content.strip():
        raise FileRefused(Code.EMPTY_FILE)
    if len(content) > MOST_BYTES:
        raise FileRefused(Code.TOO_LARGE, limit=MOST_BYTES // 1_048_576)


def decode(content: bytes) -> str:
    """The text in composed form, with plain line ends: UTF-8, UTF-16 with its mark, or Windows' Latin."""
    check_size(content)
    text = unicodedata.normalize("NFC", _decoded(content))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _or_refuse(content, "utf-16")
    if b"\x00" in content:
        raise FileRefused(Code.NOT_TEXT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _or_refuse(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise FileRefused(Code.NOT_TEXT) from None
