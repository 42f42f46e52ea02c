"""``manage.py index_courses``: index every course anew, for example after the rules of comparing changed."""

from typing import Any

from django.core.management.base import BaseCommand

from courses.editions.models import Course
from courses.finding.indexing import index_course


class Command(BaseCommand):
    help = "Index what the courses say, so that search finds it. Safe to repeat; --anew replaces what is indexed."

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument("--anew", action="store_true", help="also what is indexed already")

    def handle(self, *args: Any, **options: Any) -> None:
        courses = list(Course.objects.filter(latest__isnull=False).values_list("pk", flat=True))
        total = sum(index_course(uid=uid, anew=options["anew"]) for uid in courses)
        self.stdout.write(f"{len(courses)} courses, {total} entries.")
