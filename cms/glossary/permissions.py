"""Whose terms: an institute's authors see, change and choose those of their institute, and no others."""

from django.db.models import QuerySet

from accounts.models import User
from cms.glossary.models import GlossaryTerm
from institutes.models import Membership, Organisation
from institutes.permissions import administers_for_the_state, organisations_where

Role = Membership.Role


def glossaries_edited_by(user: User) -> QuerySet[Organisation]:
    """Organisations whose glossary the person writes."""
    if administers_for_the_state(user):
        return Organisation.objects.order_by("name")
    return organisations_where(user, Role.AUTHOR, Role.INSTITUTE_ADMIN).order_by("name")


def terms_editable_by(user: User) -> QuerySet[GlossaryTerm]:
    """Terms that the person may change, and choose for a lesson."""
    mine = GlossaryTerm.objects.filter(organisation__in=glossaries_edited_by(user).order_by())
    return mine.select_related("organisation").order_by("sorted_by", "folded", "pk")
