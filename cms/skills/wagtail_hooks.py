"""Competency frameworks in the CMS, for the state's administrators; published versions are only read."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.permission_policies.base import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from cms.skills.models import Framework, FrameworkVersion, Skill


class FrozenOncePublished(ModelPermissionPolicy):  # type: ignore[misc]
    """Nobody changes or deletes what belongs to a published version."""

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        version = instance if isinstance(instance, FrameworkVersion) else instance.framework_version
        if action in ("change", "delete") and version.published_on is not None:
            return False
        return bool(super().user_has_permission_for_instance(user, action, instance))


class FrameworkViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Framework
    icon = "list-ul"
    list_display = ["name", "code"]
    form_fields = ["code", "name"]


class FrameworkVersionViewSet(SnippetViewSet):  # type: ignore[misc]
    model = FrameworkVersion
    icon = "calendar"
    list_display = ["__str__", "published_on", "valid_to"]
    form_fields = ["framework", "version", "published_on", "valid_to", "basis"]
    inspect_view_enabled = True

    @property
    def permission_policy(self) -> FrozenOncePublished:
        return FrozenOncePublished(self.model)


class SkillViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Skill
    icon = "tag"
    list_display = ["code", "label", "level_name", "framework_version"]
    list_filter = ["framework_version", "level_name"]
    search_fields = ["code", "label"]
    form_fields = ["framework_version", "parent", "level_name", "code", "label", "basis"]
    inspect_view_enabled = True

    @property
    def permission_policy(self) -> FrozenOncePublished:
        return FrozenOncePublished(self.model)


class SkillsGroup(SnippetViewSetGroup):  # type: ignore[misc]
    menu_label = _("Competency frameworks")
    menu_icon = "list-ul"
    menu_order = 710
    items = (FrameworkViewSet, FrameworkVersionViewSet, SkillViewSet)


register_snippet(SkillsGroup)
