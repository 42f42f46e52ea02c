"""From a proposal to its answer, and to the edition that includes it."""

import unicodedata
from collections import Counter
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log
from wagtail.models import Comment, Page
from wagtail.permissions import page_permission_policy

from accounts.models import User
from accounts.selectors import has_confirmed_email
from cms.pages.models import LessonPage
from cms.pages.selectors import course_page
from cms.proposals.models import LONGEST, Proposal, Support
from cms.proposals.permissions import (
    proposals_answerable_by,
    proposals_hideable_by,
    proposals_of,
    supportable_by,
)
from cms.proposals.selectors import block_digest, place_in_draft, takes_proposals
from cms.proposals.tasks import send_decision, send_digest
from foundation.throttling import allowed
from institutes.models import Membership

Status = Proposal.Status
WRITING_ROLES = (Membership.Role.AUTHOR, Membership.Role.REVIEWER, Membership.Role.INSTITUTE_ADMIN)
HOUR, DAY = 3600, 86_400
MOST_PER_HOUR, MOST_PER_DAY = 5, 20


class ProposalRefused(Exception):
    """A rule said no; the message is meant for the user."""


def submit_proposal(
    *,
    actor: User,
    uid: UUID,
    course_uid: UUID,
    kind: str,
    text: str,
    is_public: bool,
    shows_name: bool,
    at: datetime,
    lesson_uid: UUID | None = None,
    block_uid: str = "",
    place: str = "",
) -> Proposal:
    """Put a proposal into the box; ``uid`` comes with the form, so that sending it twice makes one."""
    if known := Proposal.objects.filter(uid=uid).first():
        if known.author_id != actor.pk:
            raise ProposalRefused(_("This form was used already: open it again, please."))
        return known
    _may_propose(actor, course_uid)
    with transaction.atomic():
        proposal, is_new = Proposal.objects.get_or_create(
            uid=uid,
            author=actor,
            defaults={
                "course_uid": course_uid,
                "lesson_uid": lesson_uid,
                "block_uid": block_uid if lesson_uid else "",
                "place": place[:250],
                "kind": Proposal.Kind(kind),
                "text": _words(text),
                "is_public": is_public,
                "shows_name": is_public and shows_name,
                "created_at": at,
            },
        )
        if is_new:
            _log(proposal, "submit", actor)
    return proposal


def _may_propose(actor: User, course_uid: UUID) -> None:
    if not has_confirmed_email(actor):
        raise ProposalRefused(_("Confirm your e-mail address first: the answer will arrive there."))
    if not takes_proposals(course_uid):
        raise ProposalRefused(_("This course takes no proposals at present."))
    if not (
        allowed(f"proposals:{actor.pk}", limit=MOST_PER_HOUR, seconds=HOUR)
        and allowed(f"proposals:{actor.pk}", limit=MOST_PER_DAY, seconds=DAY)
    ):
        raise ProposalRefused(_("You have sent several proposals in a short time: keep your text and try in an hour."))


def _words(text: str) -> str:
    """Composed, without control characters; what is empty or too long is refused."""
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    words = "".join(letter for letter in lines if letter == "\n" or unicodedata.category(letter) != "Cc").strip()
    if not words:
        raise ProposalRefused(_("Write something first."))
    if len(words) > LONGEST:
        raise ProposalRefused(_("The text is too long: %(most)d characters at most.") % {"most": LONGEST})
    return words


@transaction.atomic
def support(*, actor: User, proposal: Proposal, at: datetime) -> None:
    """Agree with somebody else's public proposal; twice is once."""
    proposal = supportable_by(actor).get(pk=proposal.pk)
    if not has_confirmed_email(actor):
        raise ProposalRefused(_("Confirm your e-mail address first."))
    _support, is_new = Support.objects.get_or_create(proposal=proposal, person=actor, defaults={"created_at": at})
    if is_new:
        _log(proposal, "support", actor)


@transaction.atomic
def end_support(*, actor: User, proposal: Proposal) -> None:
    """Take one's support back."""
    deleted, _rows = Support.objects.filter(proposal=proposal, person=actor).delete()
    if deleted:
        _log(proposal, "end_support", actor)


@transaction.atomic
def withdraw(*, actor: User, proposal: Proposal) -> Proposal:
    """Take one's own proposal back while it has no answer."""
    proposal = proposals_of(actor).select_for_update().get(pk=proposal.pk)
    if proposal.status == Status.WITHDRAWN:
        return proposal
    if not proposal.is_open:
        raise ProposalRefused(_("It was answered already: it cannot be withdrawn any more."))
    return _changed(proposal, "withdraw", actor, status=Status.WITHDRAWN)


@transaction.atomic
def take_up(*, actor: User, proposal: Proposal) -> Proposal:
    """Say that it is being considered."""
    proposal = _to_answer(actor, proposal)
    return proposal if proposal.status == Status.IN_STUDY else _changed(
        proposal, "take_up", actor, status=Status.IN_STUDY
    )  # fmt: skip


@transaction.atomic
def answer_proposal(*, actor: User, proposal: Proposal, answer: str, at: datetime) -> Proposal:
    """Answer without taking it into the course."""
    proposal = _to_answer(actor, proposal)
    decided = _changed(
        proposal, "answer", actor, status=Status.ANSWERED, answer=_words(answer), decided_at=at, decided_by=actor
    )
    transaction.on_commit(partial(send_decision.delay, decided.pk))
    return decided


