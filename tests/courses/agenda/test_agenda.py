"""The calendar of groups and one's own, as a page and as a file."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from accounts.models import User
from courses.agenda.models import CalendarFeed
from courses.agenda.operations import close_feed, open_feed, renew_feed
from courses.agenda.selectors import IN_PERSON, ONLINE, groups
from courses.attendance.operations import cancel_session, change_session, plan_session
from courses.cohorts.models import Cohort
from courses.cohorts.operations import change_cohort
from courses.study.operations import enrol, extend, withdraw
from tests.accounts.factories import TeacherFactory
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.courses.agenda.factories import NOON, parsed
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition

pytestmark = pytest.mark.django_db
DAY = date(2026, 9, 2)


def names(**filters: Any) -> list[str]:
    return [cohort.name for cohort in groups(on=DAY, **filters)]


def meet(cohort: Cohort, **more: Any) -> Any:
    facts = {"topic": "Taller", "day": date(2026, 9, 19), "starts_at": time(9), "ends_at": time(13),
             "place": "Aula 4", "hours": Decimal(4), "at": NOON}  # fmt: skip
    return plan_session(actor=None, cohort=cohort, **{**facts, **more})


def events(client: Any, token: str) -> list[dict[str, str]]:
    answer = client.get(reverse("personal_calendar_feed", args=[token]))
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/calendar")
    return parsed(answer.content)


# --- For everybody ---


def test_it_shows_what_is_open_and_what_is_to_come_by_the_day_it_begins() -> None:
    make_cohort(name="Ya en marcha, abierto")
    make_cohort(name="Por venir", opens_on=date(2026, 10, 1), closes_on=date(2026, 10, 9), starts_on=date(2026, 10, 5))
    make_cohort(name="Pasado", closes_on=date(2026, 8, 20), starts_on=date(2026, 8, 20))
    make_cohort(name="Por invitación", is_public=False)
    assert names() == ["Ya en marcha, abierto", "Por venir"]


def test_a_month_shows_whatever_begins_in_it_past_or_not() -> None:
    make_cohort(name="Agosto", closes_on=date(2026, 8, 20), starts_on=date(2026, 8, 20))
    make_cohort(name="Septiembre")
    assert names(month=date(2026, 8, 1)) == ["Agosto"]


def test_each_filter_narrows(world: World) -> None:
    workshop = make_cohort(name="Taller", organisation=world.institute)
    make_cohort(
        name="Curso", edition=make_edition(type="curso"), closes_on=date(2026, 9, 1), starts_on=date(2026, 9, 9)
    )
    meet(workshop)
    assert names(institute=world.institute.code) == ["Taller"]
    assert names(course_type="curso") == ["Curso"]
    assert names(modality=IN_PERSON) == ["Taller"]
    assert names(modality=ONLINE) == ["Curso"]
    assert names(only_open=True) == ["Taller"]


def test_a_session_called_off_makes_no_group_meet() -> None:
    cohort = make_cohort(name="Taller")
    session = meet(cohort)
    session.cancelled_at = NOON
    session.save()
    assert names(modality=IN_PERSON) == []


@pytest.mark.parametrize(
    "query", ["mes=2026-13", "mes=x", "mes=0001-01", "type=x", "institute=%00", "page=9", "mes=9999-12"]
)
def test_nonsense_narrows_nothing(query: str, client: Any) -> None:
    make_cohort()
    for name in ("calendar", "calendar_feed"):
        assert client.get(f"{reverse(name)}?{query}").status_code in {200, 400}


def test_the_file_has_the_groups_of_the_page(client: Any) -> None:
    today = timezone.localdate()
    dates: dict[str, Any] = {"opens_on": today, "closes_on": today + timedelta(days=3)}
    dates |= {"starts_on": today + timedelta(days=5), "ends_on": today + timedelta(days=50)}
    cohort = make_cohort(name="Grupo; del, valle", **dates)
    make_cohort(name="Curso", edition=make_edition(type="curso"), **dates)
    found = parsed(client.get(f"{reverse('calendar_feed')}?type=taller").content)
    assert [event["UID"].split("@")[0] for event in found] == [f"group-{cohort.pk}-start", f"group-{cohort.pk}-enrol"]
    assert found[0]["DESCRIPTION"].startswith("Grupo; del, valle\n")
    assert found[0]["DTSTART;VALUE=DATE"] == f"{cohort.starts_on:%Y%m%d}"


def test_places_left_are_told_and_a_full_group_says_so(client: Any) -> None:
    today = timezone.localdate()
    cohort = make_cohort(opens_on=today, closes_on=today, starts_on=today, ends_on=today, capacity=2)
    enrol(teacher=TeacherFactory.create(), edition=cohort.edition, cohort=cohort, at=timezone.now())
    client.cookies["sessionid"] = "x"  # no shared copy of the page
    assert "1 lugar" in client.get(reverse("calendar")).content.decode()
    enrol(teacher=TeacherFactory.create(), edition=cohort.edition, cohort=cohort, at=timezone.now())
    assert "lista de espera" in client.get(reverse("calendar")).content.decode()


def test_the_page_costs_the_same_for_few_and_for_many(client: Any, django_assert_max_num_queries: Any) -> None:
    today = timezone.localdate()

    def cost(number: int) -> int:
        for _index in range(number):
            make_cohort(opens_on=today, closes_on=today, starts_on=today, ends_on=today)
        with django_assert_max_num_queries(30) as counted:
            client.get(f"{reverse('calendar')}?page=1")
        return len(counted)

    assert cost(1) >= cost(5)


# --- One's own ---


def test_ones_own_has_the_beginning_the_sessions_and_ones_last_day(world: World, client: Any) -> None:
    cohort = make_cohort(organisation=world.institute)
    enrolment = enrol(teacher=world.teacher, edition=cohort.edition, cohort=cohort, at=NOON)
    session = meet(cohort)
    token = open_feed(teacher=world.teacher, at=NOON).token
    _start, end, meeting = events(client, token)
    assert end["DTSTART;VALUE=DATE"] == f"{cohort.ends_on:%Y%m%d}"
    assert (meeting["DTSTART"], meeting["LOCATION"]) == ("20260919T150000Z", "Aula 4")
    extend(
        actor=world.member(Role.INSTITUTE_ADMIN), enrolment=enrolment, until=date(2026, 12, 20), reason="Salud", at=NOON
    )
    later = events(client, token)[1]
    assert (later["UID"], later["DTSTART;VALUE=DATE"]) == (end["UID"], "20261220")
    assert int(later["SEQUENCE"]) > int(end["SEQUENCE"])
    assert session.topic in meeting["SUMMARY"]


def test_a_change_of_dates_keeps_the_event_and_raises_its_sequence(world: World, client: Any) -> None:
    cohort = make_cohort(organisation=world.institute)
    enrol(teacher=world.teacher, edition=cohort.edition, cohort=cohort, at=NOON)
    administrator = world.member(Role.INSTITUTE_ADMIN)
    session, token = meet(cohort), open_feed(teacher=world.teacher, at=NOON).token
    before = {event["UID"]: event for event in events(client, token)}
    later = NOON + timedelta(days=1)
    change_cohort(actor=administrator, cohort=cohort, changes={"ends_on": date(2026, 12, 18)}, at=later)
    change_session(actor=administrator, session=session, changes={"place": "Aula 5"}, at=later)
    cancel_session(actor=administrator, session=session, at=later)
    after = {event["UID"]: event for event in events(client, token)}
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert int(event["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
        assert event["LAST-MODIFIED"] == "20260903T180000Z"
    assert after[f"session-{session.pk}@localhost"]["STATUS"] == "CANCELLED"


def test_what_one_left_and_what_others_do_is_not_in_it(world: World, client: Any) -> None:
    cohort = make_cohort(organisation=world.institute)
    enrol(teacher=world.stranger, edition=cohort.edition, cohort=cohort, at=NOON)
    own = enrol(teacher=world.teacher, edition=cohort.edition, cohort=cohort, at=NOON)
    withdraw(actor=world.teacher, enrolment=own, at=NOON)
    assert events(client, open_feed(teacher=world.teacher, at=NOON).token) == []


def test_a_revoked_or_renewed_address_leads_nowhere(client: Any) -> None:
    teacher: User = TeacherFactory.create()
    first = open_feed(teacher=teacher, at=NOON).token
    assert open_feed(teacher=teacher, at=NOON).token == first
    second = renew_feed(teacher=teacher, at=NOON).token
    assert client.get(reverse("personal_calendar_feed", args=[first])).status_code == 404
    assert events(client, second) == []
    close_feed(teacher=teacher)
    close_feed(teacher=teacher)
    assert client.get(reverse("personal_calendar_feed", args=[second])).status_code == 404


def test_an_address_is_not_guessed_from_its_row(client: Any) -> None:
    feed = open_feed(teacher=TeacherFactory.create(), at=NOON)
    for wrong in (feed.uid.hex, f"{feed.uid.hex}-{'0' * 32}", "x" * 65, "é" * 65, feed.token[:-1]):
        assert client.get(reverse("personal_calendar_feed", args=[wrong])).status_code == 404


def test_an_account_that_was_closed_has_no_calendar(client: Any) -> None:
    teacher: User = TeacherFactory.create()
    token = open_feed(teacher=teacher, at=NOON).token
    User.objects.filter(pk=teacher.pk).update(is_active=False)
    assert client.get(reverse("personal_calendar_feed", args=[token])).status_code == 404
    teacher.delete()
    assert not CalendarFeed.objects.exists()


def test_it_is_made_renewed_and_revoked_in_the_browser(world: World) -> None:
    client, page = signed_in(world.teacher), reverse("own_calendar")
    client.post(page)
    first = CalendarFeed.objects.get().token
    assert first in client.get(page).content.decode()
    client.post(page, {"renew": ""})
    assert CalendarFeed.objects.get().token != first
    client.post(reverse("calendar_revoke"))
    assert not CalendarFeed.objects.exists()


def test_the_cms_knows_nothing_of_it() -> None:
    assert not ReferenceIndex.model_is_indexable(CalendarFeed)
