"""Doors of Wagtail's admin that show more than a person may know.

Explorer, move, choosers, bulk actions, usage lists and reports tell titles of drafts and files to whoever writes a
number, or to everybody who edits. One rule for every address with a page or a file in it, those of later versions
included; ``tests/security/doors.py`` tries them all.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import ResolverMatch
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models
from wagtailmedia.models import get_media_model

from cms.pages.visibility import files_open_to, pages_to_link_to
from cms.tenancy.permissions import looks_after_everything, may_know_page

ADMIN = "/cms/"
LONGEST_NUMBER = 18
_PAGE_ARGUMENTS = ("page_id", "parent_page_id", "page_to_move_id", "destination_id", "page_pk")
# Here the page is called "pk", or its number stands in the query.
_OF_PAGES = {"wagtailadmin_pages", "wagtailadmin_api:pages"}
_PAGES_BY_QUERY = {"id", "childOf", "parent_page_id"}
_CHOOSING = {"wagtailadmin_choose_page", "wagtailadmin_choose_page_child", "wagtailadmin_choose_page_chosen_multiple",
             "wagtailadmin_choose_page_search", "wagtailadmin_choose_page_external_link"}  # fmt: skip
_IMAGE, _DOCUMENT, _MEDIA = get_image_model(), get_document_model(), get_media_model()
_FILE_ARGUMENTS = {"image_id": _IMAGE, "document_id": _DOCUMENT, "doc_id": _DOCUMENT, "media_id": _MEDIA}
_FILE_NAMESPACES = {
    "wagtailimages_chooser": _IMAGE, "wagtaildocs_chooser": _DOCUMENT,
    "wagtailadmin_api:images": _IMAGE, "wagtailadmin_api:documents": _DOCUMENT,
}  # fmt: skip
_FILE_MODELS = {"image": _IMAGE, "document": _DOCUMENT}
# Lists across all institutes, and tags, which Wagtail keeps in one heap for the whole installation.
_FOR_THE_STATE = {
    "wagtailadmin_pages:type_use", "wagtailadmin_pages:type_use_results", "wagtailadmin_workflows:usage",
    "wagtailadmin_workflows:usage_results",
}  # fmt: skip
# Actions through the admin's API would pass by what its pages say and ask; none of its pages uses them.
_FOR_NOBODY = {"wagtailadmin_tag_autocomplete", "wagtailadmin_tag_model_autocomplete", "wagtailadmin_api:pages:action"}


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
        if match.view_name.startswith("wagtail") and not request.user.has_perm("wagtailadmin.access_admin"):
            raise Http404  # Wagtail would send to the sign-in, which sends whoever has signed in back here
        _refuse_impossible_numbers(request)
        if any(isinstance(number, int) and number >= 10**LONGEST_NUMBER for number in kwargs.values()):
            raise Http404
        if match.view_name in _FOR_NOBODY or match.kwargs.get("action") == "add_tags":
            raise Http404
        if _is_for_the_state(request, match) and not looks_after_everything(request.user):
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
        or _acts_on_snippets(match)
        or (every_page and match.kwargs.get("model_name") == "page" and not request.GET.get("childOf"))
    )


def _acts_on_snippets(match: ResolverMatch) -> bool:
    """Whether several snippets are acted upon at once: Wagtail names those that one may not touch."""
    if match.url_name != "wagtail_bulk_action":
        return False
    acted_on = (match.kwargs.get("app_label"), match.kwargs.get("model_name"))
    return acted_on in {(model._meta.app_label, model._meta.model_name) for model in get_snippet_models()}


def _refuse_others_pages(request: HttpRequest, match: ResolverMatch) -> None:
    wanted = set(_pages_in(request, match))
    if not wanted:
        return
    pages = Page.objects.filter(pk__in=wanted, depth__gt=1)
    if match.url_name in _CHOOSING:
        pages = pages.exclude(pk__in=pages_to_link_to(request.user).values("pk"))
    if any(not may_know_page(request.user, page) for page in pages):  # type: ignore[arg-type]
        raise Http404


def _pages_in(request: HttpRequest, match: ResolverMatch) -> Iterator[int]:
    found = [match.kwargs.get(name) for name in _PAGE_ARGUMENTS]
    if match.namespace in _OF_PAGES:
        found += [match.kwargs.get("pk"), *match.args[:1]]
    if match.url_name in _CHOOSING or match.kwargs.get("model_name") == "page":
        found += [number for name in _PAGES_BY_QUERY for number in request.GET.getlist(name)]
    yield from _numbers(found)


def _refuse_others_files(request: HttpRequest, match: ResolverMatch) -> None:
    for model, wanted in _files_in(request, match):
        if wanted and files_open_to(request.user, model).filter(pk__in=wanted).count() < len(wanted):
            raise Http404


def _files_in(request: HttpRequest, match: ResolverMatch) -> Iterator[tuple[Any, set[int]]]:
    for name, model in _FILE_ARGUMENTS.items():
        yield model, set(_numbers([match.kwargs.get(name)]))
    if match.namespace in _FILE_NAMESPACES:
        yield _FILE_NAMESPACES[match.namespace], set(_numbers([match.kwargs.get("pk"), *request.GET.getlist("id")]))
    if match.url_name == "wagtail_bulk_action" and match.kwargs["model_name"] in _FILE_MODELS:
        yield _FILE_MODELS[match.kwargs["model_name"]], set(_numbers(request.GET.getlist("id")))


def _numbers(found: list[Any]) -> Iterator[int]:
    for number in found:
        if number is not None and str(number).isdecimal():
            yield int(str(number)[:LONGEST_NUMBER])