@transaction.atomic
def accept_proposal(*, actor: User, proposal: Proposal, answer: str = "", at: datetime) -> Proposal:
    """Take it into the course: as a comment where it belongs, for the authors to work on."""
    proposal = _to_answer(actor, proposal)
    accepted = _changed(
        proposal,
        "accept",
        actor,
        status=Status.ACCEPTED,
        answer=_words(answer) if answer.strip() else "",
        decided_at=at,
        decided_by=actor,
        block_digest=block_digest(proposal),
    )
    _comment_on(accepted, actor)
    transaction.on_commit(partial(send_decision.delay, accepted.pk))
    return accepted


@transaction.atomic
def mark_worked_in(*, actor: User, proposal: Proposal, at: datetime) -> Proposal:
    """The draft says what was proposed: the next edition published will be named as the one that includes it."""
    proposal = proposals_answerable_by(actor).select_for_update().get(pk=proposal.pk)
    if proposal.status != Status.ACCEPTED:
        raise ProposalRefused(_("Accept the proposal first."))
    if proposal.worked_in_at is not None:
        return proposal
    return _changed(proposal, "work_in", actor, worked_in_at=at)


@transaction.atomic(savepoint=False)
def record_inclusion(*, course_uid: UUID, edition: int, at: datetime) -> int:
    """A new edition was published: it includes the accepted proposals that were worked in; returns how many."""
    ready = Proposal.objects.filter(course_uid=course_uid, status=Status.ACCEPTED, included_in=None)
    count = 0
    for proposal in ready.filter(worked_in_at__lte=at).select_for_update():
        _changed(proposal, "include", None, included_in=edition, included_at=at)
        transaction.on_commit(partial(send_decision.delay, proposal.pk))
        count += 1
    return count


@transaction.atomic
def hide(*, actor: User, proposal: Proposal, reason: str, at: datetime) -> Proposal:
    """Take a public proposal off the public pages; its author reads why."""
    proposal = proposals_hideable_by(actor).select_for_update().get(pk=proposal.pk)
    if proposal.hidden_at is not None:
        return proposal
    words = _words(reason)[:300]
    hidden = _changed(proposal, "hide", actor, hidden_at=at, hidden_by=actor, hidden_reason=words)
    transaction.on_commit(partial(send_decision.delay, hidden.pk))
    return hidden


@transaction.atomic
def show(*, actor: User, proposal: Proposal) -> Proposal:
    """Put a hidden proposal back."""
    proposal = proposals_hideable_by(actor).select_for_update().get(pk=proposal.pk)
    return _changed(proposal, "show", actor, hidden_at=None, hidden_by=None, hidden_reason="")


def send_digests(*, at: datetime) -> int:
    """Tell authors of what came since the last letter, one letter each; returns how many were written."""
    with transaction.atomic():
        new = list(Proposal.objects.filter(status=Status.RECEIVED, told_at=None).select_for_update())
        letters = _letters(Counter(proposal.course_uid for proposal in new))
        Proposal.objects.filter(pk__in=[proposal.pk for proposal in new]).update(told_at=at)
        for person, waiting in letters.items():
            transaction.on_commit(partial(send_digest.delay, person.pk, waiting))
    return len(letters)


def _letters(counts: "Counter[UUID]") -> dict[User, dict[str, int]]:
    """What to write to each author: titles of their courses and how many new proposals each has."""
    letters: dict[User, dict[str, int]] = {}
    for course_uid, count in counts.items():
        course = course_page(course_uid)
        if course is None:
            continue
        for person in authors_of(course):
            letters.setdefault(person, {})[course.title] = count
    return letters


def authors_of(course: Page) -> list[User]:
    """Who edits the course because they write for its organisation or a co-author's; not who may edit everything."""
    editors = page_permission_policy.users_with_permission_for_instance("change", course, include_superusers=False)
    return list(editors.filter(memberships__role__in=WRITING_ROLES).distinct().order_by("pk"))


def _to_answer(actor: User, proposal: Proposal) -> Proposal:
    """The proposal, locked, if the person may answer it and nobody has."""
    proposal = proposals_answerable_by(actor).select_for_update().get(pk=proposal.pk)
    if proposal.author_id == actor.pk:
        raise ProposalRefused(_("Nobody answers their own proposal: ask a colleague."))
    if not proposal.is_open:
        raise ProposalRefused(_("Somebody answered this proposal already."))
    return proposal


def _changed(proposal: Proposal, action: str, actor: User | None, **changes: object) -> Proposal:
    for name, value in changes.items():
        setattr(proposal, name, value)
    proposal.save(update_fields=list(changes))
    _log(proposal, action, actor)
    return proposal


def _comment_on(proposal: Proposal, actor: User) -> None:
    """The proposal as a comment of the editor, at its block if that is still there, else at the title."""
    page, block = place_in_draft(proposal)
    if page is None:
        return
    with override(settings.LANGUAGE_CODE):
        text = _("Proposal accepted (%(who)s): %(text)s") % {"who": proposal.signature, "text": proposal.text}
    Comment.objects.create(
        page_id=page.pk,
        user=actor,
        text=text,
        contentpath=_content_path(page, block),
        revision_created=page.latest_revision,
    )


def _content_path(page: Page, block_uid: str) -> str:
    """Where the editor shows the comment: comments stand at fields, so at the first field of the block."""
    if not (block_uid and isinstance(page, LessonPage)):
        return "title"
    kind = next(block.block for block in page.body if str(block.id) == block_uid)
    fields = getattr(kind, "child_blocks", {})
    first = next((name for name, field in fields.items() if not hasattr(field, "child_blocks")), "")
    return ".".join(filter(None, ("body", block_uid, first)))


def _log(proposal: Proposal, action: str, actor: User | None) -> None:
    log(instance=proposal, action=f"cms.proposals.{action}", user=actor, title=str(proposal.uid))
