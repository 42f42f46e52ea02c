"""Editions in the CMS: publishing leads through the page of changes, and the log names what was done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from cms.pages.models import CoursePage
from cms.pages.publishing import source_page
from courses.editions.models import Course


@hooks.register("register_log_actions")
def actions_of_editions(actions: LogActionRegistry) -> None:
    actions.register_action("editions.publish", _("Publish an edition"), _("Edition published"))
    actions.register_action("editions.list", _("List in the catalogue"), _("Listed in the catalogue"))
    actions.register_action("editions.hide", _("Take out of the catalogue"), _("Taken out of the catalogue"))
    actions.register_action(
        "editions.notes", _("Write the notes of an edition"), _("Notes of the next edition written")
    )


@hooks.register("before_publish_page")
def show_changes_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """“Publish” in the editor of a course that has an edition leads to what would change, the draft being saved."""
    if not isinstance(page, CoursePage) or source_page(page).pk != page.pk:
        return None
    if not Course.objects.filter(pk=page.translation_key, latest__isnull=False).exists():
        return None
    messages.info(request, _("The draft is saved. Look at what changes, then publish it here."))
    return redirect("course_changes", page.pk)
