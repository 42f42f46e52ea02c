"""Serving uploaded files: what an edition froze to everybody, all else to whoever a guard knows.

This is the only way to a file, embedded and behind the proxy alike. The folder of editions may besides be served by a
web server itself: its names are digests of contents that are public. Nothing else below MEDIA_ROOT may: it belongs to
drafts. A room that keeps files there names a guard (``guarded_by``); a file that no guard knows has no address.

Whoever may read a draft but has no account, or no right over the collection, gets a **signed address**
(``signed_address``): it names one file and ends by itself within about an hour.
"""

import mimetypes
import re
import time
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlencode

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.signing import Signer
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils._os import safe_join
from django.utils.crypto import constant_time_compare
from django.utils.http import content_disposition_header, http_date
from django.views.decorators.http import require_safe

YEAR = 60 * 60 * 24 * 365
HOUR = 60 * 60
# A signed address is the same for ten minutes, so that a browser loads a picture once, and lives an hour longer.
STEP = 10 * 60
FROZEN = "editions/"  # named by the digest of what is in them
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_CHUNK = 64 * 1024
# Shown in the page; anything else is a download, so that no uploaded page runs under our address.
_SHOWN = ("image/", "audio/", "video/", "text/vtt")
# These can carry a program: never shown, whatever the list above says.
_NEVER_SHOWN = ("image/svg+xml", "image/x-")


class Reach(Enum):
    """Whom a file may be given."""

    EVERYBODY = "everybody"
    THIS_PERSON = "this person"


Guard = Callable[[Any, str], Reach | None]
_guards: list[Guard] = []


def guarded_by(guard: Guard) -> Guard:
    """Register who knows the files of a room: asked with a person and a name, it says whom the file may be given."""
    if guard not in _guards:
        _guards.append(guard)
    return guard


@require_safe
def serve_media(request: HttpRequest, path: str) -> HttpResponseBase:
    """One file below MEDIA_ROOT, whole or the one range asked for; 404 for absent and forbidden alike."""
    reach = _reach(request, path)
    if reach is None:
        raise Http404
    file = _find(path)
    response = ranged(request, file, _type_of(file))
    return response if response.status_code == 416 else _with_headers(response, file, path, reach)


def ranged(request: HttpRequest, file: Path, content_type: str) -> HttpResponseBase:
    """A file whole, or the one range of it asked for: players go to a place in a recording so, and some play no other.

    Call it only where the right to the file has been asked.
    """
    size = file.stat().st_size
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    if match is None or match[0] == "bytes=-":
        return FileResponse(file.open("rb"), content_type=content_type)
    start, stop = _bounds(match[1], match[2], size)
    if start >= stop:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_read(file, start, stop), status=206, content_type=content_type)
    response["Content-Range"] = f"bytes {start}-{stop - 1}/{size}"
    response["Content-Length"] = str(stop - start)
    return response


def signed_address(address: str, *, at: float | None = None) -> str:
    """The address of a file below /media/ for whoever it is shown to now; public ones stay as they are.

    Call it only where the right to read what the file belongs to has been asked.
    """
    name = unquote(address.removeprefix(settings.MEDIA_URL))
    if not address.startswith(settings.MEDIA_URL) or name.startswith(FROZEN):
        return address
    now = time.time() if at is None else at
    until = int(now // STEP + 1) * STEP + HOUR
    return f"{address}?{urlencode({'hasta': until, 'firma': _signature(name, str(until))})}"


def _signature(name: str, until: str) -> str:
    return Signer(salt="foundation.media").signature(f"{until}:{name}")


def _reach(request: HttpRequest, name: str) -> Reach | None:
    if name.startswith(FROZEN):
        return Reach.EVERYBODY
    if _is_signed(request, name):
        return Reach.THIS_PERSON
    answers = [guard(request.user, name) for guard in _guards]
    return next((answer for answer in answers if answer is not None), None)


def _is_signed(request: HttpRequest, name: str) -> bool:
    until, signature = request.GET.get("hasta", ""), request.GET.get("firma", "")
    if not (until.isascii() and until.isdecimal() and len(until) <= 12 and int(until) > time.time()):
        return False
    return constant_time_compare(signature, _signature(name, until))


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


def _with_headers(response: HttpResponseBase, file: Path, path: str, reach: Reach) -> HttpResponseBase:
    response["Cache-Control"] = _cache_control(path, reach)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Last-Modified"] = http_date(file.stat().st_mtime)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    kind = _type_of(file)
    shown = kind.startswith(_SHOWN) and not kind.startswith(_NEVER_SHOWN)
    response["Content-Disposition"] = content_disposition_header(not shown, file.name) or "inline"
    return response


def _cache_control(path: str, reach: Reach) -> str:
    if path.startswith(FROZEN):
        return f"public, max-age={YEAR}, immutable"
    return f"public, max-age={HOUR}" if reach is Reach.EVERYBODY else "private, max-age=600"
