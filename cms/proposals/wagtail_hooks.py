"""Proposals in the CMS: how many wait, the way to them, and how what is done to them reads in the log."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from cms.pages.permissions import writes_courses
from cms.proposals.models import Proposal
from cms.proposals.permissions import proposals_answerable_by
from foundation.keeping import asked_once

OPEN = [Proposal.Status.RECEIVED, Proposal.Status.IN_STUDY]


@hooks.register("register_log_actions")
def register_log_actions(actions: Any) -> None:
    actions.register_action("cms.proposals.submit", _("Submit a proposal"), _("Proposal received"))
    actions.register_action("cms.proposals.support", _("Support a proposal"), _("Proposal supported"))
    actions.register_action("cms.proposals.end_support", _("Stop supporting a proposal"), _("Support taken back"))
    actions.register_action("cms.proposals.withdraw", _("Withdraw a proposal"), _("Proposal withdrawn"))
    actions.register_action("cms.proposals.take_up", _("Take up a proposal"), _("Proposal taken up"))
    actions.register_action("cms.proposals.answer", _("Answer a proposal"), _("Proposal answered"))
    actions.register_action("cms.proposals.accept", _("Accept a proposal"), _("Proposal accepted"))
    actions.register_action("cms.proposals.work_in", _("Work in a proposal"), _("Proposal worked in"))
    actions.register_action("cms.proposals.include", _("Include a proposal"), _("Proposal included in an edition"))
    actions.register_action("cms.proposals.hide", _("Hide a proposal"), _("Proposal hidden"))
    actions.register_action("cms.proposals.show", _("Show a proposal"), _("Proposal shown again"))


class ProposalsPanel(Component):
    """Proposals that wait for an answer."""

    name = "proposals"
    order = 80
    template_name = "cms/proposals/_waiting.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @cached_property
    def waiting(self) -> int:
        return proposals_answerable_by(self.request.user).filter(status__in=OPEN).count()  # type: ignore[arg-type]

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        return {"waiting": self.waiting}


@hooks.register("construct_homepage_panels", order=20)
def dashboard(request: HttpRequest, panels: list[Any]) -> None:
    panels.append(ProposalsPanel(request))


class _ProposalsItem(MenuItem):
    """For whoever edits a course."""

    def is_shown(self, request: HttpRequest) -> bool:
        return asked_once(request.user, writes_courses)


@hooks.register("register_admin_menu_item")
def menu_item() -> MenuItem:
    return _ProposalsItem(_("Proposals"), reverse("proposals_box"), icon_name="comment", order=250)
