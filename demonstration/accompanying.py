"""What a facilitator does with her group: sessions with their rolls, an announcement, messages, a conversation.

All of it is invented, in a cohort that is marked so. What exists is left alone.
"""

import random
import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal

from django.utils import timezone

from accounts.models import User
from courses.attendance.models import Mark, Session
from courses.attendance.operations import call_roll, plan_session
from courses.attendance.selectors import people_at
from courses.cohorts.models import Cohort
from courses.conversations.operations.discussion import write_post
from courses.conversations.operations.messages import announce, send_message
from courses.editions.selectors import lessons_of
from courses.notes.operations import write_note
from courses.study.models import Enrolment
from courses.study.operations import extend

NAMESPACE = uuid.UUID("7b1d5a3e-1f0c-4f5e-9d55-3f0a6c1e2b90")
# Topic, days since the pilot began (negative: before the present), hours.
SESSIONS = (
    ("Encuadre: qué entendemos por evaluar", 6, 4),
    ("Observar y registrar en aulas multigrado", 34, 5),
    ("Compartir evidencias: lo que aprendió el grupo", 62, 5),
    ("Cierre: acuerdos para el próximo ciclo", 83, 4),
)
PLACE = "Aula magna del instituto (demostración)"
QUESTIONS = (
    ("¿Cómo registran en un grupo donde conviven primero, segundo y tercero? Yo pierdo el hilo al cambiar de mesa.",
     ("Uso una rejilla por semana y solo miro a cuatro niñas y niños cada día. Así alcanzo a todo el grupo.",
      "A mí me sirvió una nota adhesiva por mesa: la pego en el cuaderno al final de la clase.")),
    ("¿Acuerdan los criterios antes o después de mostrar un ejemplo?",
     ("Primero el ejemplo, y de ahí salen los criterios con sus palabras. Lo intenté al revés y no funcionó.",)),
)  # fmt: skip
ANNOUNCEMENT = (
    "La última sesión será en el aula magna. Traigan impresa o en su teléfono una evidencia que quieran comentar."
    " Quien no pueda asistir, escríbame por aquí."
)
MESSAGES = (
    ("facilitadora", "Buenos días, Elena. Leí su evidencia: le falta decir con qué criterio comparó los trabajos. ¿Le"
                     " ayuda si vemos juntas un ejemplo antes de la sesión?"),
    ("docente", "Muchas gracias. Sí, con un ejemplo lo entiendo mejor. Lo corrijo esta semana."),
    ("facilitadora", "Muy bien. Cuando la entregue de nuevo la reviso el mismo día."),
)  # fmt: skip

NOTES = (
    "Con mi grupo de tercero empiezo por mirar, sin intervenir, los primeros cinco minutos.",
    "Preguntar en la reunión: ¿cuántos criterios caben en una clase de cuarenta minutos?",
)


def live_with_the_group(cohort: Cohort, people: dict[str, User], *, start: datetime, at: datetime, seed: int) -> None:
    """Everything, once."""
    if Session.objects.filter(cohort=cohort).exists():
        return
    facilitator = people["facilitadora"]
    numbers = random.Random(f"{seed}:accompany")
    _hold_sessions(cohort, facilitator, numbers, start=start, at=at)
    announce(
        actor=facilitator, cohort=cohort, title="Última sesión presencial", text=ANNOUNCEMENT,
        starts_on=timezone.localdate(at) - timedelta(days=2), ends_on=timezone.localdate(at) + timedelta(days=20),
        key=uuid.uuid5(NAMESPACE, "announcement"), at=at - timedelta(days=2),
    )  # fmt: skip
    active = Enrolment.objects.filter(cohort=cohort, status=Enrolment.Status.ACTIVE).select_related("teacher")
    others = list(active.exclude(teacher=people["docente"]).order_by("pk"))
    _write_to_each_other(cohort, people, at)
    _take_notes(cohort, people["docente"], at)
    _talk(cohort, facilitator, [row.teacher for row in others[:3]], at)
    if others:
        last = cohort.ends_on + timedelta(days=15)
        extend(actor=facilitator, enrolment=others[-1], until=last, reason="Estuvo de comisión en otra escuela.", at=at)


def _hold_sessions(cohort: Cohort, facilitator: User, numbers: random.Random, *, start: datetime, at: datetime) -> None:
    for topic, days, hours in SESSIONS:
        day = timezone.localdate(start) + timedelta(days=days)
        session = plan_session(
            actor=facilitator, cohort=cohort, topic=topic, day=day, starts_at=time(9), ends_at=time(9 + hours),
            place=PLACE, hours=Decimal(hours), at=start,
        )  # fmt: skip
        called_at = datetime.combine(day, time(10), timezone.get_default_timezone())
        if called_at < at:
            weights = (86, 9, 5)
            keys = people_at(session).values_list("pk", flat=True)
            states = {key: numbers.choices(Mark.State.values, weights)[0] for key in keys}
            call_roll(actor=facilitator, session=session, states=states, at=called_at)


def _write_to_each_other(cohort: Cohort, people: dict[str, User], at: datetime) -> None:
    own = Enrolment.objects.filter(cohort=cohort, teacher=people["docente"]).first()
    for number, (who, text) in enumerate(MESSAGES):
        if own is not None:
            when = at - timedelta(hours=30 - 6 * number)
            send_message(
                actor=people[who], enrolment=own, text=text, key=uuid.uuid5(NAMESPACE, f"message {number}"), at=when
            )


def _take_notes(cohort: Cohort, teacher: User, at: datetime) -> None:
    own = Enrolment.objects.filter(cohort=cohort, teacher=teacher).first()
    if own is None:
        return
    lessons = lessons_of(cohort.edition, cohort.edition.source_language)
    for number, text in enumerate(NOTES):
        write_note(
            author=teacher, enrolment=own, lesson=lessons[number], text=text,
            key=uuid.uuid5(NAMESPACE, f"note {number}"), at=at - timedelta(days=6 - number),
        )  # fmt: skip


def _talk(cohort: Cohort, facilitator: User, teachers: list[User], at: datetime) -> None:
    speakers = [*teachers, facilitator]
    lessons = lessons_of(cohort.edition, cohort.edition.source_language)
    for number, (question, answers) in enumerate(QUESTIONS):
        lesson, when = lessons[number].uid, at - timedelta(days=9 - 3 * number)
        asked = write_post(
            actor=speakers[number % len(speakers)], cohort=cohort, lesson_uid=lesson, text=question,
            key=uuid.uuid5(NAMESPACE, f"question {number}"), at=when,
        )  # fmt: skip
        for place, answer in enumerate(answers, start=1):
            write_post(
                actor=speakers[-place % len(speakers)], cohort=cohort, lesson_uid=lesson, text=answer, parent=asked,
                key=uuid.uuid5(NAMESPACE, f"answer {number}.{place}"), at=when + timedelta(hours=5 * place),
            )  # fmt: skip
