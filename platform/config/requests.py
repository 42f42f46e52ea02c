"""Requests whose headers name an encoding that is none.

To Python "hex" and "zlib" are codecs, and Django trips over them before any of its handlers of errors is at work:
whoever asks would get the server's bare error page.
"""

import re
from typing import Any

from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest

# Everything here is UTF-8; a parameter with a star brings an encoding of its own (RFC 2231), which no browser sends.
_ENCODINGS = re.compile(r";\s*(?:charset|[^;=]*\*)\s*=[^;]*", re.IGNORECASE)


class SoundRequest(WSGIRequest):
    """Django's, deaf to encodings named by the visitor."""

    def _set_content_type_params(self, meta: dict[str, Any]) -> None:
        declared = _ENCODINGS.sub("", str(meta.get("CONTENT_TYPE", "")))
        super()._set_content_type_params({**meta, "CONTENT_TYPE": declared})  # type: ignore[misc]

    def _load_post_and_files(self) -> None:
        try:
            super()._load_post_and_files()
        except LookupError as error:
            self._mark_post_parse_error()  # type: ignore[attr-defined]
            raise BadRequest("A part of the form names an unknown encoding.") from error


class Application(WSGIHandler):
    """What the server runs."""

    request_class = SoundRequest
