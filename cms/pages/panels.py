"""The way from the platform's header into the CMS."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.navigation import Link, navigation
from institutes.standing import Roles


@navigation(order=50, where="person")
def authoring(request: HttpRequest) -> list[Link]:
    """For whoever writes or reviews courses; costs teachers nothing."""
    return [Link(reverse("wagtailadmin_home"), _("Write courses"), "pencil")] if Roles.of(request).writes else []
