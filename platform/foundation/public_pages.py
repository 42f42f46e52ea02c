"""Pages that say the same to everybody without an account: drawn once in a while, revalidated by their ETag.

    @public_page
    @require_GET
    def course(request, slug): ...

Whoever is signed in, sends a query or any cookie that could change the page gets it drawn anew. So a copy is found by
address, languages and colours alone, and nobody can fill the cache with copies of one page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256
from http import HTTPStatus

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from config.languages import LANGUAGES
from foundation.revalidation import unless_known

View = Callable[..., HttpResponse]
# What a copy is found by, and what changes no page.
_THEMES = ("light", "dark")
_HARMLESS = {
    "theme", settings.LANGUAGE_COOKIE_NAME, settings.CONTENT_LANGUAGE_COOKIE_NAME, settings.CSRF_COOKIE_NAME,
}  # fmt: skip


@dataclass(frozen=True)
class Copy:
    """A drawn page: its body, media type and ETag."""

    body: bytes
    media_type: str
    etag: str


def public_page(view: View) -> View:
    """Keep what the view draws for strangers for ``PUBLIC_PAGE_SECONDS``; a setting of 0 keeps nothing."""

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **named: object) -> HttpResponse:
        if not _is_shared(request):
            return view(request, *args, **named)
        key = _key(request)
        copy: Copy | None = cache.get(key)
        if copy is None:
            response = view(request, *args, **named)
            if not _may_be_kept(response):
                return response
            copy = _copy(response)
            cache.set(key, copy, settings.PUBLIC_PAGE_SECONDS)
        return _answer(request, copy)

    return kept


def _is_shared(request: HttpRequest) -> bool:
    return bool(
        settings.PUBLIC_PAGE_SECONDS
        and request.method == "GET"
        and not request.META.get("QUERY_STRING")
        and request.COOKIES.keys() <= _HARMLESS
        and not request.headers.get("Save-Data")
        and not request.headers.get("HX-Request")
    )


def _key(request: HttpRequest) -> str:
    theme = request.COOKIES.get("theme", "")
    content = request.COOKIES.get(settings.CONTENT_LANGUAGE_COOKIE_NAME, "")
    parts = (
        request.get_host(),
        request.path,
        get_language() or "",
        content if content in dict(LANGUAGES) else "",
        theme if theme in _THEMES else "",
    )
    return "public:" + sha256("\0".join(parts).encode()).hexdigest()


def _may_be_kept(response: HttpResponse) -> bool:
    return response.status_code == HTTPStatus.OK and not response.streaming and not response.cookies


def _copy(response: HttpResponse) -> Copy:
    digest = sha256(response.content).hexdigest()[:32]
    return Copy(response.content, response["Content-Type"], f'W/"{digest}"')


def _answer(request: HttpRequest, copy: Copy) -> HttpResponse:
    response = HttpResponse(copy.body, content_type=copy.media_type)
    response["Cache-Control"] = "no-cache"  # kept by browsers, asked about at each visit
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return unless_known(request, response, copy.etag)
