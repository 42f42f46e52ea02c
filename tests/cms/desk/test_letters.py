"""Letters about what waits at the desk: to whom it is of use, each thing once, and by the rules of all letters."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail

from accounts.models import User
from cms.desk.models import Notice
from cms.desk.schedule import tell_translators
from cms.desk.telling import tell_what_waits
from cms.desk.waiting import languages_by_person, waits_for
from institutes.models import Membership
from letters.models import Letter, Preference
from letters.operations import choose_letters, send_due_letters
from tests.accounts.factories import TeacherFactory
from tests.cms.desk.factories import HCH, NOON, Desk, make_desk
from tests.cms.proposals.factories import make_author

pytestmark = pytest.mark.django_db
TITLE, LESSON = "Evaluación formativa", "Lección 1"
DAY = timedelta(days=1)


@pytest.fixture
def desk() -> Desk:
    """The reviewer has reviewed in Wixárika before, so that what waits there is of use to them."""
    made = make_desk(title=TITLE)
    made.reviewed("ʉ", of=TITLE)
    return made


def told(person: User) -> list[str]:
    letters = Letter.objects.filter(user=person, kind=Letter.Kind.REMINDER).order_by("pk")
    return list(letters.values_list("text", flat=True))


def test_who_reviews_is_told_what_waits_and_who_wrote_it_is_not(desk: Desk) -> None:
    desk.translate("ɨ", of=LESSON)
    assert tell_what_waits(at=NOON) == 1
    (letter,) = told(desk.reviewer)
    assert f"«{TITLE}» en Wixárika: 1 por revisar" in letter
    assert told(desk.translator) == []
    assert Letter.objects.get().path == f"/cms/traducciones/{desk.course.translation_key}/{HCH}/"


def test_the_words_themselves_are_not_in_the_letter(desk: Desk) -> None:
    desk.translate("ɨkw", of=LESSON)
    tell_what_waits(at=NOON)
    assert "ɨkw" not in told(desk.reviewer)[0]


def test_nothing_is_told_twice_but_new_work_is(desk: Desk) -> None:
    desk.translate("ɨ", of=LESSON)
    tell_what_waits(at=NOON)
    assert tell_what_waits(at=NOON) == 0
    assert tell_what_waits(at=NOON + DAY) == 0
    desk.translate("ʉ ɨ", of="Módulo 1")
    assert tell_what_waits(at=NOON + 2 * DAY) == 1
    assert ["1 por revisar" in told(desk.reviewer)[0], "2 por revisar" in told(desk.reviewer)[1]] == [True, True]


def test_a_changed_original_is_told_to_whoever_translates_and_once_for_each_change(desk: Desk) -> None:
    desk.reviewed("ɨ", of=LESSON)
    assert tell_what_waits(at=NOON) == 0
    desk.change_lesson("Lección primera")
    tell_what_waits(at=NOON)
    assert "cambió 1 original" in told(desk.translator)[0]
    assert tell_what_waits(at=NOON + DAY) == 0
    desk.change_lesson("Lección inicial")
    tell_what_waits(at=NOON + DAY)
    assert len(told(desk.translator)) == 2


def test_what_was_sent_back_is_told_to_whoever_wrote_it(desk: Desk) -> None:
    desk.send_back(desk.translate("ɨ", of=LESSON), "Falta el saltillo.")
    tell_what_waits(at=NOON)
    assert "se le devolvió 1" in told(desk.translator)[0]
    assert told(desk.reviewer) == []


def test_whoever_wrote_the_course_finds_a_second_person_where_there_is_none(desk: Desk) -> None:
    owner = make_author(desk.course)
    desk.course.owner = owner
    desk.course.save()
    desk.translate("ʉ", of=LESSON, language="nah-x-mexocc")
    tell_what_waits(at=NOON)
    assert "1 por revisar" in told(owner)[0]
    assert told(desk.reviewer) == [], "who has never read that language is not bothered"


def test_who_no_longer_writes_there_or_left_is_told_nothing(desk: Desk) -> None:
    desk.translate("ɨ", of=LESSON)
    Membership.objects.filter(user=desk.reviewer).delete()
    desk.reviewer.groups.clear()
    assert waits_for(User.objects.get(pk=desk.reviewer.pk), {HCH}) == []
    User.objects.filter(pk=desk.reviewer.pk).update(is_active=False)
    assert desk.reviewer.pk not in languages_by_person()
    assert tell_what_waits(at=NOON) == 0


def test_who_wants_no_letters_gets_none_and_nights_are_quiet(desk: Desk) -> None:
    desk.translate("ɨ", of=LESSON)
    night = NOON + timedelta(hours=12)
    choose_letters(
        user=desk.reviewer, frequency=Preference.Frequency.NEVER, quiet_from=time(21), quiet_to=time(8), at=NOON
    )
    tell_what_waits(at=night)
    assert told(desk.reviewer) == []
    Notice.objects.all().delete()
    choose_letters(
        user=desk.reviewer, frequency=Preference.Frequency.AT_ONCE, quiet_from=time(21), quiet_to=time(8), at=NOON
    )
    tell_what_waits(at=night)
    assert Letter.objects.get(user=desk.reviewer).due_at > night
    assert send_due_letters(at=night) == 0
    assert send_due_letters(at=night + timedelta(hours=9)) == 1
    assert "List-Unsubscribe" in mail.outbox[0].extra_headers


def test_the_schedule_tells_by_its_own_clock(desk: Desk) -> None:
    desk.translate("ɨ", of=LESSON)
    tell_translators()
    assert Letter.objects.filter(user=desk.reviewer, created_at__gt=datetime.now(NOON.tzinfo) - DAY).exists()


def test_teachers_are_told_nothing(desk: Desk) -> None:
    assert TeacherFactory.create().pk not in languages_by_person()
