"""Reading a draft lesson block by block, and talking about it: for those with an account and for guests."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from wagtail.models import Comment, Page

from accounts.models import User
from cms.discussion.forms import CommentForm
from cms.discussion.operations import (
    answer_as_guest,
    answer_comment,
    comment_as_guest,
    comment_on,
    reopen_comment,
    settle_comment,
)
from cms.discussion.permissions import comments_answerable_by, comments_settleable_by, pages_commentable_by
from cms.discussion.selectors import read_with_remarks, remarks_on
from cms.pages.models import CoursePage, LessonPage
from cms.review.doors import for_guests, state_of
from cms.review.models import ReviewRequest
from cms.review.permissions import courses_readable_by
from cms.review.refusal import ReviewRefused
from foundation.requests import AuthenticatedRequest

WHOLE_PAGE = "page"


def _lesson(course: CoursePage, lesson_id: int) -> LessonPage:
    lesson: LessonPage = get_object_or_404(LessonPage.objects.descendant_of(course), pk=lesson_id)
    return lesson


def _lesson_context(course: CoursePage, lesson: LessonPage, user: User | None) -> dict[str, Any]:
    draft = lesson.get_latest_revision_as_object()
    blocks, others = read_with_remarks(draft, remarks_on([lesson.pk], course, user))
    siblings = list(LessonPage.objects.descendant_of(course).order_by("path").values_list("pk", "draft_title"))
    place = [pk for pk, _title in siblings].index(lesson.pk)
    return {
        "course": course,
        "lesson": draft,
        "blocks": [(block, CommentForm(about=block.uid)) for block in blocks],
        "others": others,
        "page_form": CommentForm(about=WHOLE_PAGE),
        "previous": siblings[place - 1] if place else None,
        "next": siblings[place + 1] if place + 1 < len(siblings) else None,
    }


# --- With an account --------------------------------------------------------------------------------------------------
def _course(request: AuthenticatedRequest, course_id: int) -> CoursePage:
    return get_object_or_404(courses_readable_by(request.user), pk=course_id)


@login_required
@require_GET
def course_review_lesson(request: AuthenticatedRequest, course_id: int, lesson_id: int) -> HttpResponse:
    course = _course(request, course_id)
    context = _lesson_context(course, _lesson(course, lesson_id), request.user)
    return render(request, "cms/discussion/lesson.html", context)


@login_required
@require_POST
def comment_create(request: AuthenticatedRequest, course_id: int, page_id: int) -> HttpResponse:
    course = _course(request, course_id)
    page = get_object_or_404(pages_commentable_by(request.user, course), pk=page_id)
    block_uid = request.POST.get("block", "")

    def do(text: str) -> Comment:
        return comment_on(
            actor=request.user, course=course, page=page, block_uid=block_uid, text=text, at=timezone.now()
        )

    return _say(request, do, _address_of(course, page), _about(course, page, block_uid))


@login_required
@require_POST
def comment_answer(request: AuthenticatedRequest, course_id: int, comment_id: int) -> HttpResponse:
    course = _course(request, course_id)
    comment = get_object_or_404(comments_answerable_by(request.user, course), pk=comment_id)

    def do(text: str) -> Comment:
        answer_comment(actor=request.user, course=course, comment=comment, text=text, at=timezone.now())
        return comment

    return _say(request, do, _address_of(course, comment.page), f"r{comment.pk}")


@login_required
@require_POST
def comment_settle(request: AuthenticatedRequest, course_id: int, comment_id: int) -> HttpResponse:
    course = _course(request, course_id)
    comment = get_object_or_404(comments_settleable_by(request.user, course), pk=comment_id)
    if request.POST.get("reopen"):
        reopen_comment(actor=request.user, course=course, comment=comment)
    else:
        settle_comment(actor=request.user, course=course, comment=comment, at=timezone.now())
    return redirect(f"{_address_of(course, comment.page)}#c{comment.pk}")


def _address_of(course: CoursePage, page: Page) -> str:
    if issubclass(page.specific_class, LessonPage):
        return reverse("course_review_lesson", args=[course.pk, page.pk])
    return reverse("course_review", args=[course.pk])


# --- Through a guest's link -------------------------------------------------------------------------------------------
def _open_to(asked: ReviewRequest, token: str) -> HttpResponse | None:
    """Where a guest is sent when the link is good for nothing more than saying so."""
    return None if state_of(asked) == "open" else redirect("guest_review", token)


@for_guests
@require_safe
def guest_lesson(request: HttpRequest, asked: ReviewRequest, token: str, lesson_id: int) -> HttpResponse:
    if closed := _open_to(asked, token):
        return closed
    course = asked.round.course
    context = _lesson_context(course, _lesson(course, lesson_id), None)
    return render(request, "cms/discussion/guest_lesson.html", {**context, "asked": asked, "token": token})


@for_guests
@require_POST
def guest_comment_create(request: HttpRequest, asked: ReviewRequest, token: str, page_id: int) -> HttpResponse:
    if closed := _open_to(asked, token):
        return closed
    course, block_uid = asked.round.course, request.POST.get("block", "")
    page = get_object_or_404(Page.objects.descendant_of(course, inclusive=True), pk=page_id)

    def do(text: str) -> Comment:
        return comment_as_guest(request=asked, page=page, block_uid=block_uid, text=text, at=timezone.now())

    return _say(request, do, _guest_address_of(token, page), _about(course, page, block_uid))


@for_guests
@require_POST
def guest_comment_answer(request: HttpRequest, asked: ReviewRequest, token: str, comment_id: int) -> HttpResponse:
    if closed := _open_to(asked, token):
        return closed
    pages = Page.objects.descendant_of(asked.round.course, inclusive=True)
    comment = get_object_or_404(Comment.objects.filter(page__in=pages), pk=comment_id)

    def do(text: str) -> Comment:
        answer_as_guest(request=asked, comment=comment, text=text, at=timezone.now())
        return comment

    return _say(request, do, _guest_address_of(token, comment.page), f"r{comment.pk}")


def _guest_address_of(token: str, page: Page) -> str:
    if issubclass(page.specific_class, LessonPage):
        return reverse("guest_lesson", args=[token, page.pk])
    return reverse("guest_review", args=[token])


# --- Both -------------------------------------------------------------------------------------------------------------
def _about(course: CoursePage, page: Page, block_uid: str) -> str:
    return "course" if page.pk == course.pk else block_uid or WHOLE_PAGE


def _say(request: HttpRequest, do: Callable[[str], Comment], address: str, about: str) -> HttpResponse:
    """Say it, and come back to where it stands. What cannot be said is shown again, to be changed."""
    form = CommentForm(request.POST, about=about)
    if not form.is_valid():
        return _again(request, form, address)
    try:
        comment = do(form.cleaned_data["text"])
    except ReviewRefused as refusal:
        form.add_error(None, str(refusal))
        return _again(request, form, address)
    except Comment.DoesNotExist as gone:
        raise Http404 from gone
    messages.success(request, _("Your comment was added."))
    return redirect(f"{address}#c{comment.pk}")


def _again(request: HttpRequest, form: CommentForm, address: str) -> HttpResponse:
    context = {"form": form, "back": address, "block": request.POST.get("block", "")}
    return render(request, "cms/discussion/again.html", context, status=422)
