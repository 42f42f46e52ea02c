"""Programmes in the CMS: written there as drafts, approved on a page of their own that shows what is approved."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel, ObjectList
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, SnippetViewSet

from courses.programmes.forms import ProgrammeForm
from courses.programmes.models import Programme
from courses.programmes.permissions import (
    programmes_deletable_by,
    programmes_editable_by,
    writes_programmes,
)
from foundation.keeping import KeepersPolicy, View, guarded

PANELS = [
    HelpPanel(template="courses/programmes/_where_it_is_approved.html"),
    FieldPanel("organisation"),
    FieldPanel("title"),
    FieldPanel("summary"),
    FieldPanel("description"),
    InlinePanel("places", [FieldPanel("course"), FieldPanel("is_required"), FieldPanel("note")],
                label=_("course"), heading=_("Courses, in their order"), min_num=1),
    FieldPanel("skills"),
]  # fmt: skip


class ProgrammeViewSet(SnippetViewSet):
    model = Programme
    icon = "list-ol"
    menu_label = _("Programmes")
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ["title", "organisation", "live"]
    edit_handler = ObjectList(PANELS, base_form_class=ProgrammeForm)

    @property
    def permission_policy(self) -> KeepersPolicy:
        """Wagtail itself publishes nothing here: ``publish_programme`` does."""
        never = ("publish", "unpublish", "lock", "unlock")
        return KeepersPolicy(self.model, may=writes_programmes, right=programmes_editable_by, never=never)

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        right = programmes_deletable_by if issubclass(view_class, DeleteView) else programmes_editable_by
        return guarded(super().construct_view(view_class, **kwargs), right)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Programme]:
        return programmes_editable_by(request.user).select_related("organisation")  # type: ignore[arg-type]

    def register_chooser_viewset(self) -> None:
        """Nothing chooses a programme, so there is no door to do it by."""


register_snippet(ProgrammeViewSet)


@hooks.register("before_bulk_action")
def only_drafts(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """Several at once, which only the state's administrators do: none that was public among them."""
    if any(isinstance(one, Programme) and one.first_published_at is not None for one in objects):
        raise Http404
    return None
