"""Doors of Wagtail's admin that show more than a person may know.

Explorer, move, choosers, bulk actions, usage lists and reports tell titles of drafts and files to whoever writes a
number, or to everybody who edits. One rule for every address with a page or a file in it, those of later versions
included; ``tests/security/doors.py`` tries them all.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.models import Page

from cms.tenancy import permissions as rights

ADMIN = "/cms/"
LONGEST_NUMBER = 18
_PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Here the page is called "pk", or its number stands in the query.
_OF_PAGES = {"wagtailadmin_pages", "wagtailadmin_api:pages"}
_PAGES_BY_QUERY = {"id", "childOf", "parent_page_id"}
_CHOOSING = {"wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
             "wagtailadmin_choose_page_search", "wagtailadmin_choose_page_external_link"}  # fmt: skip
_Rows = Callable[[Any], QuerySet[Any]]
_FILE_ARGUMENTS: dict[str, _Rows] = {
    "image_id": rights.images_open_to,
    "document_id": rights.documents_open_to,
    "doc_id": rights.documents_open_to,
    "media_id": rights.media_open_to,
}
_FILE_NAMESPACES: dict[str, _Rows] = {
    "wagtailimages_chooser": rights.images_open_to,
    "wagtaildocs_chooser": rights.documents_open_to,
    "wagtailadmin_api:images": rights.images_open_to,
    "wagtailadmin_api:documents": rights.documents_open_to,
}
_FILE_MODELS: dict[str, _Rows] = {"image": rights.images_open_to, "document": rights.documents_open_to}
# Lists across all institutes, and tags, which Wagtail keeps in one heap for the whole installation.
_FOR_THE_STATE = {
    "wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results", "wagtailadmin_workflows:usage",
    "wagtailadmin_workflows:usage_results",
}  # fmt: skip
_FOR_NOBODY = {"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete"}


class OthersDraftsMiddleware:
    """404 for a page or file that is neither one's own, nor in a course one reviews."""

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
        if match.view_name in _FOR_NOBODY or match.kwargs.get("action") == "add_tags":
            raise Http404
        if _is_for_the_state(request, match) and not rights.looks_after_everything(request.user):
            raise Http404
        _refuse_others_pages(request, match)
        _refuse_others_files(request, match)


def _refuse_impossible_numbers(request: HttpRequest) -> None:
    """Wagtail hands the numbers in a query to the database as they come."""
    values = [value for values in request.GET.lists() for value in values[1]]
    keys = [*request.GET.getlist("id"), *request.GET.getlist("parent_page_id")]
    if any(value.isdecimal() and len(value) > LONGEST_NUMBER for value in values) or any(
        not key.isdecimal() and key not in ("", "all") for key in keys
    ):
        raise BadRequest("No row has such a number.")


def _is_for_the_state(request: HttpRequest, match: ResolverMatch) -> bool:
    """Whether the address lists what belongs to many institutes; "all" without a parent page is such a list."""
    every_page = match.url_name == "wagtail_bulk_action" and "all" in request.GET.getlist("id")
    return (
        match.namespace == "wagtailadmin_reports"
        or match.view_name in _FOR_THE_STATE
        or (match.namespace.startswith("wagtailsnippets_") and match.url_name == "usage")
        or (every_page and match.kwargs.get("model_name") == "page" and not request.GET.get("childOf"))
    )


def _refuse_others_pages(request: HttpRequest, match: ResolverMatch) -> None:
    wanted = set(_pages_in(request, match))
    if not wanted:
        return
    pages = Page.objects.filter(pk__in=wanted, depth__gt=1)
    if match.url_name in _CHOOSING:
        pages = pages.exclude(pk__in=rights.pages_to_link_to(request.user).values("pk"))  # type: ignore[arg-type]
    if any(not rights.may_know_page(request.user, page) for page in pages):  # type: ignore[arg-type]
        raise Http404


def _pages_in(request: HttpRequest, match: ResolverMatch) -> Iterator[int]:
    found = [match.kwargs.get(name) for name in _PAGE_ARGUMENTS]
    if match.namespace in _OF_PAGES:
        found += [match.kwargs.get("pk"), *match.args[:1]]
    if match.url_name in _CHOOSING or match.kwargs.get("model_name") == "page":
        found += [number for name in _PAGES_BY_QUERY for number in request.GET.getlist(name)]
    yield from _numbers(found)


def _refuse_others_files(request: HttpRequest, match: ResolverMatch) -> None:
    for rows, wanted in _files_in(request, match):
        if wanted and rows(request.user).filter(pk__in=wanted).count() < len(wanted):
            raise Http404


def _files_in(request: HttpRequest, match: ResolverMatch) -> Iterator[tuple[_Rows, set[int]]]:
    for name, rows in _FILE_ARGUMENTS.items():
        yield rows, set(_numbers([match.kwargs.get(name)]))
    chosen = _FILE_NAMESPACES.get(match.namespace)
    if chosen is not None:
        yield chosen, set(_numbers([match.kwargs.get("pk"), *request.GET.getlist("id")]))
    in_bulk = _FILE_MODELS.get(match.kwargs.get("model_name", "")) if match.url_name == "wagtail_bulk_action" else None
    if in_bulk is not None:
        yield in_bulk, set(_numbers(request.GET.getlist("id")))


def _numbers(found: list[Any]) -> Iterator[int]:
    for number in found:
        if number is not None and str(number).isdecimal():
            yield int(str(number)[:LONGEST_NUMBER])
