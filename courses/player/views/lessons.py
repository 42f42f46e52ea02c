"""A lesson: reading it, finishing it, answering its questions, handing in its evidence."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.pages.rendering import places_in, with_arranged
from courses.assessment.forms import EvidenceForm, parse_answers
from courses.assessment.models import Attempt, Evidence
from courses.assessment.operations import (
    AssessmentRefused,
    open_attempt,
    save_answers,
    submit_attempt,
    submit_evidence,
)
from courses.assessment.permissions import attempts_of
from courses.assessment.rendering import arranged_html, field_values, filled, reviewed
from courses.assessment.selectors import Standing, evidence_in, evidence_tasks_in, standing
from courses.editions.models import Lesson
from courses.editions.selectors import lesson_of, readable_language
from courses.player.selectors import DONE, TODO, path_of
from courses.study.models import Enrolment
from courses.study.operations import record_lesson_finished, record_lesson_opened
from courses.study.permissions import enrolments_of
from foundation.requests import AuthenticatedRequest

KEPT_ANSWERS = "kept_answers"
View = Callable[..., HttpResponse]


def _enrolments(request: AuthenticatedRequest) -> QuerySet[Enrolment]:
    own = enrolments_of(request.user).exclude(status=Enrolment.Status.WITHDRAWN)
    return own.select_related("edition", "course", "institute", "progress").defer("edition__source_text")


def _found(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> tuple[Enrolment, Lesson]:
    own = get_object_or_404(_enrolments(request), uid=enrolment)
    language = readable_language(own.edition, get_language() or "")
    try:
        return own, lesson_of(own.edition, language, lesson)
    except Lesson.DoesNotExist:
        raise Http404 from None


def _after_signing_in(view: View) -> View:
    """Like login_required for a POST: the answers of an expired session wait in it until their teacher is back."""

    @wraps(view)
    def guarded(request: HttpRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, enrolment, lesson)
        page = reverse("lesson", args=[enrolment, lesson])
        fields = {name: values for name, values in request.POST.lists() if name.startswith("q-")}
        if sum(len(value) for values in fields.values() for value in values) < 50_000:
            request.session[KEPT_ANSWERS] = {"lesson": str(lesson), "fields": fields}
        return redirect_to_login(page)

    return guarded


@login_required
@require_GET
@never_cache
def lesson(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """The lesson as published, with the teacher's draft in its questions."""
    own, found = _found(request, enrolment, lesson)
    context = _lesson_context(request, own, found)
    if context["step"].state == TODO or str(context["path"].progress.last_lesson_uid) != str(found.uid):
        record_lesson_opened(enrolment=own, lesson_uid=found.uid, at=timezone.now())
    return render(request, "courses/player/lesson.html", context)


def _lesson_context(request: AuthenticatedRequest, own: Enrolment, found: Lesson, refusal: str = "") -> dict[str, Any]:
    path = path_of(own, found.language)
    before, step, after = path.around(str(found.uid))
    html, places = found.content.html, places_in(found.content.html)
    answered = standing(own, found.uid, with_questions=bool(places)) if found.questions else Standing([], None)
    if places:
        html = with_arranged(html, arranged_html(own, found, answered, places))
    kept = _kept_answers(request, found)
    draft = field_values(answered.draft.answers) if answered.draft else {}
    return {
        "enrolment": own,
        "lesson": found,
        "html": filled(html, kept or draft, locked=not answered.may_answer),
        "kept": bool(kept),
        "path": path,
        "step": step,
        "before": before,
        "after": after,
        "standing": answered,
        "handed_in": evidence_in(own, found.evidence) if found.evidence else {},
        "refusal": refusal,
    }


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
    own, found = _found(request, enrolment, lesson)
    record_lesson_finished(enrolment=own, lesson_uid=found.uid, at=timezone.now())
    own = get_object_or_404(_enrolments(request), uid=enrolment)
    path = path_of(own, found.language)
    after = path.around(str(found.uid))[2]
    if path.done == path.total or after is None:
        return redirect("study_summary", own.uid)
    messages.success(request, _("Lesson finished: “%(title)s”.") % {"title": found.title})
    return redirect("lesson", own.uid, after.lesson.uid)


