"""Places, roles and notices in the CMS, for superusers and whoever the CMS's groups let in."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from accounts.models import PrivacyNotice
from institutes.models import Membership, Municipality, Organisation


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    """How roles given and taken read in the log."""
    actions.register_action("institutes.grant", _("Give a role"), _("Role given"))
    actions.register_action("institutes.end", _("End a role"), _("Role ended"))


class MunicipalityViewSet(SnippetViewSet):
    model = Municipality
    icon = "site"
    list_display = ["name", "key", "is_metropolitan"]
    search_fields = ["name", "key"]
    form_fields = ["name", "is_metropolitan", "language_note"]


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "group"
    list_display = ["name", "code", "kind", "is_illustrative"]
    list_filter = ["kind", "is_illustrative"]
    search_fields = ["name", "short_name", "code"]
    form_fields = ["code", "kind", "name", "short_name", "sector", "municipality", "cct", "is_illustrative", "note"]


class MembershipViewSet(SnippetViewSet):
    model = Membership
    icon = "user"
    list_display = ["user", "role", "organisation", "valid_from", "valid_to"]
    list_filter = ["role", "organisation"]
    search_fields = ["user__email", "user__paternal_surname", "user__given_names"]
    form_fields = ["user", "organisation", "role", "valid_from", "valid_to"]

    def register_chooser_viewset(self) -> None:
        """None: no form asks for a membership, and a chooser would name everybody's staff to every author."""


class PrivacyNoticeViewSet(SnippetViewSet):
    model = PrivacyNotice
    icon = "doc-full"
    list_display = ["version", "published_at", "needs_review"]
    form_fields = ["version", "text", "published_at", "needs_review"]


class PlacesGroup(SnippetViewSetGroup):
    menu_label = _("Places and people")
    menu_icon = "site"
    menu_order = 700
    items = (OrganisationViewSet, MembershipViewSet, MunicipalityViewSet, PrivacyNoticeViewSet)


register_snippet(PlacesGroup)
