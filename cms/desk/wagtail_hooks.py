"""The translation desk in the CMS: the way to it, how its work reads in the log, and no second way to translate."""

from typing import Any

from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.contrib.simple_translation.views import SubmitPageTranslationView

from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.permissions import pages_editable_by, writes_courses
from foundation.keeping import asked_once


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("cms.desk.translate", _("Translate texts"), _("Texts translated"))
    actions.register_action("cms.desk.record", _("Record a translation"), _("Translation recorded"))
    actions.register_action("cms.desk.approve", _("Approve translations"), _("Translations approved"))
    actions.register_action("cms.desk.return", _("Send translations back"), _("Translations sent back"))


class _DeskItem(MenuItem):
    """For whoever writes a course."""

    def is_shown(self, request: HttpRequest) -> bool:
        return asked_once(request.user, writes_courses)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return _DeskItem(_("Translations"), reverse("translation_desk"), icon_name="globe", order=240)


class CopyWithoutCourses(SubmitPageTranslationView):
    """Copies a page into another language, so that something can be written under it; never the courses below it."""

    def get_form(self) -> Any:
        form = super().get_form()
        if CoursePage.objects.descendant_of(self.object).exists():
            below = form.fields["include_subtree"]
            below.disabled, below.initial, below.widget = True, False, HiddenInput()
        return form


def translate_page(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Wagtail's own way copies pages; the texts of a course are translated at the desk, one by one."""
    page = get_object_or_404(pages_editable_by(request.user), pk=page_id).specific  # type: ignore[arg-type]
    if isinstance(page, CoursePage | ModulePage | LessonPage):
        return redirect("translation_desk")
    answer: HttpResponseBase = CopyWithoutCourses.as_view()(request, page_id=page_id)
    return answer


@hooks.register("register_admin_urls", order=-10)
def translate_urls() -> list[Any]:
    """Before Wagtail's address of the same path, which keeps its name."""
    return [path("translation/submit/page/<int:page_id>/", translate_page)]
