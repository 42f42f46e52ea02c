"""Whose terms: authors change and choose those of their institute; what it shares, all discuss."""

from django.db.models import Q, QuerySet

from accounts.models import User
from cms.glossary.models import Equivalent, GlossaryTerm, Remark
from institutes.permissions import organisations_written_for_by, writes_for_any


def terms_editable_by(user: User) -> QuerySet[GlossaryTerm]:
    """Terms that the person may change, and choose for a lesson."""
    mine = GlossaryTerm.objects.filter(organisation__in=organisations_written_for_by(user))
    return mine.select_related("organisation").order_by("sorted_by", "folded", "pk")


def terms_discussed_by(user: User) -> QuerySet[GlossaryTerm]:
    """Terms that the person may read, discuss and say in another language: one's own, and what others share."""
    if not writes_for_any(user):
        return GlossaryTerm.objects.none()
    seen = Q(organisation__in=organisations_written_for_by(user)) | Q(is_shared=True)
    return GlossaryTerm.objects.filter(seen).select_related("organisation").order_by("sorted_by", "folded", "pk")


def equivalents_withdrawable_by(user: User, term: GlossaryTerm) -> QuerySet[Equivalent]:
    """What the person said of a term; all that is said of it for whoever keeps the term."""
    said = Equivalent.objects.filter(term__in=terms_discussed_by(user), term=term, withdrawn_at=None)
    return said if terms_editable_by(user).filter(pk=term.pk).exists() else said.filter(said_by=user)


def remarks_withdrawable_by(user: User, term: GlossaryTerm) -> QuerySet[Remark]:
    """What the person remarked on a term; every remark for whoever keeps the term."""
    said = Remark.objects.filter(term__in=terms_discussed_by(user), term=term, withdrawn_at=None)
    return said if terms_editable_by(user).filter(pk=term.pk).exists() else said.filter(writer=user)
