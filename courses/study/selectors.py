"""Reading study: one's place in a course, and a cohort's overview."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Avg, Count, Max, Q, QuerySet

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.editions.models import Course
from courses.editions.searching import folded
from courses.study.models import Admission, Enrolment, Extension, SetAsideEvent, WaitingPlace

Status = Enrolment.Status


def enrolment_for(user: User, course: Course) -> Enrolment | None:
    """The person's enrolment in a course, with progress and edition, unless withdrawn."""
    mine = Enrolment.objects.filter(teacher_id=user.pk, course=course).exclude(status=Status.WITHDRAWN)
    return mine.select_related("progress", "edition", "cohort", "institute").first()


def enrolments_in(cohort: Cohort, *, name: str = "", status: str = "") -> QuerySet[Enrolment]:
    """People of a cohort with their progress, by surname; every word of ``name`` occurs in name or e-mail."""
    enrolments = Enrolment.objects.filter(cohort=cohort).select_related("teacher", "progress", "edition", "course")
    enrolments = enrolments.defer("edition__source_text", "edition__search_text", "progress__state")
    for word in folded(name[:200]).split()[:6]:
        enrolments = enrolments.filter(_named(word, "teacher"))
    if status in Status.values:
        enrolments = enrolments.filter(status=status)
    return enrolments.order_by("teacher__paternal_surname", "teacher__maternal_surname", "teacher__given_names", "pk")


def _named(word: str, person: str) -> Q:
    fields = ("given_names", "paternal_surname", "maternal_surname", "email")
    return Q(*((f"{person}__{field}__icontains", word) for field in fields), _connector=Q.OR)


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


def with_places(cohorts: QuerySet[Cohort]) -> QuerySet[Cohort]:
    """Cohorts with ``enrolled`` and ``in_line``, the number of people who wait."""
    return cohorts.annotate(
        enrolled=Count("enrolments", filter=~Q(enrolments__status=Status.WITHDRAWN), distinct=True),
        in_line=Count("waiting", filter=Q(waiting__ended_at=None, waiting__isnull=False), distinct=True),
    )


def places_taken(cohort: Cohort) -> int:
    return Enrolment.objects.filter(cohort=cohort).exclude(status=Status.WITHDRAWN).count()


def free_places(cohort: Cohort) -> int | None:
    """How many places nobody has; None without a limit."""
    return None if cohort.capacity is None else max(0, cohort.capacity - places_taken(cohort))


def waiting_in(cohort: Cohort) -> QuerySet[WaitingPlace]:
    """Those who wait for a cohort, first come first."""
    return WaitingPlace.objects.filter(cohort=cohort, ended_at=None).order_by("joined_at", "pk")


def position_in_line(user: User, cohort: Cohort) -> int | None:
    """1 for whoever is next, None for whoever does not wait."""
    own = waiting_in(cohort).filter(teacher=user).first()
    if own is None:
        return None
    before = Q(joined_at__lt=own.joined_at) | Q(joined_at=own.joined_at, pk__lt=own.pk)
    return waiting_in(cohort).filter(before).count() + 1


def waiting_places_of(user: User) -> list[tuple[Cohort, int]]:
    """The cohorts for which somebody waits, and their place in each line."""
    own = WaitingPlace.objects.filter(teacher=user, ended_at=None).select_related("cohort__organisation")
    rows = own.select_related("cohort__edition").defer("cohort__edition__source_text", "cohort__edition__search_text")
    return [(row.cohort, position_in_line(user, row.cohort) or 1) for row in rows.order_by("joined_at")]


def missing_prerequisites(user: User, cohort: Cohort) -> list[Course]:
    """Courses that a cohort asks for and the person has not completed; none for whoever was admitted without."""
    asked = list(cohort.prerequisites.select_related("latest").defer("latest__source_text", "latest__search_text"))
    if not asked or Admission.objects.filter(cohort=cohort, teacher=user).exists():
        return []
    completed = Enrolment.objects.filter(teacher=user, status=Status.COMPLETED, course__in=asked)
    known = set(completed.values_list("course_id", flat=True))
    return [course for course in asked if course.pk not in known]


def last_day_of(enrolment: Enrolment) -> date | None:
    """The last day on which one may answer and hand in: the cohort's or a later one of one's own; None without."""
    if enrolment.cohort is None:
        return None
    longest = Extension.objects.filter(enrolment=enrolment).aggregate(until=Max("until"))["until"]
    return max(enrolment.cohort.ends_on, longest) if longest else enrolment.cohort.ends_on


def extensions_of(enrolment: Enrolment) -> QuerySet[Extension]:
    return Extension.objects.filter(enrolment=enrolment).select_related("granted_by").order_by("-until")


def left_by(user: User) -> QuerySet[Enrolment]:
    """Courses that somebody left and has not taken up again in another edition, the last left first."""
    taken_up = Enrolment.objects.filter(teacher=user).exclude(status=Status.WITHDRAWN).values("course")
    left = Enrolment.objects.filter(teacher=user, status=Status.WITHDRAWN).exclude(course__in=taken_up)
    return left.select_related("edition", "cohort", "progress", "institute").order_by("-withdrawn_at", "-pk")


def admissions_to(cohort: Cohort) -> QuerySet[Admission]:
    """Who was let in without the courses asked for, newest first."""
    return Admission.objects.filter(cohort=cohort).select_related("teacher", "granted_by").order_by("-granted_at", "pk")


def set_aside_of(user: User) -> QuerySet[SetAsideEvent]:
    """What was set aside of the person's records and is not settled, the latest first."""
    return SetAsideEvent.objects.filter(user=user, settled_at=None).order_by("-received_at", "-pk")


def set_aside_among(
    events: QuerySet[SetAsideEvent], *, reason: str = "", name: str = "", settled: bool = False
) -> QuerySet[SetAsideEvent]:
    """Those of a reason and of people with every word of ``name`` in name or e-mail, with the people, latest first."""
    found = events.filter(settled_at__isnull=not settled).select_related("user")
    for word in folded(name[:200]).split()[:6]:
        found = found.filter(_named(word, "user"))
    if reason:
        found = found.filter(reason=reason)
    return found.order_by("-received_at", "-pk")


def reasons_among(events: QuerySet[SetAsideEvent]) -> list[tuple[str, int]]:
    """(code, how many wait) of each reason, the most frequent first."""
    counted = events.filter(settled_at=None).order_by().values_list("reason").annotate(n=Count("pk"))
    return [(reason, number) for reason, number in counted.order_by("-n", "reason")]


def courses_named_in(user: User, events: Iterable[SetAsideEvent]) -> list[tuple[SetAsideEvent, str]]:
    """Each with the title of its course, "" where it is none of the person's."""
    rows = list(events)
    wanted = {row.sent.read.enrolment for row in rows if row.sent.read}
    titles = dict(Enrolment.objects.filter(teacher=user, uid__in=wanted).values_list("uid", "edition__title"))
    return [(row, titles.get(row.sent.read.enrolment, "") if row.sent.read else "") for row in rows]
