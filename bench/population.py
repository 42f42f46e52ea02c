"""Many teachers at once: rows multiplied by the database itself, each a copy of one that the operations made."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, models

from accounts.models import User
from courses.editions.models import Course, Edition
from courses.study.models import Enrolment, Progress, StudyEvent

COURSES = 20  # that each teacher studies
EVENTS = 2  # stored of each enrolment; 130,000 teachers make 2.6 M states and 5.2 M events


@dataclass(frozen=True)
class Dialect:
    """How a database makes a UUID, and a table ``n`` of the numbers ``i``."""

    uuid: str
    numbers: str

    @classmethod
    def here(cls) -> "Dialect":
        if connection.vendor == "postgresql":
            return cls("gen_random_uuid()", "generate_series({first}, {last}) AS n(i)")
        counting = (
            "(WITH RECURSIVE n(i) AS (SELECT {first} UNION ALL SELECT i + 1 FROM n WHERE i < {last}) SELECT i FROM n)"
            " AS n"
        )
        return cls("lower(hex(randomblob(16)))", counting)


def grow(enrolment: Enrolment, *, teachers: tuple[int, int]) -> None:
    """Teachers of the numbers given (from, to), each in twenty courses like the enrolment's, with what they did."""
    dialect = Dialect.here()
    first, last = teachers
    numbers = dialect.numbers.format(first=first, last=last)
    if first == 1:
        _more_courses(enrolment.edition)
    addresses = "'poblacion-' || n.i || '@escuela.example'"
    _multiply(User, enrolment.teacher.pk, numbers, uid=dialect.uuid, email=addresses)
    people = f"""{_table(User)} AS person, {_table(Edition)} AS edition
        WHERE person.email LIKE 'poblacion-%%' AND edition.title LIKE 'Población %%'
        AND NOT EXISTS (SELECT 1 FROM {_table(Enrolment)} AS e WHERE e.teacher_id = person.id)"""
    _multiply(
        Enrolment, enrolment.pk, people, uid=dialect.uuid, teacher_id="person.id", edition_id="edition.id",
        course_id="edition.course_id",
    )  # fmt: skip
    fresh = f"""{_table(Enrolment)} AS e LEFT JOIN {_table(Progress)} AS p ON p.enrolment_id = e.id
        WHERE p.enrolment_id IS NULL"""
    event = StudyEvent.objects.filter(enrolment=enrolment).first()
    if event is None:
        raise ValueError("The enrolment that is multiplied needs an event.")
    for number in range(EVENTS):
        _multiply(StudyEvent, event.pk, fresh, id=dialect.uuid, enrolment_id="e.id", counter=str(number + 1))
    _multiply(Progress, enrolment.pk, fresh, enrolment_id="e.id")
    with connection.cursor() as cursor:
        # What a running database has long done by itself, and would else begin in the midst of the measuring.
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def crowd_into(enrolment: Enrolment, *, teachers: tuple[int, int]) -> None:
    """Teachers of the numbers given, in the same group as the enrolment, each as far as it."""
    first, last = teachers
    dialect, group = Dialect.here(), f"grupo-{enrolment.pk}-"
    numbers = dialect.numbers.format(first=first, last=last)
    _multiply(User, enrolment.teacher.pk, numbers, uid=dialect.uuid, email=f"'{group}' || n.i || '@escuela.example'")
    people = f"""{_table(User)} AS person WHERE person.email LIKE '{group}%%'
        AND NOT EXISTS (SELECT 1 FROM {_table(Enrolment)} AS e WHERE e.teacher_id = person.id)"""
    _multiply(Enrolment, enrolment.pk, people, uid=dialect.uuid, teacher_id="person.id")
    if Progress.objects.filter(enrolment=enrolment).exists():
        fresh = f"""{_table(Enrolment)} AS e JOIN {_table(User)} AS person ON person.id = e.teacher_id
            LEFT JOIN {_table(Progress)} AS p ON p.enrolment_id = e.id
            WHERE p.enrolment_id IS NULL AND person.email LIKE '{group}%%'"""
        _multiply(Progress, enrolment.pk, fresh, enrolment_id="e.id")


def _more_courses(edition: Edition) -> None:
    """Twenty courses with an edition each, lessons and all, like the one given."""
    lessons = list(edition.lessons.all())
    for number in range(COURSES):
        course = Course.objects.create(slug=f"poblacion-{number}", organisation=edition.course.organisation)
        copy = Edition.objects.get(pk=edition.pk)
        copy.pk, copy.course, copy.title, copy._state.adding = None, course, f"Población {number}", True
        copy.save()
        for lesson in lessons:
            lesson.pk, lesson.edition, lesson._state.adding = None, copy, True
        type(lessons[0]).objects.bulk_create(lessons)
        Course.objects.filter(pk=course.pk).update(latest=copy)


def _table(model: type[models.Model]) -> str:
    return connection.ops.quote_name(model._meta.db_table)


def _multiply(model: type[models.Model], key: Any, source: str, **changed: str) -> None:
    """Insert a copy of the row under a key for each row of the source; ``changed`` gives columns as SQL."""
    primary: Any = model._meta.pk
    columns = [
        str(field.column)
        for field in model._meta.concrete_fields
        if not (field is primary and isinstance(field, models.AutoField)) or field.column in changed
    ]
    quoted = [connection.ops.quote_name(column) for column in columns]
    values = [changed.get(column, f"row_of.{name}") for column, name in zip(columns, quoted, strict=True)]
    one = f"(SELECT * FROM {_table(model)} WHERE {connection.ops.quote_name(primary.column)} = %s) AS row_of"
    statement = f"INSERT INTO {_table(model)} ({', '.join(quoted)}) SELECT {', '.join(values)} FROM {one}, {source}"
    with connection.cursor() as cursor:
        cursor.execute(statement, [primary.get_db_prep_value(key, connection)])
