"""Messages with one person or many, and announcements."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.conversations.forms import AnnouncementForm, MailingForm, TextForm
from courses.conversations.models import Mailing
from courses.conversations.operations.messages import (
    ConversationRefused,
    announce,
    read_thread,
    send_message,
    withdraw_announcement,
    write_to_many,
)
from courses.conversations.permissions import announcements_managed_by, enrolments_addressed_by, threads_read_by
from courses.conversations.selectors import announcements_of, messages_in, threads_for
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_accompanied_by
from courses.study.selectors import enrolments_in
from foundation.requests import AuthenticatedRequest, uuids_in
from foundation.throttling import allowed

PER_PAGE, CONFLICT, UNPROCESSABLE, TOO_MANY = 20, 409, 422, 429
MOST_AN_HOUR = 60


@login_required
@never_cache
@require_safe
def inbox(request: AuthenticatedRequest) -> HttpResponse:
    """Every thread one may read, and the courses in which one may begin one."""
    threads = threads_for(request.user)
    page = Paginator(threads, PER_PAGE).get_page(request.GET.get("page"))
    own = enrolments_addressed_by(request.user).filter(teacher=request.user, thread=None)
    own = own.select_related("cohort", "edition").defer("edition__source_text", "edition__search_text")
    return render(request, "courses/conversations/inbox.html", {"page_obj": page, "to_begin": own[:PER_PAGE]})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def thread(request: AuthenticatedRequest, enrolment: UUID) -> HttpResponse:
    """One thread: what was written, the latest last, and the form to answer."""
    found = _thread_of(request, enrolment)
    form = TextForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_valid():
        status = _written(request, found, form)
        if status == 200:
            return redirect("thread", enrolment)
    read_thread(reader=request.user, enrolment=found)
    page = Paginator(messages_in(found), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "enrolment": found,
        "is_own": found.teacher_id == request.user.pk,
        "may_write": enrolments_addressed_by(request.user).filter(pk=found.pk).exists(),
        "page_obj": page,
        "shown": list(page)[::-1],
        "form": form,
    }
    return render(
        request, "courses/conversations/thread.html", context, status=UNPROCESSABLE if form.errors else status
    )


def _thread_of(request: AuthenticatedRequest, uid: UUID) -> Enrolment:
    """Where the person may write, or once wrote."""
    rows = Enrolment.objects.select_related("teacher", "cohort__organisation", "edition").defer(
        "edition__source_text", "edition__search_text"
    )
    found = get_object_or_404(rows, uid=uid)
    readable = threads_read_by(request.user).filter(pk=found.pk)
    if not readable.exists():
        get_object_or_404(enrolments_addressed_by(request.user), pk=found.pk)
    return found


def _written(request: AuthenticatedRequest, enrolment: Enrolment, form: TextForm) -> int:
    """200 once it is written; otherwise the refusal stands in the form."""
    if not allowed(f"message:{request.user.pk}", limit=MOST_AN_HOUR, seconds=3600):
        form.add_error(None, _("You wrote a lot just now. Wait a few minutes: what you typed is still here."))
        return TOO_MANY
    writable = get_object_or_404(enrolments_addressed_by(request.user), pk=enrolment.pk)
    try:
        send_message(actor=request.user, enrolment=writable, at=timezone.now(), **form.cleaned_data)
    except ConversationRefused as refusal:
        form.add_error(None, str(refusal))
        return CONFLICT
    messages.success(request, _("Sent."))
    return 200


def _cohort(request: AuthenticatedRequest, code: str, pk: int) -> Cohort:
    cohorts = cohorts_accompanied_by(request.user).select_related("organisation__municipality", "edition")
    return get_object_or_404(cohorts, organisation__code=code, pk=pk)


@login_required
@require_http_methods(["GET", "POST"])
def cohort_messages(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """Write to everybody or to those chosen (``para``, also from other pages); what was written to many before."""
    cohort = _cohort(request, code, pk)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = uuids_in(sent.getlist("para"))
    form = MailingForm(request.POST if request.method == "POST" else None, initial={"everybody": not chosen})
    if form.is_valid() and (answer := _mailed(request, cohort, form, chosen)):
        return answer
    people = enrolments_in(cohort).filter(pk__in=enrolments_accompanied_by(request.user)).exclude(status="withdrawn")
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "form": form,
        "chosen": people.filter(uid__in=chosen),
        "others": people.exclude(uid__in=chosen)[:200],
        "page_obj": Paginator(Mailing.objects.filter(cohort=cohort).select_related("author"), PER_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "courses/conversations/cohort_messages.html", context, status=status)


def _mailed(
    request: AuthenticatedRequest, cohort: Cohort, form: MailingForm, chosen: list[UUID]
) -> HttpResponse | None:
    """Where to go once it is on its way; None when it was refused, as the form says."""
    facts = dict(form.cleaned_data)
    people = None if facts.pop("everybody") else chosen
    try:
        mailing, job = write_to_many(actor=request.user, cohort=cohort, people=people, at=timezone.now(), **facts)
    except ConversationRefused as refusal:
        form.add_error(None, str(refusal))
        return None
    if job is not None:
        return redirect("job", job.pk)
    text = ngettext("Sent to %(n)d person.", "Sent to %(n)d people.", mailing.total)
    messages.success(request, text % {"n": mailing.total})
    return redirect("cohort_messages", cohort.organisation.code, cohort.pk)


@login_required
@require_http_methods(["GET", "POST"])
def announcements(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """What is pinned above the course, and the form to pin something."""
    cohort = _cohort(request, code, pk)
    initial: dict[str, Any] = {"starts_on": timezone.localdate(), "ends_on": cohort.ends_on}
    form = AnnouncementForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        try:
            announce(actor=request.user, cohort=cohort, at=timezone.now(), **form.cleaned_data)
        except ConversationRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Announced: the group sees it above the course."))
            return redirect("announcements", code, pk)
    context = {
        "organisation": cohort.organisation,
        "cohort": cohort,
        "form": form,
        "page_obj": Paginator(announcements_of(cohort), PER_PAGE).get_page(request.GET.get("page")),
        "today": timezone.localdate(),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "courses/conversations/announcements.html", context, status=status)


@login_required
@require_POST
def withdraw(request: AuthenticatedRequest, code: str, pk: int, announcement: int) -> HttpResponse:
    """Show an announcement no longer."""
    managed = announcements_managed_by(request.user)
    found = get_object_or_404(managed, pk=announcement, cohort=pk, cohort__organisation__code=code)
    withdraw_announcement(actor=request.user, announcement=found, at=timezone.now())
    messages.success(request, _("The announcement is shown no longer."))
    return redirect("announcements", code, pk)
