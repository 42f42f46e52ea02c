"""The whole demonstration, step by step, through the operations that real people use.

Everything invented is derived from the seed. What exists is left alone, so that a second run changes nothing.
"""

import random
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Consent, User
from accounts.operations import grant_consent, register_teacher
from certification.actas.models import ActaRow
from certification.actas.operations import sign_acta
from certification.actas.permissions import enrolments_certifiable_by
from certification.credentials.models import Credential
from cms.pages.operations import ensure_institute_page
from cms.review.operations import ensure_workflow
from cms.skills.operations import SCALES, load_framework, load_scales, rows_of
from courses.assessment.operations import open_attempt, submit_attempt, submit_evidence
from courses.assessment.selectors import answer_key
from courses.cohorts.models import Cohort
from courses.cohorts.operations import create_cohort
from courses.editions.models import Edition, Lesson
from courses.editions.selectors import lessons_of
from courses.study import folding
from courses.study.completion import HANDED_IN
from courses.study.events import NewEvent
from courses.study.models import Enrolment
from courses.study.operations import enrol, record_events, withdraw
from demonstration import building, simulation
from demonstration.accompanying import live_with_the_group
from demonstration.banks import ensure_bank
from demonstration.content import COURSES, read_course, read_test
from demonstration.groups import ensure_groups
from demonstration.marking import PERCENT, mark_the_group
from demonstration.names import Invented, invent
from demonstration.people import DOMAIN, ensure_certifier, ensure_people
from demonstration.portfolios import hand_in_files
from demonstration.programmes import ensure_programmes
from demonstration.proposals import ensure_proposals
from demonstration.results import ensure_result
from evaluation.findings.operations import take_data_cut
from evaluation.instruments.models import Instrument, Occasion
from evaluation.instruments.operations import create_instrument, open_occasion, submit_response
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.operations import add_participant, create_pilot, lock_protocol
from evaluation.publication.operations import publish_release
from foundation.jobs import run_job
from foundation.models import Job
from institutes.loading import load_places
from institutes.models import Municipality, Organisation, Post

DURATION = timedelta(days=80)  # since the pilot began
AHEAD = timedelta(days=40)  # until it ends
CERTIFICATES = 200
LEFT_TO_SIGN = 8
HALF_WAY = 4
PARTNER = "ITESO"
PILOT = "evaluacion-formativa-multigrado"
GROUP = "Grupo de demostración"
EVIDENCE = (
    "El grupo acordó dos criterios con sus palabras: que no se salte nada y que diga cuánto. Me sorprendió que quienes"
    " cursan primero pidieron dibujarlos. La próxima vez mostraré un ejemplo más.",
    "Registré seis notas en la semana. Al mirar la rejilla noté que no había observado a quienes trabajan al fondo, y"
    " cambié los equipos. El jueves dos de ellas explicaron su procedimiento ante el grupo.",
    "El patrón que encontré es que confunden el perímetro con el área. Volví a enseñarlo con cuerdas en el patio y con"
    " mosaicos en la mesa. Sostendré durante un mes el boleto de salida.",
)
Say = Callable[[str], None]


@dataclass
class Course:
    """An edition with what answering needs, read once."""

    edition: Edition

    @cached_property
    def keys(self) -> Mapping[str, Any]:
        return answer_key(self.edition)

    @cached_property
    def lessons(self) -> list[Lesson]:
        return lessons_of(self.edition, self.edition.source_language)


