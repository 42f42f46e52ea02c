"""Sessions of a group, their rolls, and signing in."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from courses.attendance import tables
from courses.attendance.forms import RollFileForm, SessionForm
from courses.attendance.models import Mark, Session
from courses.attendance.operations import (
    AttendanceRefused,
    call_roll,
    cancel_session,
    change_session,
    plan_session,
)
from courses.attendance.operations import sign_in as sign_in_to
from courses.attendance.permissions import sessions_attended_by, sessions_run_by
from courses.attendance.selectors import attendance_in, marks_at, people_at, sessions_of
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.study.selectors import enrolments_in
from foundation.requests import AuthenticatedRequest
from foundation.tables import TableRefused, csv_response, read_table, xlsx_response

PEOPLE_PER_PAGE, PEOPLE_ON_A_ROLL, SESSIONS_PER_PAGE = 25, 100, 25
CONFLICT, UNPROCESSABLE = 409, 422
KINDS: dict[str, Callable[[str, Sequence[str], Iterable[Sequence[Any]]], HttpResponseBase]] = {
    "csv": csv_response,
    "xlsx": xlsx_response,
}


def _cohort(request: AuthenticatedRequest, code: str, pk: int) -> Cohort:
    cohorts = cohorts_accompanied_by(request.user).select_related("organisation__municipality", "edition")
    return get_object_or_404(cohorts, organisation__code=code, pk=pk)


def _session(request: AuthenticatedRequest, code: str, pk: int, session: int) -> Session:
    rows = sessions_run_by(request.user).select_related("cohort__organisation__municipality", "cohort__edition")
    return get_object_or_404(rows, pk=session, cohort=pk, cohort__organisation__code=code)


def _context(cohort: Cohort, **more: Any) -> dict[str, Any]:
    return {"organisation": cohort.organisation, "cohort": cohort, **more}


@login_required
@require_safe
def sessions(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """A group's sessions, and everybody's attendance so far."""
    cohort = _cohort(request, code, pk)
    people = Paginator(enrolments_in(cohort).exclude(status="withdrawn"), PEOPLE_PER_PAGE)
    page = people.get_page(request.GET.get("page"))
    summaries = attendance_in(cohort)
    context = _context(
        cohort,
        sessions=Paginator(sessions_of(cohort), SESSIONS_PER_PAGE).get_page(request.GET.get("sesiones")),
        page_obj=page,
        people=[(enrolment, summaries.get(enrolment.pk)) for enrolment in page],
        today=timezone.localdate(),
    )
    return render(request, "courses/attendance/sessions.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def plan(request: AuthenticatedRequest, code: str, pk: int) -> HttpResponse:
    """One more session."""
    cohort = _cohort(request, code, pk)
    form = SessionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            plan_session(actor=request.user, cohort=cohort, at=timezone.now(), **form.facts())
        except AttendanceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The session is planned: its people see it in their place."))
            return redirect("sessions", code, pk)
    return _draw_form(request, _context(cohort, form=form, session=None))


@login_required
@require_http_methods(["GET", "POST"])
def change(request: AuthenticatedRequest, code: str, pk: int, session: int) -> HttpResponse:
    """Another day, place or number of hours."""
    found = _session(request, code, pk, session)
    form = SessionForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        try:
            change_session(actor=request.user, session=found, changes=form.facts(), at=timezone.now())
        except AttendanceRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The changes have been saved."))
            return redirect("roll", code, pk, session)
    return _draw_form(request, _context(found.cohort, form=form, session=found))


def _draw_form(request: AuthenticatedRequest, context: dict[str, Any]) -> HttpResponse:
    status = UNPROCESSABLE if context["form"].is_bound else 200
    return render(request, "courses/attendance/form.html", context, status=status)


@login_required
@require_POST
def cancel(request: AuthenticatedRequest, code: str, pk: int, session: int) -> HttpResponse:
    """Call a session off."""
    cancel_session(actor=request.user, session=_session(request, code, pk, session), at=timezone.now())
    messages.success(request, _("The session was called off and counts for nothing."))
    return redirect("sessions", code, pk)


@login_required
@require_http_methods(["GET", "POST"])
def roll(request: AuthenticatedRequest, code: str, pk: int, session: int) -> HttpResponse:
    """Call the roll: everybody's state in one form, saved at once."""
    found = _session(request, code, pk, session)
    refusal = ""
    if request.method == "POST":
        try:
            _say_marked(request, call_roll(actor=request.user, session=found, states=_sent(request), at=timezone.now()))
        except AttendanceRefused as refused:
            refusal = str(refused)
        else:
            return redirect(request.get_full_path())
    return _draw_roll(request, found, refusal=refusal, status=CONFLICT if refusal else 200)


