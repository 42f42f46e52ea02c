"""Which occasions and responses a person may open."""

from django.db.models import QuerySet

from accounts.models import User
from evaluation.instruments.models import Occasion, Response
from evaluation.pilots.models import Participant
from evaluation.pilots.permissions import participations_of, pilots_open_to


def occasions_open_to(user: User) -> QuerySet[Occasion]:
    """Occasions of the pilots that invite the person, whatever the date: a late visitor reads that it is over."""
    return Occasion.objects.filter(pilot__in=pilots_open_to(user))


def responses_of(participant: Participant) -> QuerySet[Response]:
    return Response.objects.filter(participant=participant)


def participant_for(user: User, occasion: Occasion) -> Participant | None:
    """The person's own participation in the occasion's pilot while their consent holds."""
    return participations_of(user).filter(pilot=occasion.pilot_id).select_related("institute").first()
