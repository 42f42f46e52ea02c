"""What is written: attempts at a lesson's questions, and evidence of practice with its review."""

from courses.assessment.operations.attempts import open_attempt, save_answers, submit_attempt
from courses.assessment.operations.evidence import MAX_EVIDENCE_BYTES, review_evidence, submit_evidence
from courses.assessment.refusals import AssessmentRefused

__all__ = [
    "MAX_EVIDENCE_BYTES",
    "AssessmentRefused",
    "open_attempt",
    "review_evidence",
    "save_answers",
    "submit_attempt",
    "submit_evidence",
]
