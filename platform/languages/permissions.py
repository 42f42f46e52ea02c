"""Rights on languages: who keeps the list of them, who translates the platform's own words."""

from django.db.models import QuerySet

from accounts.models import User
from config.languages import SPANISH
from institutes.models import Membership
from institutes.permissions import acts_for_any, administers_for_the_state
from languages.models import Language, StringTranslation

Role = Membership.Role
WRITERS = (Role.AUTHOR, Role.REVIEWER, Role.INSTITUTE_ADMIN)


def languages_administered_by(user: User) -> QuerySet[Language]:
    """Languages that the person may add, change and remove: all, for administrators of the state."""
    return Language.objects.all() if administers_for_the_state(user) else Language.objects.none()


def languages_translated_by(user: User) -> QuerySet[Language]:
    """Languages into which the person may translate the platform's words and whose alphabet they may order.

    Whoever writes courses, in any institute: who speaks which language is theirs to know, and a second person always
    looks.
    """
    return Language.objects.exclude(tag=SPANISH) if acts_for_any(user, *WRITERS) else Language.objects.none()


def proposals_reviewable_by(user: User) -> QuerySet[StringTranslation]:
    """Open proposals of other people: nobody reviews their own, through any door."""
    open_ones = StringTranslation.objects.filter(
        status=StringTranslation.Status.PROPOSED, language__in=languages_translated_by(user)
    )
    return open_ones.exclude(proposer=user).select_related("string", "language")
