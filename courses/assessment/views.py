"""The private download of what was handed in."""

from pathlib import Path
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from courses.assessment.permissions import pieces_readable_by
from foundation.media import ranged

# Shown in the browser; whatever else is downloaded.
INLINE = {"image/jpeg", "image/png", "image/webp", "audio/mpeg", "audio/ogg", "audio/wav", "audio/mp4", "audio/webm"}


@require_GET
@never_cache
def file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """One piece, to whoever may open it; never from an address of the media folder."""
    piece = get_object_or_404(pieces_readable_by(request.user), uid=uid)
    response = ranged(request, Path(piece.file.path), piece.media_type)
    response["Accept-Ranges"] = "bytes"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Content-Disposition"] = (
        content_disposition_header(piece.media_type not in INLINE, piece.file_name) or "inline"
    )
    return response
