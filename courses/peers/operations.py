"""Taking part, sharing works out, commenting, and taking out what is unfit."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.assessment.models import Evidence
from courses.assessment.permissions import evidence_of
from courses.assessment.selectors import task_of
from courses.cohorts.models import Cohort
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.peers.assigning import assigned
from courses.peers.mail import to_read_letter
from courses.peers.models import Comment, Part
from courses.peers.permissions import comments_given_by, comments_overseen_by, kept_for_the_community, parts_of
from courses.peers.selectors import AT_ONCE, FEWEST, waiting_in
from courses.study.models import Enrolment
from letters.models import Letter
from letters.operations import post_letters

SHORTEST = 40
LONGEST = 4000


class PeersRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def take_part(*, actor: User, evidence: Evidence, at: datetime) -> Part:
    """Show the text of one's evidence to colleagues of the group, and read theirs. Raises Evidence.DoesNotExist.

    Once enough take part, the works are shared out.
    """
    evidence = evidence_of(actor).select_related("enrolment__edition", "enrolment__cohort").get(pk=evidence.pk)
    cohort = evidence.enrolment.cohort
    if cohort is None:
        raise PeersRefused(_("Comments are exchanged within a group, and you study on your own."))
    _held(cohort)
    if there := Part.objects.filter(evidence=evidence).first():
        return there
    each = task_of(evidence).get("peers") or 0
    _check(evidence, each)
    part = Part.objects.create(evidence=evidence, cohort=cohort, text=evidence.text, each=each, joined_at=at)
    log(instance=evidence, action="peers.join", user=actor)
    _share_out(cohort, evidence.block_uid, at, fewest=max(AT_ONCE, each + 1))
    return part


def _held(cohort: Cohort) -> None:
    """Whoever takes part, or shares out, at the same time waits."""
    Cohort.objects.select_for_update(no_key=True).get(pk=cohort.pk)


def _check(evidence: Evidence, each: int) -> None:
    if not each:
        raise PeersRefused(_("This task asks for no comments of colleagues."))
    if evidence.enrolment.status == Enrolment.Status.WITHDRAWN:
        raise PeersRefused(_("You withdrew from this course. Enrol again to go on."))
    if not evidence.text:
        raise PeersRefused(_("Colleagues read what you wrote: write something first. They see no files."))
    if kept_for_the_community().filter(pk=evidence.pk).exists():
        raise PeersRefused(_("There are files kept for the community here, so no colleague sees anything of it."))


@transaction.atomic
def take_no_part(*, actor: User, part: Part, at: datetime) -> Part:
    """Take one's text back: nobody reads it any more. Doing it twice changes nothing. Raises Part.DoesNotExist."""
    part = parts_of(actor).select_for_update(of=("self",)).get(pk=part.pk)
    if part.left_at is None:
        part.text, part.left_at = "", at
        part.save(update_fields=["text", "left_at"])
        log(instance=part.evidence, action="peers.leave", user=actor)
    return part


@transaction.atomic
def begin_round(*, actor: User, cohort: Cohort, block_uid: UUID, at: datetime) -> int:
    """Share the works that wait out among their authors, for whoever accompanies the group; returns how many.

    Raises Cohort.DoesNotExist.
    """
    cohort = cohorts_accompanied_by(actor).get(pk=cohort.pk)
    _held(cohort)
    number = _share_out(cohort, block_uid, at, fewest=FEWEST)
    if not number:
        raise PeersRefused(_("At least three must wait: with fewer, everybody would know who wrote what."))
    log(instance=cohort, action="peers.begin", user=actor, data={"task": str(block_uid), "people": number})
    return number


def _share_out(cohort: Cohort, block_uid: UUID, at: datetime, *, fewest: int) -> int:
    waiting = {part.uid: part for part in waiting_in(cohort, block_uid)}
    if len(waiting) < fewest:
        return 0
    each = min(part.each for part in waiting.values())
    shared = assigned(waiting, each, seed=str(block_uid))
    Comment.objects.bulk_create(
        Comment(part=waiting[work], reader=waiting[reader], assigned_at=at)
        for reader, works in shared.items()
        for work in works
    )
    Part.objects.filter(uid__in=waiting).update(assigned_at=at)
    letters = [to_read_letter(part) for part in waiting.values()]
    post_letters(letters, kind=Letter.Kind.MESSAGE, at=at)
    return len(waiting)


@transaction.atomic
def write_comment(*, actor: User, comment: Comment, levels: Mapping[str, str], text: str, at: datetime) -> Comment:
    """Say what one thinks of a colleague's work; sent twice it is saved once. Raises Comment.DoesNotExist."""
    comment = comments_given_by(actor).select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.written_at is not None:
        return comment
    text = text.replace("\0", "").strip()
    if not SHORTEST <= len(text) <= LONGEST:
        raise PeersRefused(
            _("Write at least %(least)d characters: what works well, and what would help.") % {"least": SHORTEST}
        )
    comment.levels, comment.text, comment.written_at = _sound(comment, levels), text, at
    comment.save(update_fields=["levels", "text", "written_at"])
    return comment


def _sound(comment: Comment, levels: Mapping[str, str]) -> dict[str, str]:
    """The levels chosen that the rubric has; choosing one is up to the reader."""
    rubric = task_of(comment.part.evidence).get("rubric") or []
    known = {criterion["uid"]: {level["uid"] for level in criterion["levels"]} for criterion in rubric}
    return {uid: level for uid, level in levels.items() if level in known.get(uid, ())}


@transaction.atomic
def remove_comment(*, actor: User, comment: Comment, reason: str, at: datetime) -> Comment:
    """Take an unfit comment out, with the reason; it is kept, and can be put back. Raises Comment.DoesNotExist."""
    comment = comments_overseen_by(actor).select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.removed_at is not None:
        return comment
    if comment.written_at is None or not reason.strip():
        raise PeersRefused(_("Say why this comment is taken out."))
    comment.removed_at, comment.removed_by, comment.removed_reason = at, actor, reason.strip()
    comment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
    log(instance=comment.part.evidence, action="peers.remove", user=actor, data={"comment": str(comment.uid)})
    return comment


@transaction.atomic
def restore_comment(*, actor: User, comment: Comment) -> Comment:
    """Put back what was taken out. Raises Comment.DoesNotExist."""
    comment = comments_overseen_by(actor).select_for_update(of=("self",)).get(pk=comment.pk)
    if comment.removed_at is not None:
        comment.removed_at, comment.removed_by, comment.removed_reason = None, None, ""
        comment.save(update_fields=["removed_at", "removed_by", "removed_reason"])
        log(instance=comment.part.evidence, action="peers.restore", user=actor, data={"comment": str(comment.uid)})
    return comment
