"""Reads about places and the people of an organisation."""

import unicodedata

from django.db.models import Q, QuerySet
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import User
from institutes.models import Membership, Organisation, Post

# Nobody looks for more, and SQLite refuses a condition a thousand levels deep.
LONGEST_QUERY, MOST_WORDS = 200, 8


def posts_of(user: User) -> QuerySet[Post]:
    """A person's posts, schools and municipalities loaded."""
    return Post.objects.filter(user=user).select_related("school", "municipality").order_by("level", "pk")


def people_of(organisation: Organisation, *, query: str = "") -> QuerySet[Membership]:
    """Who holds a role in the organisation today, by surname; ``query`` looks in names and e-mail addresses."""
    people = Membership.objects.in_force(timezone.localdate()).filter(organisation=organisation)
    for word in unicodedata.normalize("NFC", query[:LONGEST_QUERY]).split()[:MOST_WORDS]:
        people = people.filter(
            Q(user__given_names__icontains=word)
            | Q(user__paternal_surname__icontains=word)
            | Q(user__maternal_surname__icontains=word)
            | Q(user__email__icontains=word)
        )
    # "de la Cruz" stands among the D, whatever the collation of the database.
    surnames = [Lower(f"user__{part}") for part in ("paternal_surname", "maternal_surname", "given_names")]
    return people.select_related("user").order_by(*surnames, "role", "pk")
