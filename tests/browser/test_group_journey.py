"""A group lived in a browser: invited, three teachers hand in, one is asked for more, all are marked and complete."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from selenium.webdriver.chrome.webdriver import WebDriver

from accounts.models import User
from courses.assessment.models import Evidence
from courses.cohorts.models import Cohort, InvitationLink
from courses.marking.models import Work
from courses.study.models import Enrolment
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory
from tests.browser.conftest import LOOKS
from tests.browser.driving import Person, console, said
from tests.courses.cohorts.factories import make_cohort, make_link
from tests.courses.editions.factories import make_edition
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
SignIn = Callable[[User], None]
REMARK = "Falta decir cómo respondió su grupo."
PRAISE = "Se entiende muy bien."


@pytest.fixture
def cohort(db: None) -> Cohort:
    """A group by invitation, of a course of one lesson with a question and a task."""
    today = timezone.localdate()
    begun = today - timedelta(days=10)
    edition = make_edition(lessons=1, questions_per_lesson=1, evidence=1)
    return make_cohort(
        edition=edition, organisation=edition.course.organisation, is_public=False, opens_on=begun, starts_on=begun,
        closes_on=today + timedelta(days=5), ends_on=today + timedelta(days=60),
    )  # fmt: skip


def _facilitator(cohort: Cohort) -> User:
    role = Membership.Role.FACILITATOR
    user = MembershipFactory.create(organisation=cohort.organisation, role=role).user
    cohort.facilitators.add(user)
    return give_second_factor(user)


def _join(teacher: Person, link: InvitationLink) -> None:
    teacher.opens(reverse("invitation", args=[link.token]))
    teacher.follows(said("Enrol me"))


def _answer_and_hand_in(teacher: Person, enrolment: Enrolment, text: str) -> None:
    teacher.opens(reverse("study_resume", args=[enrolment.uid]))
    teacher.clicks(teacher.finds("Correcta", "label.choice").find_element("css selector", "input"))
    teacher.follows(said("Send my answers"))
    teacher.opens(reverse("study_resume", args=[enrolment.uid]))
    teacher.follows(teacher.sees(".tasks a.button"))
    _write(teacher, text)


def _write(teacher: Person, text: str) -> None:
    teacher.types("text", text)
    teacher.follows(teacher.finds(said("Hand in"), "main button"))
    assert said("Your evidence was handed in.") in teacher.text()


def _open_queue(facilitator: Person, cohort: Cohort) -> None:
    facilitator.opens(reverse("cohort", args=[cohort.organisation.code, cohort.pk]))
    facilitator.follows(facilitator.finds(said("Marking"), "nav.tabs a"))
    facilitator.follows(facilitator.sees("table a"))


def _return_the_first_and_accept_the_others(facilitator: Person, cohort: Cohort) -> None:
    _open_queue(facilitator, cohort)
    facilitator.types("comment", REMARK)
    facilitator.follows(facilitator.finds(said("Return with remark"), "main button"))
    for _other in range(2):
        facilitator.types("comment", PRAISE)
        facilitator.follows(facilitator.finds(said("Accept and go to the next"), "main button"))


def _improve(teacher: Person) -> None:
    teacher.opens("/mi/")
    teacher.follows(said("Read the remark and improve it"))
    assert REMARK in teacher.text()
    _write(teacher, "Leí en voz alta, y el grupo pidió otro cuento.")


def _accept_the_last(facilitator: Person, cohort: Cohort) -> None:
    _open_queue(facilitator, cohort)
    facilitator.types("comment", PRAISE)
    facilitator.follows(facilitator.finds(said("Accept"), "main button"))


def _complete(teacher: Person, enrolment: Enrolment) -> None:
    teacher.opens("/mi/portafolio/")
    assert said("Accepted") in teacher.text()
    teacher.opens(reverse("study_resume", args=[enrolment.uid]))
    teacher.follows(said("I finished this lesson"))
    assert "10.0" in teacher.text()


def test_from_the_invitation_to_a_marked_portfolio_and_the_end(
    browser: WebDriver, live_server: Any, sign_in_browser: SignIn, cohort: Cohort
) -> None:
    phone, desk, link = LOOKS[0], LOOKS[2], make_link(cohort)
    facilitator, people = _facilitator(cohort), TeacherFactory.create_batch(3)
    for number, person in enumerate(people, start=1):
        sign_in_browser(person)
        teacher = Person(browser, live_server.url, phone)
        _join(teacher, link)
        enrolment = Enrolment.objects.get(teacher=person, cohort=cohort)
        _answer_and_hand_in(teacher, enrolment, f"Observé a mi grupo, día {number}.")

    sign_in_browser(facilitator)
    _return_the_first_and_accept_the_others(Person(browser, live_server.url, desk), cohort)
    assert Evidence.objects.filter(status=Evidence.Status.ACCEPTED).count() == 2

    sign_in_browser(people[0])
    _improve(Person(browser, live_server.url, phone))
    sign_in_browser(facilitator)
    _accept_the_last(Person(browser, live_server.url, desk), cohort)
    assert sorted(Work.objects.values_list("state", flat=True)) == ["marked", "marked", "marked", "returned"]

    for person in people:
        sign_in_browser(person)
        enrolment = Enrolment.objects.get(teacher=person)
        _complete(Person(browser, live_server.url, phone), enrolment)
        enrolment.refresh_from_db()
        assert enrolment.status == Enrolment.Status.COMPLETED
    assert not console(browser)
