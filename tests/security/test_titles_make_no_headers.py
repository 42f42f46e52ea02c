"""A line end in a title or file name never becomes a header of a mail or of an answer."""

import pytest
from django.core import mail

from cms.review.mail import tell_of_invitation, tell_of_submission
from tests.accounts.factories import UserFactory
from tests.cms.pages.factories import make_course

pytestmark = pytest.mark.django_db


def test_titles_in_the_subject_of_mails() -> None:
    course = make_course(title="Un curso\r\nBcc: otra@example.org", rich=False, publish=False)
    for tell in (tell_of_invitation, tell_of_submission):
        tell([UserFactory.create()], course)
    assert len(mail.outbox) == 2
    for sent in mail.outbox:
        assert "\n" not in sent.subject
        assert len(sent.recipients()) == 1
        assert sent.message()["Bcc"] is None
