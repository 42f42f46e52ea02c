"""Whose terms: an institute's authors see, change and choose those of their institute, and no others."""

from django.db.models import QuerySet

from accounts.models import User
from cms.glossary.models import GlossaryTerm
from institutes.permissions import organisations_written_for_by


def terms_editable_by(user: User) -> QuerySet[GlossaryTerm]:
    """Terms that the person may change, and choose for a lesson."""
    mine = GlossaryTerm.objects.filter(organisation__in=organisations_written_for_by(user))
    return mine.select_related("organisation").order_by("sorted_by", "folded", "pk")
