"""Which edition an enrolment studies, for operations that hold its row: going to another one, and coming back."""

from datetime import datetime

from accounts.models import User
from courses.editions.models import Edition
from courses.study.carried import state_of
from courses.study.models import Enrolment, Move, StudyEvent
from courses.study.recording import settle


def pin(
    enrolment: Enrolment, edition: Edition, *, by: User, why: Move.Why, note: str, at: datetime, undoes: Move | None
) -> Move:
    """Study another edition from now on. What happened until now is written down as of the former one."""
    move = Move.objects.create(
        enrolment=enrolment, from_edition_id=enrolment.edition_id, to_edition=edition, why=why, note=note,
        moved_by=by, moved_at=at, undoes=undoes,
    )  # fmt: skip
    StudyEvent.objects.filter(enrolment=enrolment, edition=None).update(edition=enrolment.edition_id)
    enrolment.edition, enrolment.edition_since = edition, at
    enrolment.save(update_fields=["edition", "edition_since"])
    settle(enrolment, state_of(enrolment, StudyEvent.objects.filter(enrolment=enrolment)), at)
    return move
