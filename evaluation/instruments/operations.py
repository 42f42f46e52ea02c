"""Making an instrument, opening an occasion, handing in a response."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.kinds import max_points_of
from evaluation.instruments.marking import mark_all
from evaluation.instruments.models import Instrument, InstrumentKey, Occasion, Response
from evaluation.instruments.selectors import refusal_of
from evaluation.pilots.models import Participant, Pilot
from evaluation.pilots.permissions import pilots_evaluated_by
from evaluation.pilots.protocol import digest
from institutes.permissions import evaluates_for_the_state


class InstrumentRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def create_instrument(
    *,
    actor: User,
    title: str,
    questions: list[dict[str, Any]],
    keys: dict[str, dict[str, Any]],
    at: datetime,
    language: str = "es-mx",
    is_demonstration: bool = False,
) -> Instrument:
    """Store a test for good. ``questions`` and ``keys`` are those of the edition format (a key per question uid)."""
    if not evaluates_for_the_state(actor):
        raise InstrumentRefused(_("Only the evaluators of the education authority make instruments."))
    uids = [question.get("uid") for question in questions]
    if not uids or len(set(uids)) != len(uids) or set(uids) != set(keys):
        raise InstrumentRefused(_("Each question needs its own identifier and exactly one key."))
    _try_out(questions, keys)
    instrument = Instrument.objects.create(
        title=title,
        language=language,
        questions=questions,
        max_points=max_points_of(questions),
        digest=digest({"questions": questions, "keys": keys}),
        created_by=actor,
        created_at=at,
        is_demonstration=is_demonstration,
    )
    InstrumentKey.objects.create(instrument=instrument, keys=keys)
    log(instance=instrument, action="evaluation.instrument_create", user=actor)
    return instrument


def _try_out(questions: list[dict[str, Any]], keys: dict[str, Any]) -> None:
    """Mark an empty response once, so that a malformed question is found now and not by a teacher."""
    try:
        mark_all(questions, keys, {})
    except (KeyError, TypeError, ValueError, ArithmeticError) as error:
        raise InstrumentRefused(_("A question cannot be marked: %(why)s.") % {"why": repr(error)}) from error


@transaction.atomic
def open_occasion(
    *, actor: User, pilot: Pilot, instrument: Instrument, moment: str, opens_at: datetime, closes_at: datetime
) -> Occasion:
    """Give ``instrument`` as ``moment`` ("pre" or "post") of ``pilot``; asked again, returns the same occasion."""
    pilot = pilots_evaluated_by(actor).get(pk=pilot.pk)
    if opens_at >= closes_at:
        raise InstrumentRefused(_("It must close after it opens."))
    occasion, created = Occasion.objects.get_or_create(
        pilot=pilot,
        moment=Occasion.Moment(moment),
        defaults={"instrument": instrument, "opens_at": opens_at, "closes_at": closes_at},
    )
    if created:
        log(instance=occasion, action="evaluation.occasion_open", user=actor)
    return occasion


@transaction.atomic
def submit_response(
    *, participant: Participant, occasion: Occasion, answers: dict[str, Any], at: datetime, language: str = "es-mx"
) -> Response:
    """Mark and keep the answers, once: a second call returns what was handed in first.

    The pre-test comes first; the post-test needs the course completed and the protocol locked.
    """
    existing = Response.objects.filter(occasion=occasion, participant=participant).first()
    if existing is not None:
        return existing
    refusal = refusal_of(participant=participant, occasion=occasion, at=at)
    if refusal:
        raise InstrumentRefused(refusal)
    instrument = occasion.instrument
    asked = {question["uid"] for question in instrument.questions}
    known = {uid: answer for uid, answer in answers.items() if uid in asked}
    marked = mark_all(instrument.questions, instrument.key.keys, known)
    response, _created = Response.objects.get_or_create(
        occasion=occasion,
        participant=participant,
        defaults={
            "language": language,
            "answers": known,
            "result": marked.result,
            "points": marked.points,
            "max_points": instrument.max_points,
            "submitted_at": at,
        },
    )
    return response
