"""What people marked in the demonstration: most of a group's work once, a share of it twice, some of it left waiting.

The first marks are the facilitator's, the second ones the administrator's. Everything is invented.
"""

import random
from datetime import datetime, timedelta

from django.db.models import QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.marking.models import Work
from courses.marking.operations import Said, appeal, mark_work, return_work
from courses.marking.permissions import works_markable_by
from courses.marking.selectors import subject_of, with_texts
from demonstration import simulation

# Of the group's work, what two people mark; of the second marks, those given so far.
PERCENT, GIVEN_TWICE = 60, 0.8
PRAISE = (
    "Se ve con claridad qué observó y qué hizo después. Gracias por incluir las palabras del grupo.",
    "Cumple los criterios. Compártalo en la próxima reunión: a otras personas les servirá el ejemplo.",
    "",
)
REMARKS = (
    "Cuenta muy bien lo que pasó. Agregue qué decidió hacer distinto a partir de lo que observó.",
    "Falta decir con qué criterio comparó los trabajos. Con un ejemplo, sin nombres, queda claro.",
)
REASON = "En el segundo párrafo sí comparo dos explicaciones; creo que el nivel no lo toma en cuenta."


def mark_the_group(cohort: Cohort, people: dict[str, User], *, at: datetime, seed: int) -> None:
    """Everything, once."""
    facilitator, second, teacher = people["facilitadora"], people["administrador"], people["docente"]
    if Work.objects.filter(marks__marker=facilitator).exists():
        return
    numbers = random.Random(seed + 1)
    for work in _waiting(facilitator, cohort):
        own = work.enrolment.teacher_id == teacher.pk
        chosen, when = numbers.random(), min(work.handed_in_at + timedelta(days=3), at)
        if not work.is_answer and (own or chosen < simulation.RETURNED):
            return_work(actor=facilitator, work=work, said=Said(comment=numbers.choice(REMARKS)), at=when)
        elif own or chosen < simulation.REVIEWED:
            _mark(work, facilitator, numbers, when)
    for work in _waiting(second, cohort).filter(state=Work.State.TO_MARK_TWICE):
        if numbers.random() < GIVEN_TWICE:
            _mark(work, second, numbers, min(work.handed_in_at + timedelta(days=5), at))
    _ask_for_another_look(cohort, at)


def _waiting(user: User, cohort: Cohort) -> QuerySet[Work]:
    found = works_markable_by(user).filter(enrolment__cohort=cohort, enrolment__teacher__is_demonstration=True)
    return with_texts(found).order_by("handed_in_at", "pk")


def _mark(work: Work, marker: User, numbers: random.Random, at: datetime) -> None:
    """Levels around what the work seems to deserve: whoever marks it, mostly the same."""
    quality = random.Random(str(work.uid)).random()
    levels = {}
    for criterion in subject_of(work).rubric:
        last = len(criterion["levels"]) - 1
        level = round(last * (0.3 + 0.7 * quality)) + numbers.choice((0, 0, 0, -1))
        levels[criterion["uid"]] = criterion["levels"][max(level, 0)]["uid"]
    mark_work(actor=marker, work=work, said=Said(levels=levels, comment=numbers.choice(PRAISE)), at=at)


def _ask_for_another_look(cohort: Cohort, at: datetime) -> None:
    """One teacher asks; the appeal waits for whoever did not mark the work."""
    marked = Work.objects.filter(enrolment__cohort=cohort, state=Work.State.MARKED)
    marked = marked.filter(marks__marked_at__gte=at - timedelta(days=9), marks__score__isnull=False)
    work = marked.select_related("enrolment__teacher").order_by("-handed_in_at", "pk").first()
    if work is not None:
        appeal(actor=work.enrolment.teacher, work=work, reason=REASON, at=at)
