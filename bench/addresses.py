"""The platform's addresses and one view that does nothing."""

from django.http import HttpRequest, HttpResponse
from django.urls import path

from bench import plain  # noqa: F401 (its kind of page must be known where it is served)
from config.urls import urlpatterns as ours


def nothing(_request: HttpRequest) -> HttpResponse:
    """An empty answer, through every middleware."""
    return HttpResponse()


urlpatterns = [path("vacia/", nothing), *ours]
