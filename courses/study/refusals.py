"""How study says no; every message is meant for the user."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from courses.editions.models import Course


class StudyRefused(Exception):
    """A rule said no; the message is meant for the user."""


class CohortFull(StudyRefused):
    """No place is free, or the free ones belong to those who wait: one may wait as well."""

    def __init__(self) -> None:
        super().__init__(_("This cohort is full."))


class PrerequisitesMissing(StudyRefused):
    """Other courses come first; ``courses`` are those still to be completed."""

    def __init__(self, courses: Sequence[Course]) -> None:
        super().__init__(_("This group asks for other courses to be completed first."))
        self.courses = courses
