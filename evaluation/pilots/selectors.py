"""Reads of consent: who of a pilot's participants counts."""

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Consent, User
from evaluation.pilots.models import Participant


def consenting(participants: QuerySet[Participant], *, at: datetime | None = None) -> QuerySet[Participant]:
    """Those whose consent to the evaluation holds, now or at a past instant; under which notice does not matter."""
    consents = Consent.objects.filter(user=OuterRef("teacher"), purpose=Consent.Purpose.EVALUATION)
    if at is None:
        return participants.filter(Exists(consents.filter(withdrawn_at=None)))
    in_force = Q(withdrawn_at=None) | Q(withdrawn_at__gt=at)
    return participants.filter(Exists(consents.filter(in_force, granted_at__lte=at)))


def evaluation_consent_of(user: User) -> Consent | None:
    """The consent to evaluation in force, if any."""
    return Consent.objects.filter(user=user, purpose=Consent.Purpose.EVALUATION, withdrawn_at=None).first()
