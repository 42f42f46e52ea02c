"""Guests and authors are different people, as far as an address can tell."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db.models import Q

from accounts.models import User
from cms.pages.authorship import authors_of


def is_address_of_an_author(email: str, course: Any) -> bool:
    """Whether somebody who wrote the course receives letters at this address."""
    authors = authors_of(course)
    owns = Q(email__iexact=email) | Q(pk__in=EmailAddress.objects.filter(email__iexact=email).values("user"))
    return User.objects.filter(owns, pk__in=authors).exists()
