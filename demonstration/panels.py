"""What the demonstration adds to pages of other rooms."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from demonstration.selectors import people_with_accounts
from foundation.navigation import Link, navigation
from foundation.panels import Panel, panel


@panel("login", order=10)
def people(**_arguments: Any) -> Panel | None:
    """One button per demonstration person."""
    found = people_with_accounts() if settings.DEMONSTRATION else []
    return Panel("demonstration/_people.html", {"people": found}) if found else None


@navigation(order=90)
def guide(request: HttpRequest) -> list[Link]:
    return [Link(reverse("demonstration"), _("Demonstration"), "star")] if settings.DEMONSTRATION else []
