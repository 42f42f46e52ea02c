"""The export of one's own data: asking for it, how far it is, downloading it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.exporting import downloads_of, exports_of, request_export
from foundation.requests import AuthenticatedRequest


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def own_data(request: AuthenticatedRequest) -> HttpResponse:
    """What an export holds, the last one, and the button that asks for one."""
    now = timezone.now()
    if request.method == "POST":
        request_export(user=request.user, at=now)
        return redirect("own_data")
    context = {"export": exports_of(request.user).first(), "ready": downloads_of(request.user, now).first()}
    return render(request, "accounts/own_data.html", context)


@login_required
@require_safe
@never_cache
def download(request: AuthenticatedRequest, uid: UUID) -> HttpResponseBase:
    """One's own archive, as long as it has not expired."""
    export = get_object_or_404(downloads_of(request.user, timezone.now()), uid=uid)
    name = f"mis-datos-{timezone.localdate(export.requested_at):%Y-%m-%d}.zip"
    return FileResponse(export.file.open("rb"), as_attachment=True, filename=name, content_type="application/zip")
