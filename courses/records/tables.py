"""The record of studies as rows of a table."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _

from courses.records.selectors import Record
from courses.study.models import Enrolment


def header() -> list[str]:
    return [_("Course"), _("Type"), _("Edition"), _("Institute"), _("Hours"), _("State"), _("Grade"), _("Enrolled"),
            _("Completed")]  # fmt: skip


def rows(record: Record) -> Iterator[list[object]]:
    for row in record.enrolments:
        edition = row.edition
        yield [edition.title, edition.get_course_type_display(), edition.number, row.institute.name, edition.hours,
               row.get_status_display(), row.grade if row.status == Enrolment.Status.COMPLETED else None,
               timezone.localdate(row.enrolled_at).isoformat(), _day(row)]  # fmt: skip


def _day(row: Enrolment) -> str:
    return timezone.localdate(row.completed_at).isoformat() if row.completed_at else ""
