"""What this room adds to a group's navigation."""

from django.urls import reverse
from django.utils.translation import gettext as _

from courses.cohorts.permissions import Rights
from foundation.panels import Section, section


@section("group", order=80)
def invitations(rights: Rights) -> Section | None:
    """Links by which people join, for those who manage the group."""
    if not rights.manages:
        return None
    cohort = rights.cohort
    return Section(_("Invitations"), reverse("cohort_links", args=[cohort.organisation.code, cohort.pk]))
