"""Answering a lesson's questions, and what the marks say."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from courses.assessment.forms import LONGEST_OPEN_ANSWER, read_sent
from courses.assessment.models import Attempt
from courses.assessment.operations import (
    AssessmentRefused,
    begin_attempt,
    close_overdue,
    save_answers,
    send_answers,
)
from courses.assessment.permissions import attempts_of
from courses.assessment.rendering import reviewed
from courses.assessment.saving import Draft, merged, merged_whole, superseded
from courses.assessment.selectors import last_regrading, standing, with_counted
from courses.editions.models import Lesson
from courses.editions.selectors import edition_of, lesson_of
from courses.marking.selectors import marked_works_of, score_with_people
from courses.player.selectors import DONE, path_of
from courses.player.views.lessons import KEPT_ANSWERS, found_for, lesson_context
from courses.study.models import Enrolment
from foundation.requests import AuthenticatedRequest

# Characters that may wait for somebody to sign in: twenty of the longest answers.
MOST_KEPT = 200_000
# Shorter ones are identifiers of options, which nobody copies.
WORTH_COPYING = 36
View = Callable[..., HttpResponse]


def _after_signing_in(view: View) -> View:
    """Like login_required for a POST: the answers of an expired session wait in it until their teacher is back."""

    @wraps(view)
    def guarded(request: HttpRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, enrolment, lesson)
        page = reverse("lesson", args=[enrolment, lesson])
        fields = {
            name: [value[:LONGEST_OPEN_ANSWER] for value in values]
            for name, values in request.POST.lists()
            if name.startswith("q-")
        }
        if sum(len(value) for values in fields.values() for value in values) > MOST_KEPT:
            return _too_much_to_keep(request, page, fields)
        request.session[KEPT_ANSWERS] = {"lesson": str(lesson), "fields": fields}
        return redirect_to_login(page)

    return guarded


def _too_much_to_keep(request: HttpRequest, page: str, fields: dict[str, list[str]]) -> HttpResponse:
    """Nothing is lost in silence: what was written is shown, to be copied before one signs in."""
    texts = [value for values in fields.values() for value in values if len(value) > WORTH_COPYING]
    context = {"texts": texts, "sign_in": f"{reverse('account_login')}?next={page}"}
    return render(request, "courses/player/too_much_to_keep.html", context, status=413)


@login_required
@require_POST
def begin(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """From now on the time runs, and the questions are there."""
    own, found = found_for(request, enrolment, lesson)
    try:
        attempt = begin_attempt(actor=request.user, **_asked(request, own, found))
    except AssessmentRefused as refusal:
        context = lesson_context(request, own, found, refusal=str(refusal))
        return render(request, "courses/player/lesson.html", context, status=409)
    if attempt.submitted_at:
        return _result(request, attempt)
    return redirect(reverse("lesson", args=[own.uid, found.uid]) + "#time")


@_after_signing_in
@require_POST
def answer(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """Keep a draft, or submit and show what the marks say. The number in the form makes a double click harmless."""
    own, found = found_for(request, enrolment, lesson)
    try:
        return _keep(request, own, found) if "draft" in request.POST else _send(request, own, found)
    except AssessmentRefused as refusal:
        context = lesson_context(request, own, found, refusal=str(refusal))
        return render(request, "courses/player/lesson.html", context, status=409)


def _asked(request: AuthenticatedRequest, own: Enrolment, found: Lesson) -> dict[str, Any]:
    number = request.POST.get("attempt", "")
    asked = {"enrolment": own, "lesson": found, "language": found.language, "at": timezone.now()}
    return {**asked, "number": int(number[:4]) if number.isdecimal() else None}


def _keep(request: AuthenticatedRequest, own: Enrolment, found: Lesson) -> HttpResponse:
    attempt = save_answers(actor=request.user, read=_whole_form(request), **_asked(request, own, found))
    request.session.pop(KEPT_ANSWERS, None)
    if attempt.submitted_at:
        return _result(request, attempt)
    messages.success(request, _("Draft saved. You can go on later, on any device."))
    return redirect(reverse("lesson", args=[own.uid, found.uid]) + "#answers")


def _send(request: AuthenticatedRequest, own: Enrolment, found: Lesson) -> HttpResponse:
    attempt = send_answers(actor=request.user, read=_whole_form(request), **_asked(request, own, found))
    request.session.pop(KEPT_ANSWERS, None)
    return _result(request, attempt)


def _whole_form(request: AuthenticatedRequest) -> Callable[[Attempt], Draft]:
    """How an attempt reads the form that its person sees."""

    def read(attempt: Attempt) -> Draft:
        sent = read_sent(attempt.questions, request.POST)
        return merged_whole(attempt.draft, sent, [question["uid"] for question in attempt.questions])

    return read


@require_POST
@never_cache
def save(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """A few answers, as one writes: each stays unless a later change of it is known. Answers with JSON."""
    if not request.user.is_authenticated:
        return JsonResponse({}, status=401)
    own, found = found_for(request, enrolment, lesson)
    try:
        attempt = save_answers(actor=request.user, read=_changes(request), **_asked(request, own, found))
    except AssessmentRefused as refusal:
        return JsonResponse({"message": str(refusal), "address": ""}, status=409)
    if attempt.submitted_at:
        address = reverse("attempt", args=[attempt.uid])
        return JsonResponse({"message": _("These answers were sent already."), "address": address}, status=409)
    sent = read_sent(attempt.questions, request.POST)
    now = date_format(timezone.localtime(), "TIME_FORMAT")
    return JsonResponse({"saved": now, "counter": attempt.draft.counter, "older": superseded(attempt.draft, sent)})


def _changes(request: AuthenticatedRequest) -> Callable[[Attempt], Draft]:
    return lambda attempt: merged(attempt.draft, read_sent(attempt.questions, request.POST))


def _result(request: AuthenticatedRequest, attempt: Attempt) -> HttpResponse:
    """To what the marks say; whoever sent too late is told what counts instead."""
    if attempt.timed_out:
        messages.warning(request, _("Your time was over before this arrived: what was saved by then was sent."))
    return redirect("attempt", attempt.uid)


def _left_behind(attempt: Attempt) -> Lesson:
    """The lesson that an attempt answered, in the edition from which its person moved on."""
    edition = edition_of(attempt.edition_id or attempt.enrolment.edition_id)
    return lesson_of(edition, attempt.language, attempt.lesson_uid)


@login_required
@require_GET
@never_cache
def attempt(request: AuthenticatedRequest, attempt: UUID) -> HttpResponse:
    """What the marks say, question by question. An attempt that is not submitted has nothing to show."""
    own_attempts = with_counted(attempts_of(request.user)).prefetch_related("regradings")
    own_attempts = own_attempts.select_related("enrolment__course", "enrolment__progress")
    found = get_object_or_404(own_attempts, uid=attempt)
    if found.submitted_at is None:
        close_overdue(attempt=found, at=timezone.now())
        found = get_object_or_404(own_attempts, uid=attempt, submitted_at__isnull=False)
    own = found.enrolment
    own.edition = edition_of(own.edition_id)
    path = path_of(own, found.language)
    _before, step, after = path.around(str(found.lesson_uid))
    answered = standing(own, found.lesson_uid)
    questions = reviewed(found, reveal=not answered.may_answer)
    works = marked_works_of(found)
    context = {
        "attempt": found,
        "regrading": last_regrading(found),
        "enrolment": own,
        "questions": [(question, works.get(question.uid)) for question in questions],
        "by_people": score_with_people(found, works),
        "right": sum(question.verdict == "right" for question in questions),
        "marked": sum(question.is_marked for question in questions),
        "standing": answered,
        "step": step,
        "lesson": step.lesson if step else _left_behind(found),
        "after": after,
        "finished": bool(step and step.state == DONE),
    }
    return render(request, "courses/player/attempt.html", context)
