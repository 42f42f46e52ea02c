"""Lessons on paper: one, a module or the whole course, with one's own answers by choice."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.pages.rendering import places_in, with_arranged
from courses.assessment.rendering import arranged_html, field_values, filled
from courses.assessment.selectors import Standing, standings
from courses.editions.models import Lesson
from courses.editions.selectors import lessons_of, stored_html
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from foundation.requests import AuthenticatedRequest
from languages.preferences import content_language


@dataclass(frozen=True)
class Sheet:
    """A lesson as it is printed; ``answered`` when one's answers stand in it."""

    lesson: Lesson
    html: str
    answered: bool


@login_required
@require_safe
@never_cache
def on_paper(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """What ``leccion`` or ``modulo`` names, else everything; ``respuestas`` adds the answers given last."""
    own = enrolments_of(request.user).exclude(status=Enrolment.Status.WITHDRAWN)
    own = own.select_related("edition", "course").defer("edition__source_text", "edition__search_text")
    found = get_object_or_404(own, uid=enrolment)
    everything = lessons_of(found.edition, content_language())
    chosen = _chosen(request, everything)
    with_answers = "respuestas" in request.GET
    context = {
        "enrolment": found,
        "sheets": _sheets(found, chosen, with_answers=with_answers),
        "whole": len(chosen) == len(everything),
        "with_answers": with_answers,
        "module": chosen[0].module_uid,
        "only": chosen[0] if len(chosen) == 1 else None,
        "language": chosen[0].language,
        "has_questions": any(lesson.questions for lesson in chosen),
    }
    return render(request, "courses/player/paper.html", context)


def _chosen(request: AuthenticatedRequest, lessons: list[Lesson]) -> list[Lesson]:
    wanted = {name: request.GET.get(name, "") for name in ("leccion", "modulo")}
    chosen = [
        lesson
        for lesson in lessons
        if wanted["leccion"] in ("", str(lesson.uid)) and wanted["modulo"] in ("", str(lesson.module_uid))
    ]
    if not chosen:
        raise Http404
    return chosen


def _sheets(enrolment: Enrolment, lessons: list[Lesson], *, with_answers: bool) -> list[Sheet]:
    """Two statements whatever the number of lessons: their contents, and the attempts at their questions."""
    contents = stored_html([lesson.content_id for lesson in lessons])
    tried = standings(enrolment, [lesson.uid for lesson in lessons if lesson.questions])
    none = Standing([], enrolment.edition.attempts_allowed)
    return [
        _sheet(enrolment, lesson, contents[lesson.content_id], tried.get(lesson.uid, none), with_answers)
        for lesson in lessons
    ]


def _sheet(enrolment: Enrolment, lesson: Lesson, html: str, standing: Standing, with_answers: bool) -> Sheet:
    places = places_in(html)
    if places:
        html = with_arranged(html, arranged_html(enrolment, lesson, standing, places))
    last = standing.attempts[-1] if with_answers and standing.attempts else None
    return Sheet(lesson, filled(html, field_values(last.answers) if last else {}, locked=True), last is not None)