class Demonstration:
    """One run. ``at`` is its present; what is told lies in the days before."""

    def __init__(self, *, teachers: int, seed: int, at: datetime, say: Say) -> None:
        self.teachers, self.seed, self.at, self.say = teachers, seed, at, say
        self.start = at - DURATION

    def load(self) -> bool:
        """Whether anything was added."""
        before = self._count()
        with transaction.atomic():
            load_places()
            load_framework(rows_of())
            load_scales(rows_of(SCALES))
            self.people = ensure_people(at=self.start)
        self.say("Places, competency framework and demonstration people are there.")
        self._build_site()
        self._plan_pilot()
        self._study()
        with transaction.atomic():
            ensure_proposals(self.people, at=self.at)
            ensure_result(self.people["docente"], at=self.at)
            ensure_groups([self.course.edition, self.second.edition], at=self.at)
            ensure_programmes([self.course.edition, self.second.edition], self.people, at=self.at)
        self._certify()
        self._publish_findings()
        return self._count() != before

    def _count(self) -> list[int]:
        models = (User, Edition, Cohort, Enrolment, Participant, Credential)
        return [model.objects.count() for model in models]

    # --- Courses ---------------------------------------------------------------------------------------------------
    @transaction.atomic
    def _build_site(self) -> None:
        building.ensure_locales()
        building.ensure_home()
        ensure_workflow()
        self.institutes = list(Organisation.objects.filter(kind=Organisation.Kind.INSTITUTE).order_by("code"))
        pages = {institute.code: ensure_institute_page(institute) for institute in self.institutes}
        partner = Organisation.objects.get(code=PARTNER)
        editions = []
        for folder, author in zip(COURSES, ("autor", "formador"), strict=True):
            text = read_course(folder)
            parent = pages[text.facts["organisation"]]
            editions.append(
                building.ensure_course(
                    text,
                    parent,
                    author=self.people[author],
                    reviewer=self.people["aliada"],
                    partner=partner,
                    at=self.at,
                )
            )
        self.course, self.second = Course(editions[0]), Course(editions[1])
        ensure_bank(self.course.edition.course.organisation, self.people["autor"], at=self.at)
        self.say(f"Courses: {', '.join(str(edition) for edition in editions)}.")

    # --- The pilot -------------------------------------------------------------------------------------------------
    @transaction.atomic
    def _plan_pilot(self) -> None:
        evaluator = self.people["evaluador"]
        pilot = Pilot.objects.filter(slug=PILOT).first()
        if pilot is None:
            pilot = create_pilot(
                actor=evaluator,
                name="Pilotaje: evaluación formativa en aulas multigrado",
                slug=PILOT,
                summary="Datos simulados. Un taller en trece institutos, con una prueba antes y otra al final.",
                edition=self.course.edition,
                institutes=self.institutes,
                starts_on=timezone.localdate(self.start),
                ends_on=timezone.localdate(self.at + AHEAD),
                protocol={"question": "¿Cuánto aprenden sobre evaluación formativa quienes completan el taller?"},
                at=self.start,
                is_demonstration=True,
            )
            pilot = lock_protocol(actor=evaluator, pilot=pilot, at=self.start)
            self._open_tests(pilot, self._instrument(evaluator))
        self.pilot = pilot
        self.occasions = {occasion.moment: occasion for occasion in pilot.occasions.select_related("instrument__key")}

    def _instrument(self, evaluator: User) -> Instrument:
        title, questions, keys = read_test()
        return create_instrument(
            actor=evaluator, title=title, questions=questions, keys=keys, at=self.start, is_demonstration=True
        )

    def _open_tests(self, pilot: Pilot, instrument: Instrument) -> None:
        for moment in (Occasion.Moment.PRE, Occasion.Moment.POST):
            open_occasion(
                actor=self.people["evaluador"], pilot=pilot, instrument=instrument, moment=moment,
                opens_at=self.start, closes_at=self.at + AHEAD,
            )  # fmt: skip

    # --- Studying --------------------------------------------------------------------------------------------------
    def _study(self) -> None:
        invented = iter(invent(random.Random(self.seed), count=self.teachers))
        for institute, size in zip(self.institutes, simulation.sizes(self.teachers, len(self.institutes)), strict=True):
            people = [next(invented) for _ in range(size)]
            with transaction.atomic():
                self._study_at(institute, people)
        self._study_as_persona()
        self._accompany()

    def _study_at(self, institute: Organisation, people: list[Invented]) -> None:
        cohort, made = self._cohort(institute)
        if not made:
            return
        numbers = random.Random(f"{self.seed}:{institute.code}")
        shared = simulation.invent_institute(numbers)
        places = list(Municipality.objects.order_by("pk"))
        for number, person in enumerate(people, start=1):
            learner = simulation.invent_learner(numbers, institute=shared, lessons=len(self.course.lessons))
            at = self.start + timedelta(days=learner.late, hours=9)
            user = self._register(person, f"{institute.code.lower()}-{number:03d}@{DOMAIN}", at)
            self._post(user, numbers, places)
            self._live(user, cohort, learner, numbers, at)
        self.say(f"{institute.code}: {len(people)} teachers.")

    def _cohort(self, institute: Organisation) -> tuple[Cohort, bool]:
        found = Cohort.objects.filter(organisation=institute, edition=self.course.edition, name=GROUP).first()
        if found:
            return found, False
        first, last = timezone.localdate(self.start), timezone.localdate(self.at + AHEAD)
        facilitators = [self.people["facilitadora"]] if institute.code == "IES-04" else []
        cohort = create_cohort(
            actor=None, organisation=institute, edition=self.course.edition, name=GROUP, opens_on=first, closes_on=last,
            starts_on=first, ends_on=last, facilitators=facilitators, has_discussion=bool(facilitators),
            double_marking_percent=PERCENT if facilitators else 0,
            is_demonstration=True, at=self.start,
        )  # fmt: skip
        return cohort, True

    def _register(self, person: Invented, email: str, at: datetime) -> User:
        return register_teacher(
            email=email,
            given_names=person.given_names,
            paternal_surname=person.paternal,
            maternal_surname=person.maternal,
            curp=person.curp,
            at=at,
            is_verified=True,
            is_demonstration=True,
        )

    def _post(self, user: User, numbers: random.Random, places: list[Municipality]) -> None:
        levels = [Post.Level.PRIMARY] * 6 + [
            Post.Level.INDIGENOUS_PRIMARY,
            Post.Level.PRESCHOOL,
            Post.Level.TELESECONDARY,
        ]
        functions = [Post.Function.TEACHER] * 8 + [Post.Function.HEAD, Post.Function.ADVISER]
        Post.objects.create(
            user=user,
            municipality=numbers.choice(places),
            level=numbers.choice(levels),
            function=numbers.choice(functions),
        )

    def _live(
        self, user: User, cohort: Cohort, learner: simulation.Learner, numbers: random.Random, at: datetime
    ) -> None:
        """Enrol, take the pre-test, study as far as the learner gets, take the post-test."""
        enrolment = enrol(teacher=user, edition=self.course.edition, cohort=cohort, rule=HANDED_IN, at=at)
        participant = self._join(user, cohort.organisation, at) if learner.consents else None
        if participant:
            ability = learner.ability + simulation.START
            self._test(participant, Occasion.Moment.PRE, ability, numbers, at + timedelta(hours=1))
        last = self._study_lessons(enrolment, learner, numbers, at)
        if participant and learner.sits_post_test and enrolment.status == Enrolment.Status.COMPLETED:
            ability = learner.ability + simulation.START + learner.gain
            self._test(participant, Occasion.Moment.POST, ability, numbers, last + timedelta(hours=20))
        elif learner.withdraws and learner.reached < len(self.course.lessons):
            withdraw(actor=user, enrolment=enrolment, at=last + timedelta(days=2))

    def _join(self, user: User, institute: Organisation, at: datetime) -> Participant:
        grant_consent(user=user, purpose=Consent.Purpose.EVALUATION, at=at)
        return add_participant(pilot=self.pilot, teacher=user, institute=institute, at=at)

    def _test(
        self, participant: Participant, moment: str, ability: float, numbers: random.Random, at: datetime
    ) -> None:
        occasion = self.occasions[moment]
        instrument = occasion.instrument
        person = f"{self.seed} {participant.teacher.email}"
        answers = simulation.answer_all(
            numbers, instrument.questions, instrument.key.keys, ability=ability, person=person
        )
        submit_response(participant=participant, occasion=occasion, answers=answers, at=at)

    def _study_lessons(
        self, enrolment: Enrolment, learner: simulation.Learner, numbers: random.Random, at: datetime
    ) -> datetime:
        """Answer and hand in lesson by lesson; the telephone sends last what was read without a network."""
        events: list[NewEvent] = []
        when = at
        device = uuid.uuid5(enrolment.uid, "telephone")
        for lesson in self.course.lessons[: learner.reached]:
            when += timedelta(days=learner.days)
            self._answer(enrolment, lesson, learner.ability + simulation.LESSON_BONUS, numbers, when)
            self._hand_in(enrolment, lesson, when)
            for kind, moment in ((folding.OPENED, when - timedelta(hours=2)), (folding.FINISHED, when)):
                counter = len(events) + 1
                events.append(NewEvent(uuid.uuid5(device, str(counter)), device, counter, kind, lesson.uid, moment))
        if events:
            when += timedelta(hours=3)
            record_events(enrolment=enrolment, events=events, received_at=when)
            enrolment.refresh_from_db(fields=["status", "grade", "completed_at"])
        return when

    def _answer(
        self, enrolment: Enrolment, lesson: Lesson, ability: float, numbers: random.Random, at: datetime
    ) -> None:
        attempt = open_attempt(enrolment=enrolment, lesson=lesson, language=lesson.language, at=at)
        answers = simulation.answer_all(numbers, attempt.questions, self.course.keys, ability=ability)
        submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=at + timedelta(minutes=12))

    def _hand_in(self, enrolment: Enrolment, lesson: Lesson, at: datetime) -> None:
        for block in lesson.evidence:
            text = EVIDENCE[(lesson.position // 3) % len(EVIDENCE)]
            submit_evidence(
                actor=enrolment.teacher, enrolment=enrolment, block_uid=uuid.UUID(block), text=text, upload=None, at=at
            )

    @transaction.atomic
    def _study_as_persona(self) -> None:
        """The demonstration teacher stands half-way."""
        teacher = self.people["docente"]
        if Enrolment.objects.filter(teacher=teacher).exists():
            return
        cohort, _made = self._cohort(Organisation.objects.get(code="IES-04"))
        learner = simulation.Learner(0.8, 0.8, HALF_WAY, 3.0, 0, True, True)
        self._live(teacher, cohort, learner, random.Random(self.seed), self.at - timedelta(days=20))
        hand_in_files(teacher=teacher, at=self.at - timedelta(days=4))

    @transaction.atomic
    def _accompany(self) -> None:
        """The facilitator marks most of what her group handed in, returns some with a remark, and has some left."""
        cohort, _made = self._cohort(Organisation.objects.get(code="IES-04"))
        mark_the_group(cohort, self.people, at=self.at, seed=self.seed)
        live_with_the_group(cohort, self.people, start=self.start, at=self.at, seed=self.seed)

    # --- Certificates and findings ---------------------------------------------------------------------------------
    def _certify(self) -> None:
        """Actas until 200 certificates exist, or two thirds of those who completed; the rest wait to be signed."""
        completed = Enrolment.objects.filter(
            teacher__is_demonstration=True, status=Enrolment.Status.COMPLETED, edition=self.course.edition
        )
        goal = min(CERTIFICATES, completed.count() * 2 // 3)
        missing = goal - ActaRow.objects.filter(enrolment__in=completed).count()
        shares = self._shares(missing)
        for institute, share in zip(self.institutes, shares, strict=True):
            if share:
                self._sign(institute, share)
        self.say(f"Certificates: {Credential.objects.count()}; the worker draws their PDFs.")

    def _shares(self, total: int) -> list[int]:
        """How many each institute signs, in turn, as far as it has people waiting."""
        waiting = [
            Enrolment.objects.filter(
                institute=institute, status=Enrolment.Status.COMPLETED, acta_row=None, edition=self.course.edition
            ).count()
            for institute in self.institutes
        ]
        for place, institute in enumerate(self.institutes):
            if institute.code == "IES-04":  # whoever tries out signing finds people to certify
                waiting[place] = max(waiting[place] - LEFT_TO_SIGN, 0)
        shares, everyone = [0] * len(waiting), sum(waiting)
        for place, count in enumerate(waiting):
            shares[place] = min(count, max(total, 0) * count // everyone) if everyone else 0
        place = 0
        while sum(shares) < min(total, everyone):
            index = place % len(shares)
            shares[index] += shares[index] < waiting[index]
            place += 1
        return shares

    def _sign(self, institute: Organisation, share: int) -> None:
        with transaction.atomic():
            certifier = ensure_certifier(institute, at=self.start)
            chosen = enrolments_certifiable_by(certifier).filter(
                institute=institute, edition=self.course.edition, teacher__is_demonstration=True
            )
            chosen = chosen.order_by("completed_at", "pk")[:share]
            sign_acta(actor=certifier, organisation=institute, enrolments=list(chosen), at=self.at)
        # The rows of certificates belong to the story told here; their PDFs are the worker's.
        for job in Job.objects.filter(kind="credentials.issue", status=Job.Status.QUEUED):
            run_job(str(job.pk))

    def _publish_findings(self) -> None:
        evaluator = self.people["evaluador"]
        if self.pilot.data_cuts.exists():
            return
        now = timezone.now()  # after the certificates, which the job dated with its own clock
        with transaction.atomic():
            cut = take_data_cut(actor=evaluator, pilot=self.pilot, label="Primer corte", at=now, is_interim=True)
            publish_release(actor=evaluator, data_cut=cut, at=now)
        self.say(f"Pilot: data cut of {cut.n} participants, published.")
