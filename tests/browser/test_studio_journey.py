"""The studio's story, lived in a browser: from a proposal to the second edition that works it in.

A teacher proposes; a trainer accepts, writes and invites; two partners and a person without an account review, one
after the other; the last approval publishes, and everybody can read what changed and who took part.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from selenium.webdriver.chrome.webdriver import WebDriver

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from courses.editions.models import Course, Edition
from institutes.models import Membership, Organisation
from tests.browser.conftest import LOOKS
from tests.browser.driving import Person, console, said
from tests.cms.pages.factories import make_course
from tests.cms.proposals.factories import make_citizen
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
Role = Membership.Role
PHONE, DESK = LOOKS[0], LOOKS[2]
GUEST = "lupita@vecinas.example"
PROPOSAL = "En la lección 1 falta decir cuánto dura la observación."
NOTES = "La lección 1 dice ahora cuánto dura la observación."
SignIn = Callable[[User], None]


def member(organisation: Organisation, role: Membership.Role) -> User:
    return give_second_factor(MembershipFactory.create(organisation=organisation, role=role).user)


@pytest.fixture
def course(settings: Any, live_server: Any) -> CoursePage:
    """A course whose first edition is out."""
    settings.PUBLIC_URL = live_server.url
    institute = InstituteFactory.create(code="IES-05", name="Escuela Normal de Prueba", short_name="Normal de Prueba")
    return make_course(organisation=institute, title="Observar para enseñar", slug="observar", rich=False)


@pytest.fixture
def partners(transactional_db: None) -> list[Organisation]:
    return [OrganisationFactory.create(name=name, short_name=name) for name in ("Colectivo Río", "Universidad Aliada")]


def _propose(teacher: Person) -> None:
    teacher.opens(reverse("course", args=["observar"]))
    teacher.follows(said("Propose an improvement"))
    teacher.types("text", PROPOSAL)
    teacher.clicks(teacher.sees("[name='is_public']"))
    teacher.follows(teacher.sees("main form.form button[type='submit']"))
    assert PROPOSAL in teacher.text()


def _accept_and_write(trainer: Person, lesson: LessonPage) -> None:
    """Accept the proposal, work it in in Wagtail's editor, and say so."""
    trainer.opens(reverse("proposals_box"))
    trainer.follows(trainer.sees("main a[href*='/cms/propuestas/']"))
    proposal = trainer.driver.current_url
    trainer.types("answer", "Gracias: se incluye en la próxima edición.")
    trainer.follows(said("Accept into the course"))
    trainer.opens(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    title = trainer.sees("[name='title']")
    title.clear()
    title.send_keys(title_now := "Lección 1: observar veinte minutos")
    trainer.follows(trainer.finds("Guardar borrador", "footer button"))
    assert LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object().title == title_now
    trainer.opens(proposal)
    trainer.follows(said("It is in the draft"))


def _invite(trainer: Person, course: CoursePage, partners: list[Organisation]) -> None:
    """Two partners, one after the other, and a person without an account at the end."""
    for number, partner in enumerate(partners):
        trainer.opens(reverse("course_partner_invite", args=[course.pk]))
        trainer.chooses(trainer.sees("[name='organisation']"), partner.name)
        _choose_new_stage(trainer, number)
        trainer.follows(trainer.sees("main form.form button[type='submit']"))
    trainer.opens(reverse("course_guest_invite", args=[course.pk]))
    trainer.types("name", "Guadalupe Ríos")
    trainer.types("organisation_name", "Vecinas del Río")
    trainer.types("email", GUEST)
    _choose_new_stage(trainer, len(partners))
    trainer.follows(trainer.sees("main form.form button[type='submit']"))


def _choose_new_stage(trainer: Person, number: int) -> None:
    option = trainer.sees(f"[name='stage'] option[value='{number + 1}']")
    trainer.chooses(trainer.sees("[name='stage']"), option.text)


def _hand_in(trainer: Person, course: CoursePage) -> None:
    trainer.opens(reverse("course_changes", args=[course.pk]))
    assert said("Minor change") in trainer.text()
    trainer.types("edition_notes", NOTES)
    trainer.follows(said("Save the notes"))
    trainer.opens(reverse("course_review", args=[course.pk]))
    trainer.follows(said("Hand in for review"))
    trainer.follows(trainer.sees("main form button[type='submit']"))
    assert said("Under review") in trainer.text()


def _comment_and_approve(reviewer: Person, course: CoursePage, lesson: LessonPage) -> None:
    """Read the lesson, say something beside a block, approve."""
    reviewer.opens(reverse("course_review_lesson", args=[course.pk, lesson.pk]))
    reviewer.clicks(reviewer.sees("details.comment-form summary"))
    reviewer.sees("details.comment-form[open] textarea").send_keys("Se lee muy claro.")
    reviewer.follows(reviewer.finds(said("Comment"), "details.comment-form[open] button"))
    assert "Se lee muy claro." in reviewer.text()
    _approve(reviewer, course)


def _approve(reviewer: Person, course: CoursePage) -> None:
    reviewer.opens(reverse("course_review", args=[course.pk]))
    reviewer.follows(reviewer.finds(said("Approve"), "button[value='approved']"))


def _approve_by_link(guest: Person) -> str:
    letter = next(str(letter.body) for letter in reversed(mail.outbox) if letter.to == [GUEST])
    found = re.search(r"\S+/revision/invitacion/\S+", letter)
    assert found
    guest.opens(found[0])
    guest.follows(guest.sees("main a[href*='/revision/invitacion/'][href*='leccion']"))
    assert "Lección 1" in guest.text()
    guest.opens(found[0])
    guest.follows(guest.finds(said("Approve"), "button[value='approved']"))
    return found[0]


def test_from_a_proposal_to_the_second_edition(
    browser: WebDriver, live_server: Any, sign_in_browser: SignIn, course: CoursePage, partners: list[Organisation]
) -> None:
    lesson = LessonPage.objects.descendant_of(course).get()
    reviewers = [member(partner, Role.REVIEWER) for partner in partners]
    author = member(course.organisation, Role.AUTHOR)

    sign_in_browser(make_citizen())
    _propose(Person(browser, live_server.url, PHONE))

    sign_in_browser(author)
    trainer = Person(browser, live_server.url, DESK)
    _accept_and_write(trainer, lesson)
    _invite(trainer, course, partners)
    _hand_in(trainer, course)

    sign_in_browser(reviewers[0])
    _comment_and_approve(Person(browser, live_server.url, PHONE), course, lesson)
    assert Course.objects.get(slug="observar").editions.count() == 1
    sign_in_browser(reviewers[1])
    _approve(Person(browser, live_server.url, DESK), course)
    browser.delete_all_cookies()
    guest = Person(browser, live_server.url, PHONE)
    address = _approve_by_link(guest)
    guest.opens(address)
    assert said("Thank you. Your answer was received; the link has done its work.") in guest.text()

    edition = Edition.objects.get(course__slug="observar", number=2)
    assert (edition.kind, edition.notes) == ("minor", NOTES)
    anyone = Person(browser, live_server.url, PHONE)
    anyone.opens(reverse("editions", args=["observar"]))
    assert NOTES in anyone.text()
    anyone.opens(reverse("edition", args=["observar", 1]))
    assert "Lección 1" in anyone.text()
    anyone.opens(reverse("course_history", args=["observar"]))
    for fact in (PROPOSAL, "Colectivo Río", "Universidad Aliada"):
        assert fact in anyone.text()
    assert GUEST not in browser.page_source
    assert not console(browser)
