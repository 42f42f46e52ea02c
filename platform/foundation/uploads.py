"""Uploads: what a file really is, told by its first bytes and never by its name or the browser's claim."""

import io
import warnings
from dataclasses import dataclass
from typing import IO

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from foundation import sound
from foundation.text import minutes_and_seconds

MAX_IMAGE_PIXELS = 40_000_000
_IMAGE_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}


class UploadRefused(Exception):
    """The file is not acceptable; the message is meant for the person."""


@dataclass(frozen=True)
class DetectedType:
    """What a file is: ``kind`` is "pdf", "image", "audio", "video", "office" or "text"."""

    kind: str
    media_type: str
    extension: str


PDF = DetectedType("pdf", "application/pdf", "pdf")
JPEG = DetectedType("image", "image/jpeg", "jpg")
PNG = DetectedType("image", "image/png", "png")
WEBP = DetectedType("image", "image/webp", "webp")
GIF = DetectedType("image", "image/gif", "gif")
MP3 = DetectedType("audio", "audio/mpeg", "mp3")
OGG = DetectedType("audio", "audio/ogg", "ogg")
WAV = DetectedType("audio", "audio/wav", "wav")
M4A = DetectedType("audio", "audio/mp4", "m4a")
WEBM = DetectedType("audio", "audio/webm", "webm")
MP4 = DetectedType("video", "video/mp4", "mp4")
WEBM_FILM = DetectedType("video", "video/webm", "webm")
OGG_FILM = DetectedType("video", "video/ogg", "ogv")
# Containers of sound and of film begin alike: which it is, whoever asks for the file says.
_AS_FILM = {M4A: MP4, WEBM: WEBM_FILM, OGG: OGG_FILM}

_SIGNATURES: list[tuple[bytes, DetectedType]] = [
    (b"%PDF-", PDF), (b"\xff\xd8\xff", JPEG), (b"\x89PNG\r\n\x1a\n", PNG), (b"GIF87a", GIF), (b"GIF89a", GIF),
    (b"ID3", MP3), (b"\xff\xfb", MP3), (b"\xff\xf3", MP3), (b"\xff\xf2", MP3), (b"OggS", OGG),
    (b"\x1a\x45\xdf\xa3", WEBM),
]  # fmt: skip


def detect(head: bytes) -> DetectedType | None:
    """What a file that begins so is, or None."""
    for signature, detected in _SIGNATURES:
        if head.startswith(signature):
            return detected
    if head[:4] == b"RIFF":
        return {b"WEBP": WEBP, b"WAVE": WAV}.get(head[8:12])
    if head[4:8] == b"ftyp" and head[8:11] in (b"M4A", b"M4V", b"mp4", b"iso", b"3gp", b"avc", b"das"):
        return M4A
    return None


def check_upload(
    file: IO[bytes], *, kinds: tuple[str, ...] = ("pdf", "image", "audio"), max_bytes: int
) -> DetectedType:
    """The real type of an acceptable file, which is left at its start; raises UploadRefused."""
    check_size(file, max_bytes=max_bytes)
    detected = detect(file.read(16))
    file.seek(0)
    if detected is not None and detected.kind not in kinds and "video" in kinds:
        detected = _AS_FILM.get(detected)
    if detected is None or detected.kind not in kinds:
        raise UploadRefused(
            _("This kind of file is not accepted here. Accepted: %(kinds)s.") % {"kinds": _names(kinds)}
        )
    if detected.kind == "image":
        _check_image(file, detected)
    return detected


def check_size(file: IO[bytes], *, max_bytes: int) -> None:
    """Something, and not too much; the file is left at its start."""
    size = _size_of(file)
    if size == 0:
        raise UploadRefused(_("This file is empty."))
    if size > max_bytes:
        limit = max_bytes / 1_048_576
        raise UploadRefused(_("This file is larger than the %(limit).0f MB allowed.") % {"limit": limit})


def _size_of(file: IO[bytes]) -> int:
    size = file.seek(0, io.SEEK_END)
    # Django's own file wrapper answers None here, and knows its size.
    size = file.tell() if size is None else size
    file.seek(0)
    return size


def _names(kinds: tuple[str, ...]) -> str:
    names = {
        "pdf": _("PDF"),
        "image": _("image (JPEG, PNG, WebP)"),
        "audio": _("audio (MP3, OGG, WAV, M4A, WebM)"),
        "video": _("video (MP4, WebM, OGV)"),
    }
    return ", ".join(names[kind] for kind in kinds)


def _check_image(file: IO[bytes], detected: DetectedType) -> None:
    """Read the header only: an image of huge size must not be unpacked to be refused."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[_IMAGE_FORMATS[detected.media_type]]) as image:
                width, height = image.size
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, SyntaxError, ValueError):
        raise UploadRefused(_("This image is damaged and cannot be opened.")) from None
    finally:
        file.seek(0)
    if width * height > MAX_IMAGE_PIXELS:
        raise UploadRefused(
            _("This image has %(pixels)d million pixels and %(limit)d are allowed: please send a smaller one.")
            % {"pixels": round(width * height / 1e6), "limit": MAX_IMAGE_PIXELS // 1_000_000}
        )


def clean_image(file: IO[bytes], *, max_side: int = 2000) -> "ContentFile[bytes]":
    """The picture alone: upright, at most ``max_side`` pixels, without place, device or any other metadata."""
    detected = check_upload(file, kinds=("image",), max_bytes=2**40)
    kept = JPEG if detected is JPEG else PNG if detected in (PNG, GIF) else WEBP
    try:
        with Image.open(file, formats=[_IMAGE_FORMATS[detected.media_type]]) as original:
            picture = ImageOps.exif_transpose(original)
            picture.thumbnail((max_side, max_side))
            bare = Image.new(_mode(picture, kept), picture.size)
            bare.paste(picture.convert(bare.mode))
    except (OSError, SyntaxError, ValueError):
        raise UploadRefused(_("This image is damaged and cannot be opened.")) from None
    out = io.BytesIO()
    bare.save(out, format=_IMAGE_FORMATS[kept.media_type], quality=85)
    return ContentFile(out.getvalue(), name=f"image.{kept.extension}")


@dataclass(frozen=True)
class Recording:
    """A sound recording as it may be kept: without what a phone wrote into it; ``seconds`` None where unknown."""

    content: "ContentFile[bytes]"
    media_type: str
    seconds: int | None


def checked_recording(file: IO[bytes], detected: DetectedType, *, longest: int) -> Recording:
    """What may be kept of a recording of at most ``longest`` seconds; a second more is nobody's fault."""
    data = file.read()
    try:
        seconds = sound.length_of(data, detected.media_type)
        content = ContentFile(sound.without_metadata(data, detected.media_type))
    except sound.Damaged:
        raise UploadRefused(
            _("No sound can be read in this file. Record it again, or save it as MP3, M4A, WAV, OGG or WebM.")
        ) from None
    except sound.Film:
        raise UploadRefused(_("This is a video and only sound is taken here: save the sound alone.")) from None
    if seconds is not None and seconds > longest + 2:
        raise UploadRefused(
            _("This recording lasts %(length)s and at most %(longest)s is taken. Cut it, or hand it in in parts.")
            % {"length": minutes_and_seconds(seconds), "longest": minutes_and_seconds(longest)}
        )
    return Recording(content, detected.media_type, None if seconds is None else round(seconds))


def _mode(picture: Image.Image, kept: DetectedType) -> str:
    return "RGB" if kept is JPEG or not picture.has_transparency_data else "RGBA"
