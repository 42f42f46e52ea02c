"""What is written: attempts at a lesson's questions, and evidence of practice with its review."""

from courses.assessment.operations.attempts import (
    begin_attempt,
    close_all_overdue,
    close_overdue,
    open_attempt,
    save_answers,
    send_answers,
    submit_attempt,
)
from courses.assessment.operations.evidence import review_evidence, submit_evidence
from courses.assessment.operations.extra_time import give_extra_time
from courses.assessment.operations.leaving import leave_edition
from courses.assessment.operations.pieces import (
    MAX_PIECE_BYTES,
    MOST_PIECES,
    About,
    change_access,
    longest_of,
    remove_piece,
)
from courses.assessment.operations.regrading import regrade_attempt, start_preview, start_regrading
from courses.assessment.refusals import AssessmentRefused

__all__ = [
    "MAX_PIECE_BYTES",
    "MOST_PIECES",
    "About",
    "AssessmentRefused",
    "begin_attempt",
    "change_access",
    "close_all_overdue",
    "close_overdue",
    "give_extra_time",
    "leave_edition",
    "longest_of",
    "open_attempt",
    "regrade_attempt",
    "remove_piece",
    "review_evidence",
    "save_answers",
    "send_answers",
    "start_preview",
    "start_regrading",
    "submit_attempt",
    "submit_evidence",
]
