"""Telling people by letter what waits for them at the desk, once for each thing."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from cms.desk.mail import waiting_letter
from cms.desk.models import Notice
from cms.desk.waiting import languages_by_person, waits_for
from letters.models import Letter
from letters.operations import post_letters


def tell_what_waits(*, at: datetime) -> int:
    """A letter to everybody for whom something new waits; running twice tells nothing twice. Returns how many."""
    languages = languages_by_person()
    people = User.objects.in_bulk(list(languages))
    return sum(_tell(person, languages[pk], at) for pk, person in sorted(people.items()))


@transaction.atomic
def _tell(person: User, languages: set[str], at: datetime) -> bool:
    """Whether there was news. What is done, or came back, is forgotten: it is news again when it waits anew."""
    waits = waits_for(person, languages)
    items = sorted({item for one in waits for item in one.items})
    Notice.objects.get_or_create(user=person, defaults={"told_at": at})
    notice = Notice.objects.select_for_update().get(user=person)
    news = set(items) - set(notice.told)
    if news:
        post_letters([waiting_letter(person.pk, waits, at)], kind=Letter.Kind.REMINDER, at=at)
        notice.told_at = at
    notice.told = items
    notice.save(update_fields=["told", "told_at"])
    return bool(news)
