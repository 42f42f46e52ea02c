"""The platform's addresses, one view that does nothing, and one page as plain Wagtail serves it."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench.plain import PlainPage
from config.urls import urlpatterns as ours


def nothing(_request: HttpRequest) -> HttpResponse:
    """An empty answer, through every middleware."""
    return HttpResponse()


def plain(request: HttpRequest, page: int) -> HttpResponse:
    """A Wagtail page by its template, its blocks rendered at each visit."""
    found: HttpResponse = PlainPage.objects.get(pk=page).serve(request)
    return found


urlpatterns = [path("vacia/", nothing), path("wagtail/<int:page>/", plain), *ours]
