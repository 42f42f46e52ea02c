"""Who sees which certificate, and who may revoke it."""

from django.db.models import Q, QuerySet

from accounts.models import User
from certification.credentials.models import Credential
from institutes.permissions import institutes_administered_by, institutes_certified_by


def credentials_owned_by(user: User) -> QuerySet[Credential]:
    """A person's own certificates, whatever their state."""
    return Credential.objects.filter(enrolment__teacher_id=user.pk)


def credentials_seen_by(user: User) -> QuerySet[Credential]:
    """Certificates of the institutes that the person certifies or administers."""
    certified, administered = institutes_certified_by(user), institutes_administered_by(user)
    return Credential.objects.filter(Q(organisation__in=certified) | Q(organisation__in=administered))


def credentials_certifiable_by(user: User) -> QuerySet[Credential]:
    """Certificates that the person may revoke or reissue: of the institutes certified, never one's own."""
    certified = Credential.objects.filter(organisation__in=institutes_certified_by(user))
    return certified.exclude(enrolment__teacher_id=user.pk)
