"""The way from the platform's header into the CMS."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.navigation import Link, navigation
from institutes.standing import standing_of


@navigation(order=50, where="person")
def authoring(request: HttpRequest) -> list[Link]:
    """For whoever writes or reviews courses; asked in the order that costs teachers nothing."""
    user = request.user
    if not user.is_authenticated or not (user.is_superuser or standing_of(user).holds_role):
        return []
    if not user.has_perm("wagtailadmin.access_admin"):
        return []
    return [Link(reverse("wagtailadmin_home"), _("Write courses"), "pencil")]
