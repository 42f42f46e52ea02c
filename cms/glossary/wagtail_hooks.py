"""The glossary in the CMS. Whatever asks for a term asks the same queryset; another institute's is not found."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.glossary.forms import GlossaryTermForm
from cms.glossary.models import GlossaryTerm
from cms.glossary.permissions import terms_editable_by
from cms.glossary.selectors import DEFINED
from foundation.keeping import KeepersPolicy, View, guarded
from institutes.permissions import writes_for_any


class OwnTerms:
    """Choosing among one's own terms."""

    request: HttpRequest

    def get_object_list(self) -> QuerySet[GlossaryTerm]:
        return terms_editable_by(self.request.user)  # type: ignore[arg-type]

    def get_object(self, pk: Any) -> GlossaryTerm:
        return self.get_object_list().get(pk=pk)

    def get_objects(self, pks: Any) -> QuerySet[GlossaryTerm]:
        return self.get_object_list().filter(pk__in=[pk for pk in pks if str(pk).isdecimal()])


class OwnChooseView(OwnTerms, chooser.ChooseView):
    pass


class OwnChooseResultsView(OwnTerms, chooser.ChooseResultsView):
    pass


class OwnChosenView(OwnTerms, chooser.SnippetChosenView):
    pass


class OwnChosenMultipleView(OwnTerms, chooser.SnippetChosenMultipleView):
    pass


class GlossaryChooserViewSet(SnippetChooserViewSet):
    choose_view_class = OwnChooseView
    choose_results_view_class = OwnChooseResultsView
    chosen_view_class = OwnChosenView
    chosen_multiple_view_class = OwnChosenMultipleView


class GlossaryViewSet(SnippetViewSet):
    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 310
    add_to_admin_menu = True
    list_display = ["term", "language_name", "definition", "organisation"]
    list_filter = ["language"]
    chooser_viewset_class = GlossaryChooserViewSet

    @property
    def permission_policy(self) -> KeepersPolicy:
        return KeepersPolicy(self.model, may=writes_for_any, right=terms_editable_by)

    def construct_view(self, view_class: Any, **kwargs: Any) -> View:
        return guarded(super().construct_view(view_class, **kwargs), terms_editable_by)

    def get_queryset(self, request: HttpRequest) -> QuerySet[GlossaryTerm]:
        return terms_editable_by(request.user)  # type: ignore[arg-type]

    def get_form_class(self, for_update: bool = False) -> type[GlossaryTermForm]:
        return GlossaryTermForm


register_snippet(GlossaryViewSet)


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action(DEFINED, _("Explain a term"), _("Term explained"))
    actions.register_action("cms.glossary.say", _("Say a term in another language"), _("Term said in another language"))
    actions.register_action("cms.glossary.withdraw", _("Take an equivalent back"), _("Equivalent taken back"))


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(snippet: Any, user: Any, next_url: str | None = None) -> Iterator[Button]:
    """From the list in the CMS to the page of a term."""
    if isinstance(snippet, GlossaryTerm):
        address = reverse("glossary_term", args=[snippet.uid])
        yield Button(_("In other languages, discussion"), address, icon_name="comment", priority=60)
