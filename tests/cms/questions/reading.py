"""What the tests of formats share."""

import io
import zipfile
from pathlib import Path
from typing import Any

from cms.questions.formats import ImportedQuestion, Parsed, Refusal, read

SAMPLES = Path(__file__).parent / "samples"


def sample(name: str) -> Parsed:
    return read((SAMPLES / name).read_bytes())


def question(entry: Any) -> ImportedQuestion:
    assert isinstance(entry, ImportedQuestion), entry
    return entry


def refusal(entry: Any) -> Refusal:
    assert isinstance(entry, Refusal), entry
    return entry


def codes(entry: ImportedQuestion | Refusal) -> list[str]:
    return [str(note.code) for note in entry.notes]


def package(**files: bytes) -> bytes:
    """A zip; ``__`` in a name stands for a slash, and the end is .xml."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return stream.getvalue()


def sample_package() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(SAMPLES / "imsmanifest.xml", "imsmanifest.xml")
        for name in ("choice", "order", "hotspot"):
            archive.write(SAMPLES / f"{name}.qti.xml", f"items/{name}.qti.xml")
    return stream.getvalue()
