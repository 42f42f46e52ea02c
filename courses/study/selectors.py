"""Reading study: one's place in a course, and a cohort's overview."""

from django.db.models import Avg, Count, Q, QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.editions.models import Course
from courses.editions.searching import folded
from courses.editions.selectors import lesson_facts
from courses.study.completion import Verdict, verdict
from courses.study.folding import State
from courses.study.models import Enrolment

Status = Enrolment.Status


def enrolment_for(user: User, course: Course) -> Enrolment | None:
    """The person's enrolment in a course, with progress and edition, unless withdrawn."""
    mine = Enrolment.objects.filter(teacher_id=user.pk, course=course).exclude(status=Status.WITHDRAWN)
    return mine.select_related("progress", "edition", "cohort", "institute").first()


def verdict_of(enrolment: Enrolment) -> Verdict:
    """How the enrolment stands by the completion rule; needs ``progress`` and ``edition`` loaded."""
    state = State.from_json(enrolment.progress.state)
    return verdict(state, lesson_facts(enrolment.edition), pass_mark=enrolment.edition.pass_mark)


def enrolments_in(cohort: Cohort, *, name: str = "", status: str = "") -> QuerySet[Enrolment]:
    """People of a cohort with their progress, by surname; every word of ``name`` occurs in name or e-mail."""
    enrolments = Enrolment.objects.filter(cohort=cohort).select_related("teacher", "progress", "edition", "course")
    for word in folded(name[:200]).split()[:6]:
        enrolments = enrolments.filter(_named(word))
    if status in Status.values:
        enrolments = enrolments.filter(status=status)
    return enrolments.order_by("teacher__paternal_surname", "teacher__maternal_surname", "teacher__given_names", "pk")


def _named(word: str) -> Q:
    fields = ("given_names", "paternal_surname", "maternal_surname", "email")
    return Q(*((f"teacher__{field}__icontains", word) for field in fields), _connector=Q.OR)


def progress_overview(cohort: Cohort) -> dict[str, int | float]:
    """Enrolled, completed, withdrawn, and the mean share of lessons finished in percent, in one query."""
    rows = Enrolment.objects.filter(cohort=cohort)
    counts = rows.aggregate(
        enrolled=Count("pk", filter=~Q(status=Status.WITHDRAWN)),
        completed=Count("pk", filter=Q(status=Status.COMPLETED)),
        withdrawn=Count("pk", filter=Q(status=Status.WITHDRAWN)),
        finished=Avg("progress__lessons_finished", filter=~Q(status=Status.WITHDRAWN)),
        lessons=Avg("progress__lessons_total", filter=~Q(status=Status.WITHDRAWN)),
    )
    share = 100 * (counts.pop("finished") or 0) / (counts.pop("lessons") or 1)
    return {**counts, "percent": round(share)}


def with_counts(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Cohorts with ``enrolled`` and ``completed``, in the statement that reads them."""
    return cohorts.annotate(
        enrolled=Count("enrolments", filter=~Q(enrolments__status=Status.WITHDRAWN), distinct=True),
        completed=Count("enrolments", filter=Q(enrolments__status=Status.COMPLETED), distinct=True),
    )
