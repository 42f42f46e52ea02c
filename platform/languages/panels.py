"""What this room adds to the header."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.navigation import Link, navigation
from institutes.standing import Roles


@navigation(order=30, where="person")
def translating(request: HttpRequest) -> list[Link]:
    """The desk of the platform's own words, for whoever writes courses."""
    return [Link(reverse("interface_desk"), _("Words of the platform"), "globe")] if Roles.of(request).writes else []
