"""Saying a term in another language, taking that back, and talking about it. Nothing is rewritten or deleted."""

from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.glossary.models import Equivalent, GlossaryTerm, Remark, folded
from cms.glossary.permissions import equivalents_withdrawable_by, remarks_withdrawable_by, terms_discussed_by

Said = TypeVar("Said", Equivalent, Remark)


class GlossaryRefused(Exception):
    """A rule said no; the message is meant for the user."""


def _held(actor: User, term: GlossaryTerm) -> GlossaryTerm:
    """The term, held so that two people who write at once do so one after the other."""
    return terms_discussed_by(actor).select_for_update(of=("self",)).get(pk=term.pk)


@transaction.atomic
def say_equivalent(
    *,
    actor: User,
    term: GlossaryTerm,
    language: str,
    text: str,
    at: datetime,
    dialect: str = "",
    community: str = "",
    note: str = "",
) -> Equivalent:
    """How the term is said in a language, in a dialect or a community."""
    term = _held(actor, term)
    said = {"language": language, "folded": folded(text), "dialect": dialect, "community": community}
    if term.equivalents.filter(withdrawn_at=None, **said).exists():
        raise GlossaryRefused(_("Somebody said this already, for the same place."))
    made = Equivalent.objects.create(term=term, text=text, note=note, said_by=actor, said_at=at, **said)
    log(instance=term, action="cms.glossary.say", user=actor, timestamp=at, data={"language": language})
    return made


@transaction.atomic
def withdraw_equivalent(*, actor: User, equivalent: Equivalent, at: datetime) -> Equivalent:
    """It is no longer shown beside texts; its history keeps it."""
    term = _held(actor, equivalent.term)
    found = equivalents_withdrawable_by(actor, term).get(pk=equivalent.pk)
    return _withdrawn(found, term, actor, at, data={"language": found.language})


def _withdrawn(found: Said, term: GlossaryTerm, actor: User, at: datetime, **logged: Any) -> Said:
    found.withdrawn_by, found.withdrawn_at = actor, at
    found.save(update_fields=["withdrawn_by", "withdrawn_at"])
    log(instance=term, action="cms.glossary.withdraw", user=actor, timestamp=at, **logged)
    return found


@transaction.atomic
def remark_on(*, actor: User, term: GlossaryTerm, key: UUID, text: str, at: datetime) -> Remark:
    """A word on the term; the same key again says nothing new."""
    term = _held(actor, term)
    known = Remark.objects.filter(key=key).first()
    if known is None:
        return Remark.objects.create(key=key, term=term, writer=actor, text=text, written_at=at)
    if (known.term_id, known.writer_id) != (term.pk, actor.pk):
        raise GlossaryRefused(_("This form was used already: open it again, please."))
    return known


@transaction.atomic
def withdraw_remark(*, actor: User, remark: Remark, at: datetime) -> Remark:
    """It is no longer shown; that something stood there, and who took it back, is."""
    term = _held(actor, remark.term)
    return _withdrawn(remarks_withdrawable_by(actor, term).get(pk=remark.pk), term, actor, at)
