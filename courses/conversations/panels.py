"""What other pages show of conversations."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from courses.cohorts.permissions import Rights
from courses.conversations.selectors import announcements_in_force, posts_by_lesson, unread_by, unread_threads
from courses.editions.models import Lesson
from courses.editions.selectors import lessons_of
from courses.study.models import Enrolment
from foundation.navigation import Link, navigation
from foundation.panels import Panel, Section, panel, section
from languages.preferences import content_language

SHOWN = 3
# Lessons are read on the weakest signals: their pages ask for nothing that the lesson itself does not need.
BARE = "/estudiar/"


@navigation(order=10, where="person")
def inbox(request: HttpRequest) -> list[Link]:
    """Messages, with how many wait."""
    waiting = 0 if request.path.startswith(BARE) else unread_by(request.user)  # type: ignore[arg-type]
    label = _("Messages (%(n)d)") % {"n": waiting} if waiting else _("Messages")
    return [Link(reverse("inbox"), label, "chat")]


@panel("my_place", order=20)
def unread(user: User) -> Panel | None:
    """Messages that wait."""
    if not unread_by(user):
        return None
    threads = list(unread_threads(user)[:SHOWN])
    return Panel("courses/conversations/_unread.html", {"threads": threads}) if threads else None


@panel("study_news", order=10)
def pinned(user: User, enrolment: Enrolment) -> Panel | None:
    """Announcements of the cohort, and the way to its facilitators."""
    if enrolment.cohort_id is None:
        return None
    shown = announcements_in_force(enrolment.cohort_id, timezone.localdate())
    return Panel("courses/conversations/_pinned.html", {"announcements": shown, "enrolment": enrolment})


@panel("study", order=60)
def talk(user: User, enrolment: Enrolment) -> Panel | None:
    """The lessons with what the cohort says about each."""
    if enrolment.cohort is None or not enrolment.cohort.has_discussion:
        return None
    said = posts_by_lesson(enrolment.cohort)
    lessons = [(lesson, said.get(lesson.uid)) for lesson in lessons_of(enrolment.edition, content_language())]
    return Panel("courses/conversations/_talk.html", {"lessons": lessons, "enrolment": enrolment})


@panel("lesson", order=50)
def talk_of_the_lesson(user: User, enrolment: Enrolment, lesson: Lesson) -> Panel | None:
    """The way to what the cohort says about this lesson. How much that is would cost the lesson a query."""
    if enrolment.cohort is None or not enrolment.cohort.has_discussion:
        return None
    return Panel("courses/conversations/_lesson.html", {"enrolment": enrolment, "lesson": lesson})


@panel("person", order=10)
def write_to(rights: Rights, enrolment: Enrolment) -> Panel:
    """The thread with one person."""
    return Panel("courses/conversations/_person.html", {"enrolment": enrolment})


def _section(rights: Rights, label: str, name: str) -> Section | None:
    if not rights.accompanies:
        return None
    return Section(label, reverse(name, args=[rights.cohort.organisation.code, rights.cohort.pk]))


@section("group", order=40)
def messages_section(rights: Rights) -> Section | None:
    return _section(rights, _("Messages"), "cohort_messages")


@section("group", order=50)
def announcements_section(rights: Rights) -> Section | None:
    return _section(rights, _("Announcements"), "announcements")


@section("group", order=60)
def talk_section(rights: Rights) -> Section | None:
    return _section(rights, _("Conversations"), "cohort_talk") if rights.cohort.has_discussion else None
