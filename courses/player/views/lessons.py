"""A lesson: reading it and finishing it."""

from functools import cache
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.pages.rendering import places_in, with_arranged
from courses.assessment.operations import close_overdue
from courses.assessment.rendering import arranged_html, field_values, filled
from courses.assessment.saving import Draft
from courses.assessment.selectors import Standing, evidence_in, evidence_tasks_in, extra_percent_of, standing
from courses.assessment.timing import is_overdue
from courses.editions.models import Lesson
from courses.editions.selectors import edition_of, lesson_of
from courses.notes.selectors import notes_in_lesson, place_in, wrote_notes
from courses.player.lean import lean_html
from courses.player.selectors import TODO, language_choices, path_of, size_of
from courses.study.models import Enrolment
from courses.study.operations import record_lesson_finished, record_lesson_opened
from courses.study.permissions import enrolments_of
from foundation.reading import saves_data
from foundation.requests import AuthenticatedRequest
from foundation.revalidation import revalidated
from languages.preferences import content_language

KEPT_ANSWERS = "kept_answers"


@cache
def _studied() -> QuerySet[Enrolment]:
    """Enrolments with all that a lesson's page reads of them, in one statement that is put together once."""
    found = Enrolment.objects.exclude(status=Enrolment.Status.WITHDRAWN).annotate(has_notes=wrote_notes())
    return found.select_related("course", "cohort", "progress", "reading_place")


def found_for(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> tuple[Enrolment, Lesson]:
    own = get_object_or_404(enrolments_of(request.user, _studied()), uid=enrolment)
    own.edition = edition_of(own.edition_id)
    try:
        return own, lesson_of(own.edition, content_language(), lesson)
    except Lesson.DoesNotExist:
        raise Http404 from None


@login_required
@require_GET
@revalidated
def lesson(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """The lesson as published, with the teacher's draft in its questions."""
    own, found = found_for(request, enrolment, lesson)
    context = lesson_context(request, own, found)
    draft, now = context["standing"].draft, timezone.now()
    if draft and is_overdue(draft.deadline_at, now):
        close_overdue(attempt=draft, at=now)
        messages.warning(request, _("Your time is over: what was saved by then was sent."))
        return redirect("attempt", draft.uid)
    if context["step"].state == TODO or str(context["path"].progress.last_lesson_uid) != str(found.uid):
        record_lesson_opened(enrolment=own, lesson_uid=found.uid, at=now)
    return render(request, "courses/player/lesson.html", context)


def lesson_context(request: AuthenticatedRequest, own: Enrolment, found: Lesson, refusal: str = "") -> dict[str, Any]:
    path = path_of(own, found.language)
    before, step, after = path.around(str(found.uid))
    stored = found.content.html
    places = places_in(stored)
    answered = standing(own, found.uid, with_questions=bool(places)) if found.questions else Standing([], None)
    kept = _kept_answers(request, found)
    html = _with_answers(own, found, answered, stored, kept)
    has_notes = own.has_notes  # type: ignore[attr-defined]  # its query asks for it
    notes = list(notes_in_lesson(request.user, own.course_id, found.uid)) if has_notes else []
    handed_in = any(uid in path.folded.evidence for uid in found.evidence)
    return {
        "enrolment": own,
        "lesson": found,
        "html": lean_html(html, size_of) if saves_data(request) else html,
        "lean": saves_data(request),
        "kept": bool(kept),
        "path": path,
        "step": step,
        "before": before,
        "after": after,
        "standing": answered,
        "tasks": evidence_tasks_in(own.edition, found.uid, found.language) if found.evidence else [],
        "handed_in": evidence_in(own, found.evidence) if handed_in else {},
        "waits_to_begin": answered.waits_to_begin(found),
        "timed_minutes": _minutes_for(own, found, answered),
        "now": timezone.now(),
        "draft": answered.draft.draft if answered.draft else Draft(),
        "refusal": refusal,
        "notes": notes,
        "note_key": uuid5(found.uid, f"note after {notes[-1].pk if notes else 0}"),
        "left_at": place_in(own, found.uid),
        "languages": language_choices(own.edition, found.language),
    }


def _minutes_for(own: Enrolment, found: Lesson, answered: Standing) -> int | None:
    """How long this person may answer, for whoever has yet to begin."""
    if found.answer_minutes is None or not answered.waits_to_begin(found):
        return None
    return found.answer_minutes * (100 + extra_percent_of(own)) // 100


def _with_answers(own: Enrolment, found: Lesson, answered: Standing, stored: str, kept: dict[str, list[str]]) -> str:
    """The stored lesson with the questions of this person's attempt, and their answers in them."""
    places = places_in(stored)
    html = with_arranged(stored, arranged_html(own, found, answered, places)) if places else stored
    draft = field_values(answered.draft.answers) if answered.draft else {}
    return filled(html, kept or draft, locked=not answered.may_answer)


def _kept_answers(request: AuthenticatedRequest, found: Lesson) -> dict[str, list[str]]:
    """What the person sent, now or while signed out, and that has no marks yet."""
    if request.method == "POST":
        return {name: request.POST.getlist(name) for name in request.POST if name.startswith("q-")}
    kept = request.session.get(KEPT_ANSWERS) or {}
    return dict(kept["fields"]) if kept.get("lesson") == str(found.uid) else {}


@login_required
@require_POST
def finish(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """Mark the lesson as finished and go on: to the next one, or to the summary after the last."""
    own, found = found_for(request, enrolment, lesson)
    record_lesson_finished(enrolment=own, lesson_uid=found.uid, at=timezone.now())
    own = get_object_or_404(enrolments_of(request.user, _studied()), uid=enrolment)
    path = path_of(own, found.language)
    after = path.around(str(found.uid))[2]
    if path.done == path.total or after is None:
        return redirect("study_summary", own.uid)
    messages.success(request, _("Lesson finished: “%(title)s”.") % {"title": found.title})
    return redirect("lesson", own.uid, after.lesson.uid)
