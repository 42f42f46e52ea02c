"""The CMS as authors see it: what they need, in their words, and nothing else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.models import Page

from cms.pages.archive import published_courses_in, why_it_stays
from cms.pages.models import CoursePage, course_of
from cms.pages.operations import renew_block_ids
from cms.pages.permissions import course_pages_editable_by, institute_pages_of

SHOWN_ON_DASHBOARD = 8


@hooks.register("insert_global_admin_css")
def brand() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


class MyCoursesPanel(Component):
    """The courses one may edit, how far each is and what it lacks; and where to start another."""

    name = "my_courses"
    order = 100
    template_name = "cms/pages/_my_courses.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def courses(self) -> list[CoursePage]:
        editable = course_pages_editable_by(self.request.user)  # type: ignore[arg-type]
        return list(editable.order_by("-latest_revision_created_at", "title")[:SHOWN_ON_DASHBOARD])

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"courses": self.courses, "institutes": institute_pages_of(self.request.user)}  # type: ignore[arg-type]


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    """Our panels take the place of Wagtail's own."""
    panels[:] = [MyCoursesPanel(request)]


@hooks.register("construct_main_menu")
def shorter_menu(request: HttpRequest, items: list[Any]) -> None:
    """Help leads to Wagtail's own site, reports serve those who look after the whole platform."""
    hidden = {"help"}
    if not request.user.has_perm("institutes.change_organisation"):
        hidden |= {"reports"}
    items[:] = [item for item in items if item.name not in hidden]
    for item in items:
        if item.name == "media":
            item.label = _("Audio and video")


@hooks.register("before_bulk_action")
def refuse_incomplete_courses(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """Publishing many pages at once asks of each course what publishing one does."""
    if action != "publish" or request.method != "POST":
        return None
    courses = [page.specific for page in objects if isinstance(page.specific, CoursePage)]
    incomplete = [course for course in courses if course.missing]
    for course in incomplete:
        messages.error(request, _("“%(course)s” is incomplete and was not published.") % {"course": course.title})
    return redirect("wagtailadmin_home") if incomplete else None


@hooks.register("before_delete_page")
def keep_published_courses(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Say why, and what to do instead."""
    return _refused_deletion(request, [page])


@hooks.register("before_bulk_action")
def keep_published_courses_in_bulk(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    pages = [page for page in objects if isinstance(page, Page)]
    return _refused_deletion(request, pages) if action == "delete" and request.method == "POST" else None


def _refused_deletion(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    courses = published_courses_in(pages)
    for course in courses:
        messages.error(request, why_it_stays(course))
    parent = pages[0].get_parent() if pages else None
    return redirect("wagtailadmin_explore", parent.pk) if courses and parent else None


@hooks.register("before_copy_page")
def copy_courses_as_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy is a course of its own: it is published when complete, and never mirrors another one."""
    if request.method != "POST" or course_of(page) is None:
        return None
    if not (request.POST.get("publish_copies") or request.POST.get("alias")):
        return None
    messages.error(request, _("A course is copied as a draft: leave “publish” and “alias” unticked."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("after_copy_page")
def tell_copies_apart(request: HttpRequest, page: Page, new_page: Page) -> None:
    """A lesson copied within its course is another lesson: each has answers and progress of its own."""
    renew_block_ids(new_page)


@hooks.register("before_edit_page")
def notice_another_version(request: HttpRequest, page: Page) -> None:
    """Remember what somebody else saved since this form was opened; an automatic save Wagtail refuses by itself."""
    latest = page.latest_revision
    opened = request.POST.get("overwrite_revision_id") or request.POST.get("loaded_revision_id")
    if request.method == "POST" and latest is not None and opened and opened != str(latest.pk):
        request.saved_meanwhile = latest  # type: ignore[attr-defined]


@hooks.register("after_edit_page")
@hooks.register("after_publish_page")
def tell_of_another_version(request: HttpRequest, page: Page) -> None:
    """Neither version is lost: both stay in the history, and this says where to see them side by side."""
    other = getattr(request, "saved_meanwhile", None)
    if other is None or other.pk == page.latest_revision_id:
        return
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, other.pk, page.latest_revision_id])
    text = _(
        "While you were writing, %(person)s saved another version of “%(page)s”. Yours is now the latest one; the "
        "other one is kept in the history. Compare both, and bring over what is missing."
    ) % {"person": other.user or _("somebody"), "page": page.title}
    messages.warning(request, text, buttons=[messages.button(compare, _("Compare both versions"))])
