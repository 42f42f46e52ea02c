"""Courses under review for tests.

review = make_review()                                  # a draft, an author, a partner with a reviewer
review.invites(stage=2, approves=False)                 # another partner
review.hands_in(); review.answers(review.reviewer)      # the round opens; the reviewer approves
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.core import mail

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from cms.review.models import CourseGuest, CoursePartner, ReviewRequest, ReviewRound
from cms.review.operations import decide, hand_in, invite_guest, invite_partner
from cms.review.terms import GuestDetails, Terms
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_course
from tests.institutes.factories import MembershipFactory, OrganisationFactory, give_second_factor

NOW = datetime(2026, 3, 2, 18, tzinfo=UTC)
Role = Membership.Role
Decision = ReviewRequest.Decision


def member(organisation: Organisation, role: Membership.Role) -> User:
    return give_second_factor(MembershipFactory.create(organisation=organisation, role=role).user)


@dataclass
class Review:
    """A draft course and the people around it."""

    course: CoursePage
    author: User
    reviewers: dict[int, User] = field(default_factory=dict)

    @property
    def lesson(self) -> LessonPage:
        lesson: LessonPage = LessonPage.objects.descendant_of(self.course).order_by("path")[0]
        return lesson

    @property
    def fresh(self) -> CoursePage:
        course: CoursePage = CoursePage.objects.get(pk=self.course.pk)
        return course

    def invites(self, organisation: Organisation | None = None, **terms: Any) -> CoursePartner:
        """Invite a partner, with a reviewer unless it has one."""
        organisation = organisation or OrganisationFactory.create()
        if organisation.pk not in self.reviewers:
            self.reviewers[organisation.pk] = member(organisation, Role.REVIEWER)
        return invite_partner(
            actor=self.author, course=self.course, organisation=organisation, terms=Terms(**terms), at=NOW
        )

    def invites_guest(self, email: str = "lupita@escuela.example", **terms: Any) -> CourseGuest:
        guest = GuestDetails(name="Lupita Ríos", organisation_name="Escuela Benito Juárez", email=email)
        return invite_guest(actor=self.author, course=self.course, guest=guest, terms=Terms(**terms), at=NOW)

    def reviewer_of(self, partner: CoursePartner) -> User:
        return self.reviewers[partner.organisation_id]

    def hands_in(self) -> ReviewRound:
        return hand_in(actor=self.author, course=self.fresh, at=NOW)

    def request_to(self, party: CoursePartner | CourseGuest) -> ReviewRequest:
        requests = ReviewRequest.objects.filter(round__course=self.course).order_by("-round__number")
        if isinstance(party, CourseGuest):
            return requests.filter(guest=party)[0]
        return requests.filter(organisation=party.organisation)[0]

    def answers(self, partner: CoursePartner, decision: str = Decision.APPROVED, remark: str = "") -> ReviewRequest:
        request = self.request_to(partner)
        return decide(actor=self.reviewer_of(partner), request=request, decision=decision, remark=remark, at=NOW)


def make_review(**fields: Any) -> Review:
    """A complete draft and its author; nobody invited yet."""
    course = make_course(rich=False, publish=False, **fields)
    return Review(course, member(course.organisation, Role.AUTHOR))


def token_sent_to(email: str) -> str:
    """The token of the link in the latest letter to somebody; letters leave when the transaction ends."""
    letters = [letter for letter in mail.outbox if letter.to == [email]]
    found = re.search(r"/revision/invitacion/([^/\s]+)/", str(letters[-1].body))
    assert found
    return found[1]
