"""The way to the calendar."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.navigation import Link, navigation


@navigation(order=16, where="public")
def public_calendar(request: HttpRequest) -> list[Link]:
    """The entry of the bar."""
    return [Link(reverse("calendar"), _("Calendar"), "calendar")]
