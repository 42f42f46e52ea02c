"""Documents to download: PDF, office files and plain text, each really what its name says and without macros."""

import re
import zipfile
from pathlib import PurePosixPath
from typing import IO

from django.utils.translation import gettext as _

from foundation.uploads import PDF, DetectedType, UploadRefused, check_size, check_upload, detect

_OOXML = "application/vnd.openxmlformats-officedocument"
_ODF = "application/vnd.oasis.opendocument"
# Extension → the type that the file itself must name inside.
_OFFICE = {
    "docx": f"{_OOXML}.wordprocessingml.document",
    "xlsx": f"{_OOXML}.spreadsheetml.sheet",
    "pptx": f"{_OOXML}.presentationml.presentation",
    "odt": f"{_ODF}.text",
    "ods": f"{_ODF}.spreadsheet",
    "odp": f"{_ODF}.presentation",
}
_TEXT = {"csv": "text/csv", "txt": "text/plain", "vtt": "text/vtt"}
DOCUMENT_EXTENSIONS = ("pdf", *_OFFICE, *_TEXT)
# An office file unpacks to some times its size; one that unpacks to more was made to fill a disk.
_MOST_UNPACKED, _MOST_FOLD, _MOST_PARTS = 300 * 1_048_576, 200, 10_000
_MACROS = ("vbaproject.bin", "vbadata.xml", "basic/", "scripts/")
_CHUNK = 1_048_576


def check_document(file: IO[bytes], name: str, *, max_bytes: int) -> DetectedType:
    """The real type of an acceptable document, which is left at its start; raises UploadRefused."""
    extension = PurePosixPath(name).suffix.lower().removeprefix(".")
    if extension == "pdf":
        return check_upload(file, kinds=("pdf",), max_bytes=max_bytes)
    head = _head_of(file, max_bytes)
    if extension in _OFFICE:
        _check_office(file, _OFFICE[extension])
        return DetectedType("office", _OFFICE[extension], extension)
    if extension in _TEXT:
        _check_text(file, head)
        if extension == "vtt":
            _check_captions(file)
        return DetectedType("text", _TEXT[extension], extension)
    raise UploadRefused(
        _("This kind of file is not accepted here. Accepted: %(kinds)s.") % {"kinds": ", ".join(DOCUMENT_EXTENSIONS)}
    )


def _head_of(file: IO[bytes], max_bytes: int) -> bytes:
    """The first bytes of a file of acceptable size."""
    check_size(file, max_bytes=max_bytes)
    head = file.read(16)
    file.seek(0)
    return head


def _check_office(file: IO[bytes], media_type: str) -> None:
    damaged = UploadRefused(_("This file is damaged, or is not what its name says: save it again and send it."))
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            _check_parts(parts)
            if not _names_itself(archive, media_type):
                raise damaged
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError):
        raise damaged from None
    finally:
        file.seek(0)


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    """Told by the archive's own list, without unpacking anything."""
    unpacked, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    if len(parts) > _MOST_PARTS or unpacked > _MOST_UNPACKED or unpacked > _MOST_FOLD * max(packed, 1):
        raise UploadRefused(_("This file would unpack to an enormous size: it is not accepted."))
    if any(part.flag_bits & 1 for part in parts):
        raise UploadRefused(_("This file is protected with a password: remove it and send the file again."))
    if any(marker in part.filename.lower() for part in parts for marker in _MACROS):
        raise UploadRefused(_("This file contains macros: save it without them and send it again."))


def _names_itself(archive: zipfile.ZipFile, media_type: str) -> bool:
    """Whether the archive is an office file of that type, without programs in it."""
    inside = "mimetype" if media_type.startswith(_ODF) else "[Content_Types].xml"
    if inside not in archive.namelist():
        return False
    with archive.open(inside) as stream:
        text = stream.read(_CHUNK).decode("utf-8", errors="replace")
    if "macroEnabled" in text:
        raise UploadRefused(_("This file contains macros: save it without them and send it again."))
    return text.strip() == media_type if inside == "mimetype" else f"{media_type}.main+xml" in text


def _check_captions(file: IO[bytes]) -> None:
    """WebVTT as browsers read it: UTF-8, its name in the first line, and something that is said at some time."""
    try:
        text = file.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        text = ""
    file.seek(0)
    if not re.match(r"WEBVTT(\s|$)", text) or not re.search(r"^(\d+:)?\d\d:\d\d\.\d{3} +--> +", text, re.MULTILINE):
        raise UploadRefused(
            _("These are no captions: save them as WebVTT (UTF-8), whose first line says WEBVTT, and send them again.")
        )


def _check_text(file: IO[bytes], head: bytes) -> None:
    """Words, in whatever encoding a spreadsheet may write: no known kind of file, and no zero bytes."""
    refused = UploadRefused(_("This is not a text file: save it as CSV or plain text (UTF-8) and send it again."))
    if detect(head) not in (None, PDF) or head.startswith((b"PK\x03\x04", b"MZ", b"\x7fELF", b"%PDF-")):
        raise refused
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return  # UTF-16, as older spreadsheets save it
    while chunk := file.read(_CHUNK):
        if b"\0" in chunk:
            raise refused
    file.seek(0)