@_after_signing_in
@require_POST
def answer(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """Keep a draft, or submit and show what the marks say. The number in the form makes a double click harmless."""
    own, found = _found(request, enrolment, lesson)
    number = request.POST.get("attempt", "")
    try:
        attempt = open_attempt(
            enrolment=own,
            lesson=found,
            language=found.language,
            at=timezone.now(),
            number=int(number[:4]) if number.isdecimal() else None,
        )
        return _answered(request, own, found, attempt)
    except AssessmentRefused as refusal:
        context = _lesson_context(request, own, found, refusal=str(refusal))
        return render(request, "courses/player/lesson.html", context, status=409)


def _answered(request: AuthenticatedRequest, own: Enrolment, found: Lesson, attempt: Attempt) -> HttpResponse:
    answers = parse_answers(attempt.questions, request.POST)
    if "draft" in request.POST:
        save_answers(actor=request.user, attempt=attempt, answers=answers, at=timezone.now())
        request.session.pop(KEPT_ANSWERS, None)
        messages.success(request, _("Draft saved. You can go on later, on any device."))
        return redirect(reverse("lesson", args=[own.uid, found.uid]) + "#answers")
    attempt = submit_attempt(actor=request.user, attempt=attempt, answers=answers, at=timezone.now())
    request.session.pop(KEPT_ANSWERS, None)
    return redirect("attempt", attempt.uid)


@login_required
@require_GET
@never_cache
def attempt(request: AuthenticatedRequest, attempt: UUID) -> HttpResponse:
    """What the marks say, question by question. An attempt that is not submitted has nothing to show."""
    submitted = attempts_of(request.user).filter(submitted_at__isnull=False)
    found = get_object_or_404(
        submitted.select_related("enrolment__edition", "enrolment__course", "enrolment__progress"), uid=attempt
    )
    own = found.enrolment
    path = path_of(own, readable_language(own.edition, found.language))
    _before, step, after = path.around(str(found.lesson_uid))
    answered = standing(own, found.lesson_uid)
    questions = reviewed(found, reveal=not answered.may_answer)
    context = {
        "attempt": found,
        "enrolment": own,
        "questions": questions,
        "right": sum(question.verdict == "right" for question in questions),
        "marked": sum(question.is_marked for question in questions),
        "standing": answered,
        "step": step,
        "after": after,
        "finished": bool(step and step.state == DONE),
    }
    return render(request, "courses/player/attempt.html", context)


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def evidence(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID, block: UUID) -> HttpResponse:
    """An evidence task: what to do, what was handed in, and the form while it may be replaced."""
    own, found = _found(request, enrolment, lesson)
    task = _task(own, found, block)
    handed_in = evidence_in(own, [str(block)]).get(str(block))
    form = _evidence_form(request, task, handed_in)
    if request.method == "POST" and form.is_valid() and _handed_in(request, own, block, form):
        return redirect("evidence", own.uid, found.uid, block)
    context = {"enrolment": own, "lesson": found, "task": task, "evidence": handed_in, "form": form}
    return render(request, "courses/player/evidence.html", context, status=422 if form.errors else 200)


def _task(own: Enrolment, found: Lesson, block: UUID) -> dict[str, Any]:
    tasks = evidence_tasks_in(own.edition, found.uid, found.language)
    for task in tasks:
        if task["uid"] == str(block):
            return task
    raise Http404


def _evidence_form(request: AuthenticatedRequest, task: dict[str, Any], handed_in: Evidence | None) -> EvidenceForm:
    initial = {"text": handed_in.text} if handed_in else {}
    if request.method == "POST":
        return EvidenceForm(request.POST, request.FILES, accepts=task["accepts"])
    return EvidenceForm(accepts=task["accepts"], initial=initial)


def _handed_in(request: AuthenticatedRequest, own: Enrolment, block: UUID, form: EvidenceForm) -> bool:
    """Whether it was stored; a refusal stands in the form instead."""
    text, upload = form.cleaned_data.get("text", ""), form.cleaned_data.get("upload")
    try:
        submit_evidence(actor=request.user, enrolment=own, block_uid=block, text=text, upload=upload, at=timezone.now())
    except AssessmentRefused as refusal:
        form.add_error("upload" if upload and "upload" in form.fields else None, str(refusal))
        return False
    messages.success(request, _("Your evidence was handed in."))
    return True
