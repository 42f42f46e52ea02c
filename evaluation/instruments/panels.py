"""What a teacher's own place shows of pilots: the invitation, and the tests."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from accounts.models import User
from evaluation.instruments.models import Occasion, Response
from evaluation.instruments.selectors import refusal_of
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.permissions import participations_of, pilots_open_to
from foundation.panels import Panel, panel


@dataclass(frozen=True)
class TestState:
    """One test of a pilot as its participant sees it."""

    occasion: Occasion
    response: Response | None
    refusal: str


@dataclass(frozen=True)
class Invitation:
    """A pilot as a teacher sees it; without a participant it is only an invitation."""

    pilot: Pilot
    participant: Participant | None
    tests: list[TestState]

    @property
    def to_do(self) -> TestState | None:
        """The test that can be taken now."""
        return next((test for test in self.tests if test.response is None and not test.refusal), None)


@panel("my_place", order=30)
def my_pilots(user: User) -> Panel | None:
    """Pilots that invite the teacher or in which they take part."""
    invitations = invitations_of(user, at=timezone.now())
    return Panel("evaluation/instruments/_my_pilots.html", {"invitations": invitations}) if invitations else None


def invitations_of(user: User, *, at: datetime) -> list[Invitation]:
    """The person's pilots with the state of each test; pilots that are over show only to those who took part."""
    participants = {one.pilot_id: one for one in participations_of(user).select_related("teacher")}
    today = timezone.localdate(at)
    pilots = pilots_open_to(user).select_related("edition").prefetch_related("occasions__instrument")
    return [
        Invitation(pilot, participants.get(pilot.pk), _tests(pilot, participants.get(pilot.pk), at))
        for pilot in pilots.order_by("-starts_on", "pk")
        if pilot.pk in participants or pilot.starts_on <= today <= pilot.ends_on
    ]


def _tests(pilot: Pilot, participant: Participant | None, at: datetime) -> list[TestState]:
    if participant is None:
        return []
    responses = {one.occasion_id: one for one in Response.objects.filter(participant=participant)}
    tests = []
    for occasion in sorted(pilot.occasions.all(), key=lambda one: one.moment != Occasion.Moment.PRE):
        occasion.pilot = pilot
        response = responses.get(occasion.pk)
        refusal = "" if response else refusal_of(participant=participant, occasion=occasion, at=at)
        tests.append(TestState(occasion, response, refusal))
    return tests
