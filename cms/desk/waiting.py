"""What waits for each person at the desk: texts to review or sent back to them, originals that changed."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User
from cms.desk.permissions import courses_translatable_by
from cms.desk.selectors import Summary, summaries
from cms.pages.models import CoursePage
from cms.translation.models import Translation


@dataclass(frozen=True)
class Waits:
    """What waits in a course for one person in a language; ``items`` name each thing, by its wording or its source."""

    course: CoursePage
    language: str
    language_name: str
    to_review: int
    stale: int
    returned: int
    items: frozenset[str]


def languages_by_person() -> dict[int, set[str]]:
    """Who translated or reviewed in which languages; whoever wrote a course that is translated, in none."""
    found: dict[int, set[str]] = defaultdict(set)
    for role in ("translator", "reviewer"):
        pairs = Translation.objects.filter(**{f"{role}__is_active": True}).values_list(f"{role}_id", "language")
        for person, language in pairs.order_by().distinct():
            found[person].add(language)
    for owner in _translated().filter(owner__is_active=True).values_list("owner_id", flat=True):
        found[owner] |= set()
    return found


def _translated() -> QuerySet[CoursePage]:
    keys = Translation.objects.values("course_uid")
    courses: QuerySet[CoursePage] = CoursePage.objects.filter(translation_key__in=keys)
    return courses


def waits_for(user: User, languages: set[str]) -> list[Waits]:
    """What waits in the languages of a person; in other languages of their own courses, what is to be reviewed."""
    courses = list(courses_translatable_by(user).filter(pk__in=_translated().values("pk")).order_by("title", "pk"))
    known = summaries(courses)
    found = [
        _waits(user, course, code, name, summary, speaks=code in languages)
        for course in courses
        for code, name, summary in known[course.pk]
        if code in languages or course.owner_id == user.pk
    ]
    return [waits for waits in found if waits.items]


def _waits(user: User, course: CoursePage, code: str, name: str, summary: Summary, *, speaks: bool) -> Waits:
    review = [pk for pk, translator in summary.waiting if translator != user.pk]
    returned = [pk for pk, translator in summary.returned if translator == user.pk]
    stale = summary.outdated if speaks else []
    items = [f"r{pk}" for pk in review] + [f"b{pk}" for pk in returned] + [f"s{code}{source}" for source in stale]
    return Waits(course, code, name, len(review), len(stale), len(returned), frozenset(items))
