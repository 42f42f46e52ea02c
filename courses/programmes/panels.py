"""What other pages show of programmes: the way to them, and those one follows."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from courses.programmes.selectors import ways_followed_by
from foundation.navigation import Link, navigation
from foundation.panels import Panel, panel


@navigation(order=15, where="public")
def programmes(request: HttpRequest) -> list[Link]:
    """The entry of the bar."""
    return [Link(reverse("programmes"), _("Programmes"), "flag")]


@panel("my_place", order=20)
def followed(user: User) -> Panel | None:
    """The programmes one follows and what comes next in each."""
    ways = ways_followed_by(user)
    return Panel("courses/programmes/_followed.html", {"ways": ways}) if ways else None
