"""What an upload really is, and what is taken out of a picture."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from foundation.uploads import UploadRefused, check_upload, clean_image

MEGABYTE = 1_048_576


def picture(format_: str = "JPEG", size: tuple[int, int] = (40, 20), **options: Any) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", size, "#14636b").save(out, format=format_, **options)
    return SimpleUploadedFile("foto.jpg", out.getvalue())


@pytest.mark.parametrize(
    ("content", "kind", "media_type"),
    [
        (b"%PDF-1.7 ...", "pdf", "application/pdf"),
        (b"ID3\x04rest", "audio", "audio/mpeg"),
        (b"OggS\x00rest", "audio", "audio/ogg"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio", "audio/wav"),
        (b"\x00\x00\x00\x20ftypM4A rest", "audio", "audio/mp4"),
    ],
)
def test_goes_by_the_first_bytes(content: bytes, kind: str, media_type: str) -> None:
    file = SimpleUploadedFile("nombre.exe", content)
    detected = check_upload(file, max_bytes=MEGABYTE)
    assert (detected.kind, detected.media_type) == (kind, media_type)
    assert file.tell() == 0


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "GIF"])
def test_knows_pictures(format_: str) -> None:
    assert check_upload(picture(format_), max_bytes=MEGABYTE).kind == "image"


@pytest.mark.parametrize(
    "content", [b"", b"<html><script>", b"MZ\x90\x00", b"PK\x03\x04", b"\xff\xd8\xff broken jpeg", b"<svg onload=x>"]
)
def test_refuses_what_it_is_not(content: bytes) -> None:
    with pytest.raises(UploadRefused):
        check_upload(SimpleUploadedFile("tarea.pdf", content), max_bytes=MEGABYTE)


def test_refuses_a_kind_that_is_not_asked_for_and_a_size_beyond_the_limit() -> None:
    with pytest.raises(UploadRefused):
        check_upload(ContentFile(b"%PDF-1.7"), kinds=("image",), max_bytes=MEGABYTE)
    with pytest.raises(UploadRefused):
        check_upload(ContentFile(b"%PDF-" + b"x" * 100), max_bytes=50)


def bomb() -> bytes:
    """A PNG of a few bytes that claims to be 60,000 pixels wide and high."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def test_refuses_a_picture_that_would_fill_the_memory() -> None:
    with pytest.raises(UploadRefused):
        check_upload(ContentFile(bomb()), max_bytes=MEGABYTE)


def test_cleaning_takes_place_and_device_away_and_keeps_the_picture_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010F] = "Marca del teléfono"
    exif.get_ifd(0x8825)[1] = "N"
    cleaned = clean_image(picture(exif=exif))
    with Image.open(cleaned) as image:
        assert image.size == (20, 40)
        assert not image.getexif()


def test_cleaning_makes_huge_pictures_smaller() -> None:
    with Image.open(clean_image(picture(size=(3000, 1500)))) as image:
        assert image.size == (2000, 1000)
