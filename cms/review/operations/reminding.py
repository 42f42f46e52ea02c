"""Reminding those who have not answered."""

from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from cms.pages.authorship import authors_of
from cms.review.mail import remind_guest, remind_people
from cms.review.models import ReviewRequest
from cms.review.selectors import people_asked, requests_to_remind
from cms.review.stages import reminder_due


def remind_of_reviews(*, today: date) -> int:
    """Remind everyone whose moment has come, each once; says how many."""
    return sum(_remind(key, today) for key in requests_to_remind().values_list("pk", flat=True))


@transaction.atomic
def _remind(key: int, today: date) -> bool:
    """Two workers at once remind once: the row that says when is locked, read and written."""
    request = ReviewRequest.objects.open().select_for_update(of=("self",)).filter(pk=key).first()
    if request is None or request.due_on is None or request.asked_at is None:
        return False
    asked_on = timezone.localdate(request.asked_at)
    if not reminder_due(request.due_on, today, asked_on=asked_on, reminded_on=request.reminded_on):
        return False
    request.reminded_on = today
    request.save(update_fields=["reminded_on"])
    if request.guest is None:
        people = people_asked(request, authors_of(request.round.course) | {request.round.requested_by_id or 0})
        transaction.on_commit(partial(remind_people, people, request))
    else:
        transaction.on_commit(partial(remind_guest, request))
    return True
