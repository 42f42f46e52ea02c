"""Checking a certificate without signing in. Nothing here is for search engines."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_POST, require_safe

from certification.credentials.folio import InvalidFolio, validate
from certification.verification.forms import FileForm, FolioForm
from certification.verification.selectors import Seen, facts_of, facts_of_file, state_of
from foundation.throttling import allowed, who_asks

CHECKS, IN_SECONDS = 60, 60
View = Callable[..., HttpResponseBase]


def _counted(view: View) -> View:
    """Answers so many checks a minute and no more, so that guessing folios or codes takes too long."""

    @wraps(view)
    def counting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if allowed(f"verification:{who_asks(request)}", limit=CHECKS, seconds=IN_SECONDS):
            return view(request, *args, **kwargs)
        response = _page(request, "too_many", {}, 429)
        response["Retry-After"] = str(IN_SECONDS)
        return response

    return counting


def _private(response: HttpResponse) -> HttpResponse:
    """Neither indexed nor kept, and its address (which holds the code) goes nowhere."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return _private(render(request, f"certification/verification/{name}.html", context, status=status))


def _form_page(request: HttpRequest, status: int = 200, **forms: Any) -> HttpResponse:
    context = {"folio_form": FolioForm(), "file_form": FileForm()} | forms
    return _page(request, "form", context, status)


def _not_found(request: HttpRequest, folio: str = "", *, by_file: bool = False) -> HttpResponse:
    return _page(request, "not_found", {"folio": folio, "by_file": by_file}, 404)


def _answer(request: HttpRequest, seen: Seen) -> HttpResponse:
    if "application/json" in request.headers.get("Accept", ""):
        response: HttpResponse = _private(JsonResponse(seen.as_data(), json_dumps_params={"ensure_ascii": False}))
    else:
        response = _page(request, "facts", {"seen": seen})
    patch_vary_headers(response, ["Accept"])
    return response


@require_safe
@_counted
def verification(request: HttpRequest) -> HttpResponse:
    """The form; with a folio, the little that a folio alone may tell."""
    if not request.GET.get("folio") and not request.GET.get("token"):
        return _form_page(request)
    form = FolioForm(request.GET)
    if not form.is_valid():
        return _form_page(request, 400, folio_form=form)
    folio, token = form.cleaned_data["folio"], form.cleaned_data["token"]
    if token:
        return redirect("verify_certificate", folio=folio, token=token)
    seen = state_of(folio)
    return _not_found(request, folio) if seen is None else _page(request, "state", {"seen": seen})


@require_safe
@_counted
def verify_certificate(request: HttpRequest, folio: str, token: str) -> HttpResponse:
    """What the QR code opens."""
    try:
        number = validate(folio)
    except InvalidFolio:
        return _form_page(request, 400, folio_form=FolioForm({"folio": folio, "token": token}))
    seen = facts_of(number, token)
    return _not_found(request, number) if seen is None else _answer(request, seen)


@require_POST
@_counted
def verify_file(request: HttpRequest) -> HttpResponseBase:
    """Compare a PDF's SHA-256 with those of the files issued here."""
    try:
        form = FileForm(request.POST, request.FILES)
    except RequestDataTooBig:
        return _form_page(request, 413)
    if not form.is_valid():
        too_big = any(error.code == "size" for error in form.errors.as_data().get("file", []))
        return _form_page(request, 413 if too_big else 400, file_form=form)
    seen = facts_of_file(hashlib.sha256(form.cleaned_data["file"].read()).hexdigest())
    return _not_found(request, by_file=True) if seen is None else _answer(request, seen)
