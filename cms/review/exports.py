"""What is held about a person here."""

from cms.review.models import CourseGuest, CoursePartner, ReviewRequest, ReviewRound
from foundation.personal import exempt, holds

holds("reviews", ReviewRequest, owner="decided_by", fields=("decision", "remark", "decided_at"))
exempt(CoursePartner, "invited_by", because="It tells who invited an organisation and belongs to the course.")
exempt(CourseGuest, "invited_by", because="The row is about the guest.")
exempt(ReviewRound, "requested_by", because="It tells who handed a course in and belongs to the course.")
