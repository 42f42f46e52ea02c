"""What this room shows on other pages: posts in the profile, entries of the menu and of the desk."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.navigation import Link, navigation
from foundation.panels import Panel, Section, panel, section
from institutes.models import Organisation
from institutes.permissions import organisations_staffed_by
from institutes.selectors import posts_of
from institutes.standing import Roles

# More desks than this stand in a list of their own.
DESKS_IN_MENU = 3


@panel("profile", order=10)
def posts(user: User) -> Panel:
    """Where the person works."""
    return Panel("institutes/_posts.html", {"posts": posts_of(user)})


@section("desk", order=0)
def overview(user: User, organisation: Organisation) -> Section:
    """The desk itself."""
    return Section(_("Overview"), reverse("desk", args=[organisation.code]))


@section("desk", order=90)
def people(user: User, organisation: Organisation) -> Section | None:
    """Roles, for those who give them."""
    if not organisations_staffed_by(user).filter(pk=organisation.pk).exists():
        return None
    return Section(_("People and roles"), reverse("people", args=[organisation.code]))


@navigation(order=20, where="person")
def desks(request: HttpRequest) -> list[Link]:
    """The desks of whoever has one."""
    institutes = Roles.of(request).desks
    if len(institutes) > DESKS_IN_MENU:
        return [Link(reverse("desks"), _("Institutes"), "building")]
    return [Link(reverse("desk", args=[one.code]), one.short_name, "building") for one in institutes]


@navigation(order=80, where="person")
def profile(request: HttpRequest) -> list[Link]:
    """One's own data."""
    return [Link(reverse("profile"), _("My profile"), "user")]
