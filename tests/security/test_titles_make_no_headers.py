"""A line end in a title or file name never becomes a header of a mail or of an answer."""

import pytest
from django.core import mail

from cms.review import mail as letters
from cms.review.models import CourseGuest, ReviewRequest, ReviewRound
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import make_course
from tests.cms.review.factories import NOW

pytestmark = pytest.mark.django_db


def test_titles_in_the_subject_of_mails() -> None:
    course = make_course(title="Un curso\r\nBcc: otra@example.org", rich=False, publish=False)
    person = UserFactory.create()
    round_ = ReviewRound(
        course=course, number=1, requested_by=person, opened_at=NOW, closed_at=NOW, outcome="returned", digest="0" * 64
    )
    round_.save()
    guest = CourseGuest(course=course, name="Lupita\r\nBcc: otra@example.org", email="lupita@escuela.example")
    asked = ReviewRequest(round=round_, guest=guest, approves=True, due_on=NOW.date(), token_expires_at=NOW)
    letters.tell_of_invitation([person], course)
    letters.ask_people([person], asked)
    letters.remind_people([person], asked)
    letters.ask_guest(asked, "un-enlace")
    letters.remind_guest(asked)
    letters.tell_of_outcome(round_)
    assert len(mail.outbox) == 6
    for sent in mail.outbox:
        assert "\n" not in sent.subject
        assert len(sent.recipients()) == 1
        assert sent.message()["Bcc"] is None
