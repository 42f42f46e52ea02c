"""The files of a piece of evidence: checked, cleaned and kept; taken back; deleted when a consent is withdrawn."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from courses.assessment.models import Evidence, Piece
from courses.assessment.permissions import pieces_of
from courses.assessment.refusals import AssessmentRefused
from foundation.uploads import UploadRefused, check_upload, checked_recording, clean_image, detect

MAX_PIECE_BYTES = 10 * 1024 * 1024
MOST_PIECES = 12
# Of a recording, where the task says nothing: an interview fits, a whole morning does not.
LONGEST_SECONDS = 20 * 60


@dataclass(frozen=True)
class About:
    """What whoever uploads a file says of it; the device makes ``uid``, so that sending again stores once."""

    access: str = Piece.Access.PROGRAMME
    consent: str = ""
    consent_note: str = ""
    uid: UUID | None = None


@dataclass(frozen=True)
class _Content:
    file: "File[bytes]"
    media_type: str
    extension: str
    seconds: int | None = None


def longest_of(task: dict[str, Any]) -> int:
    """Seconds that a recording for this task may last."""
    return min(task.get("longest") or LONGEST_SECONDS, LONGEST_SECONDS)


def already_stored(evidence: Evidence, about: About) -> bool:
    """Whether this very upload came before. Raises AssessmentRefused when its number belongs to something else."""
    former = Piece.objects.filter(uid=about.uid).first() if about.uid else None
    if former is not None and former.evidence_id != evidence.pk:
        raise AssessmentRefused(_("This upload got mixed up with another one. Choose the file again."))
    return former is not None


def checked(upload: "UploadedFile[bytes]", about: About, task: dict[str, Any]) -> _Content:
    """What may be kept of an upload, checked before anything is stored."""
    kinds = tuple(kind for kind in task["accepts"] if kind != "text")
    if not kinds:
        raise AssessmentRefused(_("This task takes a text, not a file."))
    _check_statement(about)
    try:
        return _cleaned(upload, kinds, longest_of(task))
    except UploadRefused as refusal:
        raise AssessmentRefused(str(refusal)) from None


def _check_statement(about: About) -> None:
    if about.consent not in (Piece.Consent.NOBODY, Piece.Consent.GIVEN):
        raise AssessmentRefused(_("Say whether other people can be seen or heard in it, and whether they agreed."))
    if about.consent == Piece.Consent.GIVEN and not about.consent_note.strip():
        raise AssessmentRefused(_("Write who gave consent and how: in writing, by word, or within the recording."))
    if about.access not in Piece.Access.values:
        raise AssessmentRefused(_("Choose who may see the file."))


def _cleaned(upload: "UploadedFile[bytes]", kinds: tuple[str, ...], longest: int) -> _Content:
    detected = check_upload(upload, kinds=kinds, max_bytes=MAX_PIECE_BYTES)
    if detected.kind == "audio":
        recording = checked_recording(upload, detected, longest=longest)
        return _Content(recording.content, detected.media_type, detected.extension, recording.seconds)
    if detected.kind != "image":
        return _Content(upload, detected.media_type, detected.extension)
    cleaned = clean_image(upload)
    detected = detect(cleaned.read(16)) or detected
    return _Content(cleaned, detected.media_type, detected.extension)


def keep(evidence: Evidence, content: _Content, name: str, about: About, at: datetime) -> Piece:
    """Store a checked file as one more piece; to be called with the enrolment locked."""
    if evidence.pieces.filter(gone_at=None).count() >= MOST_PIECES:
        raise AssessmentRefused(
            _("This task already holds %(most)d files. Remove one before you add another.") % {"most": MOST_PIECES}
        )
    piece = Piece(
        uid=about.uid or uuid4(),
        evidence=evidence,
        file_name=name[:200],
        media_type=content.media_type,
        seconds=content.seconds,
        access=about.access,
        consent=about.consent,
        consent_note=about.consent_note.strip() if about.consent == Piece.Consent.GIVEN else "",
        added_at=at,
    )
    piece.file.save(f"{uuid4().hex}.{content.extension}", content.file, save=False)
    piece.size = piece.file.size
    piece.save()
    return piece


@transaction.atomic
def change_access(*, actor: User, piece: Piece, access: str) -> Piece:
    """Say anew who may open one's own piece; at any time. Raises Piece.DoesNotExist."""
    piece = pieces_of(actor).select_for_update(of=("self",)).get(pk=piece.pk)
    if access not in Piece.Access.values:
        raise AssessmentRefused(_("Choose who may see the file."))
    if access == Piece.Access.PUBLIC and piece.consent == Piece.Consent.UNSTATED:
        raise AssessmentRefused(
            _("This file was handed in before consent was asked for, so it cannot be public. Hand it in again instead.")
        )
    if piece.access != access:
        log(instance=piece, action="evidence.access", user=actor, data={"from": piece.access, "to": access})
        piece.access = access
        piece.save(update_fields=["access"])
    return piece


@transaction.atomic
def remove_piece(*, actor: User, piece: Piece, because: str, at: datetime) -> Piece:
    """Delete the file of one's own piece and keep the trace that it was there. Raises Piece.DoesNotExist.

    By a change of mind until it was accepted; because a consent was withdrawn at any time.
    """
    piece = pieces_of(actor).select_for_update(of=("self",)).select_related("evidence").get(pk=piece.pk)
    if because == Piece.Gone.REMOVED and piece.evidence.status == Evidence.Status.ACCEPTED:
        raise AssessmentRefused(
            _("This evidence was accepted: its files stay. You can change who sees them, or withdraw a consent.")
        )
    if because == Piece.Gone.REMOVED and _would_be_empty(piece):
        raise AssessmentRefused(_("This is all that you handed in. Add the new file or a text first, then remove it."))
    file, storage = str(piece.file.name), piece.file.storage
    piece.gone_at, piece.gone_because = at, Piece.Gone(because)
    piece.file, piece.file_name, piece.consent_note = "", "", ""
    piece.save(update_fields=["gone_at", "gone_because", "file", "file_name", "consent_note"])
    log(instance=piece, action="evidence.delete_file", user=actor, data={"because": because})
    transaction.on_commit(partial(storage.delete, file))
    return piece


def _would_be_empty(piece: Piece) -> bool:
    others = piece.evidence.pieces.filter(gone_at=None).exclude(pk=piece.pk)
    return not piece.evidence.text and not others.exists()
