"""What the pages of the demonstration show."""

from typing import Any

from certification.credentials.models import Credential
from courses.editions.models import Course
from demonstration.content import COURSES, uid
from demonstration.people import PERSONAS, Persona, people_to_be
from evaluation.pilots.models import Pilot


def people_with_accounts() -> list[Persona]:
    """The personas that the demo command has made."""
    emails = set(people_to_be().values_list("email", flat=True))
    return [persona for persona in PERSONAS if persona.email in emails]


def guide() -> dict[str, Any]:
    """Everything the guide links to, as far as it exists."""
    issued = Credential.objects.filter(status=Credential.Status.ISSUED, enrolment__teacher__is_demonstration=True)
    return {
        "people": {persona.key: persona for persona in people_with_accounts()},
        "course": Course.objects.filter(uid=uid(COURSES[0]), latest__isnull=False).select_related("latest").first(),
        "second_course": Course.objects.filter(uid=uid(COURSES[1]), latest__isnull=False).first(),
        "pilot": Pilot.objects.filter(is_demonstration=True).order_by("pk").first(),
        "credential": issued.order_by("pk").first(),
    }
