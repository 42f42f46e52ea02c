"""A teacher's part in a pilot: the invitation with its consent, and the tests."""

import uuid
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.pages.rendering import question_html
from courses.assessment.forms import parse_answers
from evaluation.instruments.models import Occasion
from evaluation.instruments.operations import InstrumentRefused, submit_response
from evaluation.instruments.permissions import occasions_open_to, participant_for, responses_of
from evaluation.instruments.selectors import refusal_of
from evaluation.pilots.models import Participant
from evaluation.pilots.operations import PilotRefused, join_pilot
from evaluation.pilots.permissions import participations_of, pilots_open_to
from foundation.requests import AuthenticatedRequest


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: AuthenticatedRequest, pilot: uuid.UUID) -> HttpResponse:
    """What taking part means, in plain words; the button is the consent."""
    found = get_object_or_404(pilots_open_to(request.user).select_related("edition"), uid=pilot)
    takes_part = participations_of(request.user).filter(pilot=found).exists()
    if request.method == "POST" and not takes_part:
        if request.POST.get("agreed") != "yes":
            messages.error(request, _("To take part, tick the box that says you agree."))
            return render(
                request, "evaluation/instruments/invitation.html", {"pilot": found}, status=HTTPStatus.BAD_REQUEST
            )
        try:
            join_pilot(teacher=request.user, pilot=found, at=timezone.now())
        except PilotRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("my_place")
        messages.success(request, _("Thank you: you now take part in the pilot."))
        takes_part = True
    if takes_part:
        first = found.occasions.filter(moment=Occasion.Moment.PRE).first()
        return redirect("pilot_test", first.uid) if first else redirect("my_place")
    return render(request, "evaluation/instruments/invitation.html", {"pilot": found})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def test(request: AuthenticatedRequest, occasion: uuid.UUID) -> HttpResponse:
    """The test, or why it cannot be taken, or what was handed in."""
    found = get_object_or_404(
        occasions_open_to(request.user).select_related("pilot__edition", "instrument__key"), uid=occasion
    )
    participant = participant_for(request.user, found)
    if participant is None:
        return redirect("pilot_invitation", found.pilot.uid)
    if responses_of(participant).filter(occasion=found).exists():
        return _handed_in(request, found, participant)
    return _submit(request, found, participant) if request.method == "POST" else _ask(request, found, participant)


def _ask(request: AuthenticatedRequest, occasion: Occasion, participant: Participant) -> HttpResponse:
    refusal = refusal_of(participant=participant, occasion=occasion, at=timezone.now())
    if refusal:
        return _closed(request, occasion, refusal, HTTPStatus.OK)
    language = occasion.instrument.language
    questions = [mark_safe(question_html(question, language=language)) for question in occasion.instrument.questions]
    context = {"occasion": occasion, "questions": questions, "language": language}
    return render(request, "evaluation/instruments/test.html", context)


def _submit(request: AuthenticatedRequest, occasion: Occasion, participant: Participant) -> HttpResponse:
    answers = parse_answers(occasion.instrument.questions, request.POST)
    try:
        submit_response(participant=participant, occasion=occasion, answers=answers, at=timezone.now())
    except InstrumentRefused as refusal:
        return _closed(request, occasion, str(refusal), HTTPStatus.CONFLICT)
    messages.success(request, _("Your answers were received. Thank you."))
    return redirect("pilot_test", occasion.uid)


def _handed_in(request: AuthenticatedRequest, occasion: Occasion, participant: Participant) -> HttpResponse:
    """One's own points, once nobody can hand in any more; never the right answers, which the post-test asks again."""
    response = responses_of(participant).get(occasion=occasion)
    context = {
        "occasion": occasion,
        "response": response,
        "shows_points": timezone.now() >= occasion.closes_at,
    }
    return render(request, "evaluation/instruments/handed_in.html", context)


def _closed(request: AuthenticatedRequest, occasion: Occasion, refusal: str, status: HTTPStatus) -> HttpResponse:
    context = {"occasion": occasion, "refusal": refusal}
    return render(request, "evaluation/instruments/closed.html", context, status=status)
