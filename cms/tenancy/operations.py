"""Keeping the files of an institute to those who write with it."""

from django.db import transaction

from cms.pages.models import InstitutePage
from cms.pages.operations import collection_of, reviewers_group, revoke_files
from cms.review.models import CoursePartner


@transaction.atomic
def follow_partner(partner: CoursePartner) -> None:
    """Take the institute's files from a partner that writes no course of it any more; safe to repeat."""
    institute = InstitutePage.objects.ancestor_of(partner.course).first()
    if institute is None or _still_writes(partner, institute):
        return
    revoke_files(reviewers_group(partner.organisation), collection_of(institute.organisation))


def _still_writes(partner: CoursePartner, institute: InstitutePage) -> bool:
    written = CoursePartner.objects.filter(organisation=partner.organisation, may_edit=True)
    return written.filter(course__path__startswith=institute.path).exists()
