"""What is held about a person here."""

from courses.cohorts.models import Cohort, InvitationLink
from foundation.personal import exempt, holds

holds("facilitated_groups", Cohort.facilitators.through, owner="user", fields=("cohort__name",))
exempt(Cohort, "facilitators", because="Given out as the groups one facilitates.")
exempt(InvitationLink, "created_by", because="The link belongs to its group.")
