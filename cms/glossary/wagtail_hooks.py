"""The glossary in the CMS. Whatever asks for a term asks the same queryset; another institute's is not found."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views import chooser
from wagtail.snippets.views.chooser import SnippetChooserViewSet
from wagtail.snippets.views.snippets import (
    CopyView,
    DeleteView,
    EditView,
    HistoryView,
    SnippetViewSet,
    UsageView,
)

from cms.glossary.forms import GlossaryTermForm
from cms.glossary.models import GlossaryTerm
from cms.glossary.permissions import glossaries_edited_by, terms_editable_by


class GlossaryPolicy(BasePermissionPolicy):
    """Wagtail's questions about rights, answered by our queryset."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return user.is_active and glossaries_edited_by(user).exists()

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        return self.user_has_permission(user, "")

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return terms_editable_by(user).filter(pk=instance.pk).exists()

    def user_has_any_permission_for_instance(self, user: Any, actions: Any, instance: Any) -> bool:
        return self.user_has_permission_for_instance(user, "", instance)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[GlossaryTerm]:
        return terms_editable_by(user)

    def instances_user_has_permission_for(self, user: Any, action: str) -> QuerySet[GlossaryTerm]:
        return terms_editable_by(user)


class OwnTerm:
    """A view of one term: another institute's is not found."""

    request: HttpRequest

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        try:
            term = super().get_object(*args, **kwargs)  # type: ignore[misc]
        except PermissionDenied:
            raise Http404 from None
        if not terms_editable_by(self.request.user).filter(pk=term.pk).exists():  # type: ignore[arg-type]
            raise Http404
        return term


class OwnEditView(OwnTerm, EditView):
    pass


class OwnDeleteView(OwnTerm, DeleteView):
    pass


class OwnCopyView(OwnTerm, CopyView):
    pass


class OwnUsageView(OwnTerm, UsageView):
    pass


class OwnHistoryView(OwnTerm, HistoryView):
    pass


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
    edit_view_class = OwnEditView
    delete_view_class = OwnDeleteView
    copy_view_class = OwnCopyView
    usage_view_class = OwnUsageView
    history_view_class = OwnHistoryView
    chooser_viewset_class = GlossaryChooserViewSet

    @property
    def permission_policy(self) -> GlossaryPolicy:
        return GlossaryPolicy(self.model)

    def get_queryset(self, request: HttpRequest) -> QuerySet[GlossaryTerm]:
        return terms_editable_by(request.user)  # type: ignore[arg-type]

    def get_form_class(self, for_update: bool = False) -> type[GlossaryTermForm]:
        return GlossaryTermForm


register_snippet(GlossaryViewSet)


@hooks.register("before_bulk_action")
def only_own_terms(request: HttpRequest, action: str, objects: Any, view: Any) -> HttpResponse | None:
    """Several terms at once: none of another institute among them."""
    terms = [term for term in objects if isinstance(term, GlossaryTerm)]
    own = terms_editable_by(request.user).filter(pk__in=[term.pk for term in terms])  # type: ignore[arg-type]
    if terms and own.count() < len(terms):
        raise Http404
    return None
