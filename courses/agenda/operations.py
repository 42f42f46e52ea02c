"""Making, renewing and revoking the address of one's own calendar."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from courses.agenda.models import CalendarFeed


@transaction.atomic
def open_feed(*, teacher: User, at: datetime) -> CalendarFeed:
    """One's address; asking again gives the same one."""
    feed, _made = CalendarFeed.objects.get_or_create(teacher=teacher, defaults={"created_at": at})
    return feed


@transaction.atomic
def renew_feed(*, teacher: User, at: datetime) -> CalendarFeed:
    """Another address in the place of the one that somebody else may know."""
    User.objects.select_for_update(no_key=True).get(pk=teacher.pk)
    close_feed(teacher=teacher)
    return open_feed(teacher=teacher, at=at)


@transaction.atomic
def close_feed(*, teacher: User) -> None:
    """No address any more; closing twice changes nothing."""
    CalendarFeed.objects.filter(teacher=teacher).delete()
