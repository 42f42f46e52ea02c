"""The files that a course carries, each under the SHA-256 of its content."""

import hashlib
import mimetypes
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cms.pages.html import plain
from cms.pages.source.reading import Block


@dataclass(frozen=True)
class AssetFile:
    """A file of the course; ``open()`` reads it whole, ``url`` is where authors see it before it is published."""

    name: str
    media_type: str
    open: Callable[[], bytes]
    url: str = ""


@dataclass
class Files:
    """Collects the files that blocks name, by digest."""

    assets: dict[str, AssetFile] = field(default_factory=dict)

    def add(self, file: Any, name: str = "") -> str:
        """The digest under which the document names the file."""
        with file.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        name = plain(name or PurePosixPath(file.name).name)
        media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.assets.setdefault(digest, AssetFile(name, media_type, lambda: _read(file), file.url))
        return digest

    def add_recording(self, file: Any, seconds: float | None) -> Block:
        """Sound or film: its file, how long it lasts, how much of somebody's data it costs."""
        return {"asset": self.add(file), "seconds": round(seconds or 0), "size": file.size}

    def add_picture(self, image: Any, size: str) -> Block:
        """An image as WebP no larger than ``size`` (a Wagtail filter): asset, width and height."""
        rendition = image.get_rendition(f"{size}|format-webp")
        name = f"{PurePosixPath(image.file.name).stem}.webp"
        return {
            "asset": self.add(rendition.file, name),
            "width": rendition.width,
            "height": rendition.height,
        }

    def described(self) -> dict[str, Block]:
        """What the document says of each file."""
        return {
            digest: {"name": file.name, "media_type": file.media_type, "size": len(file.open())}
            for digest, file in self.assets.items()
        }


def _read(file: Any) -> bytes:
    with file.open("rb") as stream:
        content: bytes = stream.read()
        return content
