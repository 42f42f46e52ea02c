"""``manage.py index_courses``: index every course anew, for example after the rules of comparing changed."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.editions.models import Course
from courses.finding.indexing import index_course
from courses.finding.models import Entry


class Command(BaseCommand):
    help = "Index what the courses say, so that search finds it. Safe to repeat; --anew forgets the index first."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--anew", action="store_true", help="also what is indexed already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["anew"]:
            Entry.objects.all().delete()
        courses = list(Course.objects.filter(latest__isnull=False).values_list("pk", flat=True))
        total = sum(index_course(uid=uid) for uid in courses)
        self.stdout.write(f"{len(courses)} courses, {total} entries.")
