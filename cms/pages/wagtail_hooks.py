"""The CMS as authors see it: what they need, in their words, and nothing else."""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail.permissions import page_permission_policy

from cms.pages import authorship
from cms.pages.authorship import DELETE_PART
from cms.pages.digest import readable
from cms.pages.models import CoursePage, course_of
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


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(DELETE_PART, gettext_lazy("Delete a part"), gettext_lazy("Part deleted"))


@hooks.register("before_copy_page")
def copy_courses_as_drafts(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A copy is a course of its own: it is published when complete, and never mirrors another one."""
    if request.method != "POST" or course_of(page) is None:
        return None
    if not (request.POST.get("publish_copies") or request.POST.get("alias")):
        return None
    messages.error(request, _("A course is copied as a draft: leave “publish” and “alias” unticked."))
    return redirect("wagtailadmin_pages:copy", page.pk)


@hooks.register("construct_page_chooser_queryset")
def choose_among_own_and_published(pages: Any, request: HttpRequest) -> Any:
    """Wagtail's page chooser offers every draft of the site; ours offers what is published and one's own."""
    own = page_permission_policy.explorable_instances(request.user)
    return pages.filter(Q(live=True) | Q(pk__in=own.values("pk")))
