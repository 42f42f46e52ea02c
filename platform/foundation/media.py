"""Serving uploaded files without a web server in front (``make run``, small installations).

Behind a reverse proxy the proxy answers under /media/ first and this never runs. Private files have their own storage
outside MEDIA_ROOT and are served only by the views that check a right.
"""

import mimetypes
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

YEAR = 60 * 60 * 24 * 365
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 64 * 1024
# Shown in the page; anything else is a download, so that no uploaded page runs under our address.
_SHOWN = ("image/", "audio/", "video/", "application/pdf", "text/vtt")


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file below MEDIA_ROOT, whole or the one range asked for."""
    file = _find(path)
    size = file.stat().st_size
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or match[0] == "bytes=-":
        return _with_headers(FileResponse(file.open("rb"), content_type=_type_of(file)), file, path)
    start, stop = _bounds(match[1], match[2], size)
    if start >= stop:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_read(file, start, stop), status=206, content_type=_type_of(file))
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response["Content-Length"] = str(stop - start)
    return _with_headers(response, file, path)


def _find(path: str) -> Path:
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
        found = file.is_file() and file.resolve().is_relative_to(Path(settings.MEDIA_ROOT).resolve())
    except (SuspiciousFileOperation, OSError):  # outside, or a name longer than any file's
        raise Http404 from None
    if not found:
        raise Http404
    return file


def _type_of(file: Path) -> str:
    return mimetypes.guess_type(file.name)[0] or "application/octet-stream"


def _bounds(first: str, last: str, size: int) -> tuple[int, int]:
    """Start and stop (exclusive) of a range; ``bytes=-500`` are the last 500."""
    if not first:
        return max(size - int(last), 0), size
    return int(first), min(int(last) + 1, size) if last else size


def _read(file: Path, start: int, stop: int) -> Iterator[bytes]:
    with file.open("rb") as content:
        content.seek(start)
        left = stop - start
        while left and (chunk := content.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk


def _with_headers(response: HttpResponseBase, file: Path, path: str) -> HttpResponseBase:
    unchanging = path.startswith("editions/")  # named by the digest of its content
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable" if unchanging else "public, max-age=3600"
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Last-Modified"] = http_date(file.stat().st_mtime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    shown = _type_of(file).startswith(_SHOWN) and _type_of(file) != "image/svg+xml"
    response["Content-Disposition"] = f'{"inline" if shown else "attachment"}; filename="{file.name}"'
    return response
