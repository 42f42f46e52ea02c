"""The discussion of a lesson, as its cohort sees it and as its moderators do."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import Rights, cohorts_accompanied_by
from courses.conversations.forms import ReasonForm, TextForm
from courses.conversations.models import Post
from courses.conversations.operations import discussion as operations
from courses.conversations.operations.messages import ConversationRefused
from courses.conversations.permissions import cohorts_discussed_by, posts_moderated_by, posts_read_by
from courses.conversations.selectors import is_subscribed, posts_by_lesson, questions_about
from courses.editions.models import Lesson
from courses.editions.selectors import lessons_of, readable_language
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of
from foundation.requests import AuthenticatedRequest
from languages.preferences import content_language

QUESTIONS_PER_PAGE, CONFLICT, UNPROCESSABLE = 20, 409, 422


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def lesson_talk(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """What one's cohort says about a lesson."""
    own = enrolments_of(request.user).exclude(status=Enrolment.Status.WITHDRAWN)
    own = own.select_related("edition", "cohort__organisation")
    found = get_object_or_404(own.defer("edition__source_text", "edition__search_text"), uid=enrolment)
    cohort = get_object_or_404(cohorts_discussed_by(request.user), pk=found.cohort_id)
    shown = _lesson(found.edition_id, lesson, found)
    context = {"enrolment": found, "cohort": cohort, "lesson": shown, "base": "base.html"}
    return _talk(request, cohort, lesson, context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def cohort_lesson_talk(request: AuthenticatedRequest, code: str, pk: int, lesson: UUID) -> HttpResponse:
    """The same for those who moderate."""
    cohort = _accompanied(request, code, pk)
    get_object_or_404(cohorts_discussed_by(request.user), pk=cohort.pk)
    shown = _lesson(cohort.edition_id, lesson, cohort)
    context = {"organisation": cohort.organisation, "cohort": cohort, "lesson": shown}
    return _talk(request, cohort, lesson, context | {"base": "courses/cohorts/group_base.html"})


def _lesson(edition_id: int, uid: UUID, holder: Any) -> Lesson:
    language = readable_language(holder.edition, content_language())
    lessons = Lesson.objects.filter(edition=edition_id, language=language).defer("content")
    return get_object_or_404(lessons, uid=uid)


def _accompanied(request: AuthenticatedRequest, code: str, pk: int) -> Cohort:
    cohorts = cohorts_accompanied_by(request.user).select_related("organisation__municipality", "edition")
    return get_object_or_404(cohorts, organisation__code=code, pk=pk)


def _talk(request: AuthenticatedRequest, cohort: Cohort, lesson: UUID, context: dict[str, Any]) -> HttpResponse:
    form = TextForm(request.POST if request.method == "POST" and "key" in request.POST else None)
    if request.method == "POST" and _subscription_changed(request, cohort, lesson):
        return redirect(request.path)
    if form.is_valid() and _posted(request, cohort, lesson, form):
        return redirect(request.path)
    page = Paginator(questions_about(cohort, lesson), QUESTIONS_PER_PAGE).get_page(request.GET.get("page"))
    context |= {
        "page_obj": page,
        "form": form,
        "blank": TextForm(auto_id="id_%s_answer"),
        "answering": request.POST.get("parent", ""),
        "moderates": Rights(request.user, cohort).accompanies,
        "subscribed": is_subscribed(request.user, cohort, lesson),
        "editable_since": timezone.now() - operations.EDITABLE_FOR,
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "courses/conversations/talk.html", context, status=status)


def _subscription_changed(request: AuthenticatedRequest, cohort: Cohort, lesson: UUID) -> bool:
    if "subscribe" in request.POST:
        operations.subscribe(user=request.user, cohort=cohort, lesson_uid=lesson)
    elif "unsubscribe" in request.POST:
        operations.unsubscribe(user=request.user, cohort=cohort, lesson_uid=lesson)
    else:
        return False
    return True


def _posted(request: AuthenticatedRequest, cohort: Cohort, lesson: UUID, form: TextForm) -> bool:
    """Whether it was written; a refusal stands in the form instead."""
    wanted = request.POST.get("parent", "")
    parent = None
    if wanted:
        readable = posts_read_by(request.user).filter(cohort=cohort, lesson_uid=lesson)
        parent = get_object_or_404(readable, pk=int(wanted[:18]) if wanted.isdecimal() else 0)
    now, facts = timezone.now(), form.cleaned_data
    try:
        operations.write_post(actor=request.user, cohort=cohort, lesson_uid=lesson, parent=parent, at=now, **facts)
    except ConversationRefused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _("Posted."))
    return True


