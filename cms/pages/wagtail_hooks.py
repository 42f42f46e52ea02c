"""The CMS as authors see it: what they need, in their words, and nothing else."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.pages import authorship
from cms.pages.archive import published_courses_in, why_it_stays
from cms.pages.authorship import DELETE_PART
from cms.pages.carrying import carry_translations
from cms.pages.digest import readable
from cms.pages.models import CoursePage, course_of
from cms.pages.permissions import course_pages_editable_by, institute_pages_of

SHOWN_ON_DASHBOARD = 8


@hooks.register("insert_global_admin_css")
def brand() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("insert_editor_js")
def editing_aids() -> SafeString:
    """Open the block that a link leads to; keep the list of what is missing up to date."""
    return format_html('<script src="{}" defer></script>', static("js/editing.js"))


@hooks.register("register_admin_urls")
def own_pages() -> list[Any]:
    return [path("", include("cms.pages.urls"))]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(
        "cms.outline.restore", gettext_lazy("Bring back"), gettext_lazy("Brought back into the course")
    )
    actions.register_action(DELETE_PART, gettext_lazy("Delete a part"), gettext_lazy("Part deleted"))


@hooks.register("register_page_header_buttons")
def outline_button(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """From anywhere in a course to its contents on one page."""
    course = course_of(page)
    if course is not None and course_pages_editable_by(user).filter(pk=course.pk).exists():
        address = reverse("course_outline", args=[course.pk])
        yield Button(_("Contents of the course"), address, icon_name="list-ol", priority=5)


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


@hooks.register("before_publish_page")
def refuse_own_text(request: HttpRequest, page: Page) -> HttpResponse | None:
    """The editor saves as it publishes: whoever changes something on the way has written it."""
    if not isinstance(page, CoursePage):
        return None
    # Read anew: what was just saved still holds values that the database knows only as text.
    saved = Revision.page_revisions.filter(pk=page.latest_revision_id).first()
    is_a_copy = saved is not None and _repeats_the_one_before(saved)
    if not authorship.is_own_text(request.user, page, but_for=saved if is_a_copy else None):
        return None
    messages.error(
        request,
        _("Your changes are saved as a draft. Nobody publishes their own text: hand the course in for review instead."),
    )
    return redirect("course_review", page.pk)


def _repeats_the_one_before(revision: Revision) -> bool:
    try:
        before = revision.get_previous()
    except Revision.DoesNotExist:
        return False
    return readable(before.content) == readable(revision.content)


@hooks.register("after_delete_page")
def remember_who_deleted(request: HttpRequest, page: Page) -> None:
    """A part that is gone leaves no revision; its course remembers who took it out."""
    course = CoursePage.objects.ancestor_of(page).first()
    if course is not None:
        log(instance=course, action=DELETE_PART, user=request.user, data={"title": page.title})


@hooks.register("after_bulk_action")
def remember_who_deleted_many(request: HttpRequest, action: str, objects: Any, view: Any) -> None:
    for page in objects if action == "delete" else []:
        if isinstance(page, Page):
            remember_who_deleted(request, page)


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
def with_its_translations(request: HttpRequest, page: Page, copy: Page) -> None:
    carry_translations(original=page, copy=copy)


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
