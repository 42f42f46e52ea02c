"""Zip files from strangers: read in memory, nothing unpacked to disk, nothing that grows without bounds."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from lzma import LZMAError
from pathlib import PurePosixPath

from cms.questions.formats.model import MOST_BYTES, FileRefused
from cms.questions.formats.notes import Code

MOST_FILES = 5_000
MOST_UNPACKED = 4 * MOST_BYTES
STEEPEST = 200  # times smaller than its contents: text shrinks five to twenty times, a bomb a thousand
_SMALL = 100_000
# Each compression has an error of its own for a stream that breaks off.
_BROKEN = (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError, zlib.error, LZMAError)


class Package:
    """The files of a zip by name, each read when asked for and never past what it said it holds."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
            raise FileRefused(Code.ZIP_DAMAGED) from None
        _check(entries)
        self._entries = {str(PurePosixPath(entry.filename)): entry for entry in entries}

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def read(self, name: str) -> bytes:
        """The contents of a file; FileRefused when they are damaged or more than announced."""
        entry = self._entries[name]
        try:
            with self._zip.open(entry) as stream:
                content = stream.read(entry.file_size + 1)
        except _BROKEN:
            raise FileRefused(Code.ZIP_DAMAGED) from None
        if len(content) > entry.file_size:
            raise FileRefused(Code.ZIP_BOMB)
        return content


def _check(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MOST_FILES:
        raise FileRefused(Code.TOO_MANY, limit=MOST_FILES)
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise FileRefused(Code.ZIP_BOMB)
    for entry in entries:
        path = PurePosixPath(entry.filename.replace("\\", "/"))
        if path.is_absolute() or ".." in path.parts or ":" in entry.filename or "\0" in entry.orig_filename:
            raise FileRefused(Code.ZIP_PATH, name=entry.filename)
        if entry.flag_bits & 0x1:
            raise FileRefused(Code.ZIP_ENCRYPTED, name=entry.filename)
        if path.suffix.lower() in (".zip", ".7z", ".rar", ".gz", ".tar"):
            raise FileRefused(Code.ZIP_NESTED, name=entry.filename)
        if entry.file_size > _SMALL and entry.file_size > STEEPEST * max(entry.compress_size, 1):
            raise FileRefused(Code.ZIP_BOMB)