@login_required
@require_safe
def cohort_talk(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Each lesson with how much is said about it; what was reported stands out."""
    cohort = _accompanied(request, code, pk)
    said = posts_by_lesson(cohort)
    lessons = lessons_of(cohort.edition, content_language())
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "lessons": [(lesson, said.get(lesson.uid)) for lesson in lessons],
    }
    return render(request, "courses/conversations/cohort_talk.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def edit(request: AuthenticatedRequest, post: int) -> HttpResponse:
    """Mend one's own words."""
    mine = posts_read_by(request.user).filter(author=request.user).select_related("cohort__organisation")
    found = get_object_or_404(mine, pk=post)
    form = TextForm(request.POST if request.method == "POST" else None, initial={"text": found.text})
    if form.is_valid():
        try:
            operations.edit_post(actor=request.user, post=found, text=form.cleaned_data["text"], at=timezone.now())
            return redirect(_address(request.user, found))
        except ConversationRefused as refusal:
            form.add_error(None, str(refusal))
    return _draw(request, found, form, _("Change what you wrote"), _("Save the changes"))


@login_required
@require_http_methods(["GET", "POST"])
def report(request: AuthenticatedRequest, post: int) -> HttpResponse:
    """Ask the moderators to look at a post."""
    others = posts_read_by(request.user).exclude(author=request.user).select_related("cohort__organisation", "author")
    found = get_object_or_404(others, pk=post, hidden_at=None)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            operations.report_post(actor=request.user, post=found, at=timezone.now(), **form.cleaned_data)
        except ConversationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you: those who moderate the group will look at it."))
            return redirect(_address(request.user, found))
    return _draw(request, found, form, _("Report a post"), _("Report it"))


@login_required
@require_http_methods(["GET", "POST"])
def moderate(request: AuthenticatedRequest, post: int) -> HttpResponse:
    """Hide a post with a reason, or leave it (or put it back) in sight."""
    moderated = posts_moderated_by(request.user).select_related("cohort__organisation", "author")
    found = get_object_or_404(moderated, pk=post)
    form = ReasonForm(request.POST if request.method == "POST" and "show" not in request.POST else None)
    if request.method == "POST" and "show" in request.POST:
        operations.show_post(actor=request.user, post=found, at=timezone.now())
        return redirect(_address(request.user, found))
    if form.is_valid():
        try:
            operations.hide_post(actor=request.user, post=found, at=timezone.now(), **form.cleaned_data)
            return redirect(_address(request.user, found))
        except ConversationRefused as refusal:
            form.add_error(None, str(refusal))
    reports = found.reports.select_related("reporter").order_by("reported_at")
    return _draw(request, found, form, _("Moderate a post"), _("Hide it"), reports=reports)


def _address(user: User, post: Post) -> str:
    """The conversation as this person sees it."""
    own = enrolments_of(user).exclude(status=Enrolment.Status.WITHDRAWN).filter(cohort=post.cohort_id).first()
    if own is not None:
        return reverse("lesson_talk", args=[own.uid, post.lesson_uid])
    if not cohorts_accompanied_by(user).filter(pk=post.cohort_id).exists():
        raise Http404
    return reverse("cohort_lesson_talk", args=[post.cohort.organisation.code, post.cohort_id, post.lesson_uid])


def _draw(
    request: AuthenticatedRequest, post: Post, form: TextForm | ReasonForm, title: str, action: str, **more: Any
) -> HttpResponse:
    context = {"post": post, "form": form, "title": title, "action": action, "back": _address(request.user, post)}
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "courses/conversations/post.html", context | more, status=status)
