"""Writing letters, sending what is due, and choosing how often."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import groupby
from typing import Any

import structlog
from django.core.mail import get_connection
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from letters.clock import next_due
from letters.mail import letter_mail
from letters.models import Letter, Preference
from letters.selectors import due_letters, preference_of, preferences_by_user

MOST_AT_ONCE = 2000
logger = structlog.get_logger(__name__)
Frequency = Preference.Frequency


class LettersRefused(Exception):
    """A rule said no; the message is meant for the user."""


@dataclass(frozen=True)
class Draft:
    """What to tell whom; ``key`` names it for ever, ``path`` is where it stands on the site."""

    user_id: int
    key: str
    subject: str
    text: str
    path: str = ""


def post_letters(drafts: Sequence[Draft], *, kind: Letter.Kind, at: datetime) -> None:
    """Put letters into the post, each key once; whoever wants none gets none, but for decisions about them."""
    preferences = preferences_by_user(draft.user_id for draft in drafts)
    letters = []
    for draft in drafts:
        preference = preferences.get(draft.user_id) or Preference(user_id=draft.user_id)
        if kind == Letter.Kind.DECISION or preference.frequency != Frequency.NEVER:
            letters.append(_letter(draft, kind, preference, at))
    Letter.objects.bulk_create(letters, ignore_conflicts=True, batch_size=500)


def _letter(draft: Draft, kind: Letter.Kind, preference: Preference, at: datetime) -> Letter:
    return Letter(
        user_id=draft.user_id,
        kind=kind,
        key=draft.key,
        subject=draft.subject[:200],
        text=draft.text,
        path=draft.path,
        created_at=at,
        due_at=_due(kind, preference, at),
    )


def _due(kind: str, preference: Preference, at: datetime) -> datetime:
    return next_due(
        at,
        weekly=preference.frequency == Frequency.WEEKLY and kind != Letter.Kind.DECISION,
        quiet_from=preference.quiet_from,
        quiet_to=preference.quiet_to,
        zone=timezone.get_default_timezone(),
    )


def send_due_letters(*, at: datetime) -> int:
    """Send what is due, one mail per person; returns how many mails went out.

    A letter is marked before it is sent, so that nobody gets it twice; the mark goes again when sending fails.
    """
    due = list(due_letters(at)[:MOST_AT_ONCE].values_list("user_id", "pk"))
    sent = 0
    with get_connection() as connection:
        for user_id, rows in groupby(due, key=lambda row: row[0]):
            sent += _send_to(user_id, [pk for _user, pk in rows], at, connection)
    return sent


def _send_to(user_id: int, keys: list[int], at: datetime, connection: Any) -> bool:
    letters = _claimed(user_id, keys, at)
    if not letters:
        return False
    mail = letter_mail(User.objects.get(pk=user_id), letters)
    mail.connection = connection
    claimed = Letter.objects.filter(pk__in=[letter.pk for letter in letters])
    try:
        mail.send()
    except OSError:  # smtplib's errors are among them
        logger.warning("letter_not_sent", user=user_id, exc_info=True)
        claimed.update(sent_at=None, tries=F("tries") + 1)
        return False
    claimed.update(text="")
    return True


@transaction.atomic
def _claimed(user_id: int, keys: list[int], at: datetime) -> list[Letter]:
    """Letters that nobody else is sending. In quiet hours (a late queue) they are put off instead."""
    preference = Preference.objects.filter(pk=user_id).first() or Preference(user_id=user_id)
    rows = Letter.objects.select_for_update().filter(pk__in=keys, sent_at=None).order_by("created_at", "pk")
    now: list[Letter] = []
    later: list[Letter] = []
    for letter in rows:
        due = next_due(
            at, weekly=False, quiet_from=preference.quiet_from, quiet_to=preference.quiet_to,
            zone=timezone.get_default_timezone(),
        )  # fmt: skip
        (later if due > at else now).append(letter)
        letter.due_at = due
    Letter.objects.bulk_update(later, ["due_at"])
    Letter.objects.filter(pk__in=[letter.pk for letter in now]).update(sent_at=at)
    return now


@transaction.atomic
def choose_letters(*, user: User, frequency: str, quiet_from: time, quiet_to: time, at: datetime) -> Preference:
    """How often and when. What waits already follows the new choice, or is dropped."""
    if frequency not in Frequency.values:
        raise LettersRefused(_("Choose how often letters should come."))
    User.objects.select_for_update(no_key=True).get(pk=user.pk)  # two choices at the same instant: one after the other
    preference = preference_of(user)
    preference.frequency, preference.quiet_from, preference.quiet_to = frequency, quiet_from, quiet_to
    preference.updated_at = at
    preference.save()
    _follow(Letter.objects.filter(user=user, sent_at=None), preference, at)
    return preference


def _follow(waiting: Iterable[Letter], preference: Preference, at: datetime) -> None:
    stays = []
    for letter in waiting:
        if preference.frequency == Frequency.NEVER and letter.kind != Letter.Kind.DECISION:
            letter.delete()
        else:
            letter.due_at = _due(letter.kind, preference, at)
            stays.append(letter)
    Letter.objects.bulk_update(stays, ["due_at"])


def unsubscribe(*, user: User, at: datetime) -> Preference:
    """No more letters but decisions; doing it twice changes nothing."""
    chosen = preference_of(user)
    return choose_letters(
        user=user, frequency=Frequency.NEVER, quiet_from=chosen.quiet_from, quiet_to=chosen.quiet_to, at=at
    )
