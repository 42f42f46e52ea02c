"""Languages in the CMS: how their changes read in the log, and the way to them."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from languages.permissions import languages_administered_by


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("languages.add", _("Add a language"), _("Language added"))
    actions.register_action("languages.change", _("Change a language"), _("Language changed"))
    actions.register_action("languages.remove", _("Remove a language"), _("Language removed"))
    actions.register_action("languages.alphabet", _("Order an alphabet"), _("Alphabet ordered"))
    actions.register_action("languages.propose", _("Propose a translation"), _("Translation proposed"))
    actions.register_action("languages.review", _("Accept a translation"), _("Translation accepted"))
    actions.register_action("languages.decline", _("Decline a translation"), _("Translation declined"))
    actions.register_action("languages.import", _("Import translations"), _("Translations imported"))


class LanguagesItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return languages_administered_by(request.user).exists()  # type: ignore[arg-type]


@hooks.register("register_settings_menu_item")
def languages_item() -> MenuItem:
    return LanguagesItem(_("Languages"), reverse("languages_administered"), icon_name="globe", order=200)
