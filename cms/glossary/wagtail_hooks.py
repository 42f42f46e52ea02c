"""The glossary in the CMS. Whatever asks for a term asks the same queryset; another institute's is not found."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.glossary.forms import GlossaryTermForm
from cms.glossary.models import GlossaryTerm
from cms.glossary.permissions import terms_editable_by
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
