"""Doors of Wagtail's admin that show more than a person may know.

Explorer, move, page chooser and bulk actions tell the title of any draft to whoever writes its number, and the reports
name everybody who edits. One rule for every address with a page in it, those of later versions included.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import ResolverMatch, reverse
from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from cms.pages.models import course_of
from cms.review.permissions import courses_reviewable_by
from cms.review.refusal import ReviewRefused

ADMIN = "/cms/"
LONGEST_NUMBER = 18
_PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id")
# Here the page is called "pk", or its number stands in the query.
_OF_PAGES = {"wagtailadmin_pages", "wagtailadmin_api:pages"}
_BY_QUERY = {"wagtail_bulk_action", "wagtailadmin_choose_page_chosen_multiple"}


class OthersDraftsMiddleware:
    """404 for a page that is neither published, nor one's own, nor in a course one reviews."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Raise Http404 before the view has a say."""
        match = request.resolver_match
        if match is None or not request.path.startswith(ADMIN) or not request.user.is_authenticated:
            return
        _refuse_impossible_numbers(request)
        if any(isinstance(number, int) and number >= 10**LONGEST_NUMBER for number in kwargs.values()):
            raise Http404
        if match.namespace == "wagtailadmin_reports" and not request.user.has_perm("institutes.change_organisation"):
            raise Http404
        wanted = set(_pages_in(request, match))
        if wanted and any(not _may_know(request.user, page) for page in Page.objects.filter(pk__in=wanted, live=False)):
            raise Http404

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """One of Wagtail's own buttons met a rule of the review: the reason is shown where the review is."""
        if not isinstance(exception, ReviewRefused) or not request.path.startswith(ADMIN):
            return None
        messages.error(request, str(exception))
        match = request.resolver_match
        page = next(_pages_in(request, match), None) if match else None
        address = reverse("course_review", args=[page]) if page else reverse("wagtailadmin_home")
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            return JsonResponse({"step": "success", "redirect": address})  # what Wagtail's dialogs understand
        return redirect(address)


def _refuse_impossible_numbers(request: HttpRequest) -> None:
    """Wagtail hands the numbers in a query to the database as they come."""
    values = [value for values in request.GET.lists() for value in values[1]]
    keys = [*request.GET.getlist("id"), *request.GET.getlist("parent_page_id")]
    if any(value.isdecimal() and len(value) > LONGEST_NUMBER for value in values) or any(
        not key.isdecimal() and key not in ("", "all") for key in keys
    ):
        raise BadRequest("No row has such a number.")


def _pages_in(request: HttpRequest, match: ResolverMatch) -> Iterator[int]:
    found = [match.kwargs.get(name) for name in _PAGE_ARGUMENTS]
    if match.namespace in _OF_PAGES:
        found += [match.kwargs.get("pk"), *match.args[:1]]
    if match.url_name in _BY_QUERY:
        found += request.GET.getlist("id")
    for number in found:
        if number is not None and str(number).isdecimal():
            yield int(str(number)[:LONGEST_NUMBER])


def _may_know(user: User, page: Page) -> bool:
    if page_permission_policy.explorable_instances(user).filter(pk=page.pk).exists():
        return True
    course = course_of(page)
    return course is not None and courses_reviewable_by(user).filter(pk=course.pk).exists()
