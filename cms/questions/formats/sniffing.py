"""Which format a file is in, told by what it holds and never by its name alone."""

from cms.questions.formats.gift import read_gift
from cms.questions.formats.model import FileRefused, Parsed
from cms.questions.formats.moodlexml import read_moodlexml
from cms.questions.formats.notes import Code
from cms.questions.formats.qti import read_qti
from cms.questions.formats.texts import check_size

FORMATS = ("gift", "moodlexml", "qti")
_READERS = {"gift": read_gift, "moodlexml": read_moodlexml, "qti": read_qti}
_LOOKED_AT = 4096


def format_of(content: bytes) -> str:
    """The format of a file, or FileRefused."""
    check_size(content)
    if content.startswith(b"PK"):
        return "qti"
    head = content[:_LOOKED_AT].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if head.startswith((b"<?xml", b"<quiz", b"<!", b"<assessment", b"<qti", b"<manifest")):
        if b"<quiz" in head:
            return "moodlexml"
        return "qti" if b"assessmentItem" in head or b"imsqti" in head or b"manifest" in head else "moodlexml"
    if b"{" in content or b"::" in content:
        return "gift"
    raise FileRefused(Code.UNKNOWN_FORMAT)


def read(content: bytes, *, format: str = "") -> Parsed:  # noqa: A002
    """Everything a file of questions holds; raises FileRefused only when the file as a whole cannot be read."""
    return _READERS[format or format_of(content)](content)
