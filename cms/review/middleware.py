"""What one of Wagtail's own buttons answers when it meets a rule of the review."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse

from cms.review.refusal import ReviewRefused

ADMIN = "/cms/"


class ReviewRefusalMiddleware:
    """Shows the reason where the review is, instead of an error."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, ReviewRefused) or not request.path.startswith(ADMIN):
            return None
        messages.error(request, str(exception))
        match = request.resolver_match
        page = next((match.kwargs[name] for name in ("page_id", "pk") if name in match.kwargs), None) if match else None
        page = page or (match.args[0] if match and match.args else None)
        address = reverse("course_review", args=[page]) if page else reverse("wagtailadmin_home")
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})  # what Wagtail's dialogs understand
        return redirect(address)
