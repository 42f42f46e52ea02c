"""Who was invited to review a course, what was asked of them, and what they said."""

from cms.review.models.parties import CourseGuest, CoursePartner
from cms.review.models.rounds import ReviewRequest, ReviewRound
from cms.review.models.workflow import PartnerApprovalTask

__all__ = ["CourseGuest", "CoursePartner", "PartnerApprovalTask", "ReviewRequest", "ReviewRound"]
