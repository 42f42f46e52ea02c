"""A pilot with very many participants, written in bulk: for counting queries."""

from decimal import Decimal

from accounts.models import Consent, User
from courses.study.models import Enrolment
from evaluation.instruments.models import Response
from evaluation.pilots.models import Participant, Pilot
from tests.accounts.factories import TeacherFactory
from tests.evaluation.factories import DAY, START, a_pilot, consents, evaluator, occasions_of
from tests.institutes.factories import InstituteFactory


def bulk_pilot(*, institutes: int, per_institute: int) -> Pilot:
    """Everybody enrolled, with consent, with both tests."""
    actor = evaluator()
    places = [InstituteFactory.create() for _number in range(institutes)]
    pilot = a_pilot(actor=actor, institutes=places)
    notice = consents(TeacherFactory.create()).notice
    people = User.objects.bulk_create(
        User(email=f"bulk{number}@example.org", given_names="A", paternal_surname="B")
        for number in range(institutes * per_institute)
    )
    where = {user.pk: places[index % institutes] for index, user in enumerate(people)}
    granted = Consent.objects.bulk_create(
        Consent(user=user, purpose=Consent.Purpose.EVALUATION, notice=notice, granted_at=START) for user in people
    )
    Enrolment.objects.bulk_create(
        Enrolment(
            teacher=user,
            course=pilot.edition.course,
            edition=pilot.edition,
            institute=where[user.pk],
            enrolled_at=START,
        )
        for user in people
    )
    participants = Participant.objects.bulk_create(
        Participant(
            pilot=pilot,
            teacher=one.user,
            institute=where[one.user_id],
            consent=one,
            consented_at=START,
            enrolled_at=START,
        )
        for one in granted
    )
    Response.objects.bulk_create(
        Response(
            occasion=occasion,
            participant=one,
            language="es-mx",
            points=Decimal(5),
            max_points=Decimal(10),
            submitted_at=DAY,
        )
        for occasion in occasions_of(pilot, actor)
        for one in participants
    )
    return pilot
