"""Competency frameworks in the CMS, for the state's administrators; published versions are only read."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import DeleteView, EditView, SnippetViewSet, SnippetViewSetGroup

from cms.skills.models import Framework, FrameworkVersion, ResultLevel, ResultScale, Skill


class FrozenOncePublished:
    """A view that nobody enters for what belongs to a published version."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        instance = super().get_object(*args, **kwargs)  # type: ignore[misc]
        parent = getattr(instance, "framework_version", None) or getattr(instance, "scale", None)
        if (parent or instance).published_on is not None:
            raise PermissionDenied(_("A published version never changes."))
        return instance


class FrozenEditView(FrozenOncePublished, EditView):
    pass


class FrozenDeleteView(FrozenOncePublished, DeleteView):
    pass


class FrozenViewSet(SnippetViewSet):
    """Of what can be read by anybody of the staff, and changed only until it is published."""

    inspect_view_enabled = True
    edit_view_class = FrozenEditView
    delete_view_class = FrozenDeleteView


class FrameworkViewSet(SnippetViewSet):
    model = Framework
    icon = "list-ul"
    list_display = ["name", "code"]
    form_fields = ["code", "name"]


class FrameworkVersionViewSet(FrozenViewSet):
    model = FrameworkVersion
    icon = "calendar"
    list_display = ["__str__", "published_on", "valid_to"]
    form_fields = ["framework", "version", "published_on", "valid_to", "basis"]


class SkillViewSet(FrozenViewSet):
    model = Skill
    icon = "tag"
    list_display = ["code", "label", "level_name", "framework_version"]
    list_filter = ["framework_version", "level_name"]
    search_fields = ["code", "label"]
    form_fields = ["framework_version", "parent", "level_name", "code", "label", "basis"]


class ResultScaleViewSet(FrozenViewSet):
    model = ResultScale
    icon = "list-ol"
    list_display = ["__str__", "published_on", "valid_to"]
    form_fields = ["code", "version", "name", "published_on", "valid_to"]


class ResultLevelViewSet(FrozenViewSet):
    model = ResultLevel
    icon = "list-ol"
    list_display = ["label", "position", "scale"]
    list_filter = ["scale"]
    form_fields = ["scale", "position", "label"]


class SkillsGroup(SnippetViewSetGroup):
    menu_label = _("Skills")
    menu_icon = "list-ul"
    menu_order = 710
    items = (FrameworkViewSet, FrameworkVersionViewSet, SkillViewSet, ResultScaleViewSet, ResultLevelViewSet)


register_snippet(SkillsGroup)