def _sent(request: AuthenticatedRequest) -> dict[int, str]:
    """States by enrolment; everybody without one is present when the button for that was pressed."""
    named = {name.removeprefix("p-"): str(value) for name, value in request.POST.items() if name.startswith("p-")}
    states = {int(key[:18]): value for key, value in named.items() if key.isdecimal()}
    if "rest" in request.POST:
        others = [int(key[:18]) for key in request.POST.getlist("shown") if key.isdecimal()]
        states = dict.fromkeys(others, Mark.State.PRESENT.value) | states
    return states


def _say_marked(request: AuthenticatedRequest, number: int) -> None:
    text = ngettext("Saved: %(n)d mark is new or other.", "Saved: %(n)d marks are new or other.", number)
    messages.success(request, text % {"n": number})


def _draw_roll(
    request: AuthenticatedRequest,
    session: Session,
    *,
    form: RollFileForm | None = None,
    problems: Sequence[object] = (),
    refusal: str = "",
    status: int = 200,
) -> HttpResponse:
    marks = marks_at(session)
    page = Paginator(people_at(session), PEOPLE_ON_A_ROLL).get_page(request.GET.get("page"))
    context = _context(
        session.cohort,
        session=session,
        has_begun=session.has_begun(timezone.now()),
        page_obj=page,
        people=[(enrolment, marks.get(enrolment.pk)) for enrolment in page],
        present=sum(mark.state == Mark.State.PRESENT for mark in marks.values()),
        states=Mark.State.choices,
        form=form or RollFileForm(),
        problems=problems,
        refusal=refusal,
    )
    return render(request, "courses/attendance/roll.html", context, status=status)


@login_required
@require_POST
def import_roll(request: AuthenticatedRequest, code: str, pk: int, session: int) -> HttpResponse:
    """A roll that was filled in elsewhere: either all of it is taken, or nothing, with the rows and reasons."""
    found = _session(request, code, pk, session)
    form = RollFileForm(request.POST, request.FILES)
    problems: list[Any] = []
    if form.is_valid():
        try:
            rows = read_table(form.cleaned_data["table"], columns=tables.columns())
            states, problems = tables.states_in(found, rows)
            if not problems:
                _say_marked(request, call_roll(actor=request.user, session=found, states=states, at=timezone.now()))
                return redirect("roll", code, pk, session)
        except (TableRefused, AttendanceRefused) as refusal:
            form.add_error("table", str(refusal))
    return _draw_roll(request, found, form=form, problems=problems, status=UNPROCESSABLE)


@login_required
@require_safe
def code(request: AuthenticatedRequest, code: str, pk: int, session: int) -> HttpResponse:
    """The QR code by which people sign in, for the wall of the room."""
    found = _session(request, code, pk, session)
    address = request.build_absolute_uri(reverse("session_sign_in", args=[found.code]))
    qr = segno.make(address, error="m", micro=False).svg_data_uri(scale=10, border=2)
    context = _context(found.cohort, session=found, address=address, qr=qr, is_on=found.is_on(timezone.now()))
    return render(request, "courses/attendance/code.html", context)


@login_required
@require_safe
def roll_table(request: AuthenticatedRequest, code: str, pk: int, session: int, kind: str) -> HttpResponseBase:
    """One session's roll as a table."""
    found = _session(request, code, pk, session)
    return _table(kind, f"asistencia-{found.day.isoformat()}", tables.roll_header(), tables.roll_rows(found))


@login_required
@require_safe
def cohort_table(request: AuthenticatedRequest, code: str, pk: int, kind: str) -> HttpResponseBase:
    """The whole group's attendance as a table."""
    cohort = _cohort(request, code, pk)
    held = list(sessions_of(cohort).filter(cancelled_at=None))
    return _table(kind, f"asistencia-{cohort.pk}", tables.cohort_header(held), tables.cohort_rows(cohort, held))


def _table(kind: str, name: str, header: list[str], rows: Iterable[Sequence[Any]]) -> HttpResponseBase:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind](f"{name}.{kind}", header, rows)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """A teacher scanned the code: what session it is, and saying that one is there."""
    rows = sessions_attended_by(request.user).select_related("cohort__edition", "cohort__organisation")
    found = get_object_or_404(rows, code=code)
    refusal = ""
    if request.method == "POST":
        try:
            sign_in_to(teacher=request.user, session=found, at=timezone.now())
        except AttendanceRefused as refused:
            refusal = str(refused)
    context = {
        "session": found,
        "mark": Mark.objects.filter(session=found, enrolment__teacher=request.user).first(),
        "is_on": found.is_on(timezone.now()),
        "refusal": refusal,
    }
    return render(request, "courses/attendance/sign_in.html", context, status=CONFLICT if refusal else 200)
