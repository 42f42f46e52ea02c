"""The platform's main story, lived in a browser from the first form to the number that the evaluator sees."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from PIL import Image as Picture
from selenium.webdriver.chrome.webdriver import WebDriver

from accounts.models import User
from certification.credentials.models import Credential
from courses.editions.models import Edition
from courses.marking.models import Work
from courses.marking.operations import Said, mark_work
from courses.marking.selectors import subject_of
from courses.study.models import Enrolment
from evaluation.pilots.models import Pilot
from evaluation.pilots.operations import create_pilot
from institutes.models import Membership, Organisation
from tests.accounts.factories import PASSWORD, TeacherFactory, make_curp
from tests.browser.conftest import LOOKS, launched
from tests.browser.driving import Person, console, said
from tests.browser.paper import drawn_qr, printed_address, qr_of, run
from tests.browser.studying import answer_rightly
from tests.certification.factories import certifier_of, identity_for
from tests.cms.pages.factories import make_course
from tests.courses.study.factories import make_enrolment
from tests.evaluation.factories import evaluator
from tests.institutes.factories import InstituteFactory, MembershipFactory, MunicipalityFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("browser")]
TITLE, LESSONS = "Observar para enseñar", 2
EMAIL = "lupita@escuela.example"
NAMES = {
    "given_names": "María Guadalupe",
    "paternal_surname": "Ñuño",
    "maternal_surname": "O'Higgins",
    "curp": make_curp(7000),
    "email": EMAIL,
    "password1": PASSWORD,
}
SignIn = Callable[[User], None]


@pytest.fixture
def institute(settings: Any, live_server: Any) -> Organisation:
    """An institute that can sign, on a site whose certificates carry the address under test."""
    settings.PUBLIC_URL = live_server.url
    institute = InstituteFactory.create(code="IES-05", name="Escuela Normal de Prueba", short_name="Normal de Prueba")
    identity_for(institute, at=timezone.now())
    return institute


@pytest.fixture
def edition(institute: Organisation) -> Edition:
    """What the publishing of two lessons made: every kind of block and question, and a task."""
    page = make_course(organisation=institute, title=TITLE, slug="observar", lessons=LESSONS, hours=20)
    return Edition.objects.get(course__uid=page.translation_key)


@pytest.fixture
def pilot(edition: Edition, institute: Organisation) -> Pilot:
    """A pilot of the course at the institute; whoever made it watches it."""
    return create_pilot(
        actor=evaluator(),
        name="Piloto",
        edition=edition,
        institutes=[institute],
        starts_on=date(2020, 1, 1),
        ends_on=date(2099, 12, 31),
        at=timezone.now(),
    )


def _sign_up(teacher: Person) -> None:
    teacher.opens("/")
    teacher.follows(said("Create my account"))
    for name, text in NAMES.items():
        teacher.types(name, text)
    teacher.clicks(teacher.sees("[name='notice']"))
    teacher.follows(teacher.finds(said("Create my account"), "main button"))
    (message,) = mail.outbox
    link = re.search(r"https?://\S+/cuenta/confirm-email/\S+/", str(message.body))
    assert link
    teacher.opens(link[0])
    teacher.follows(said("Yes, it is mine"))


def _complete_profile(teacher: Person) -> None:
    teacher.opens("/mi/perfil/")
    teacher.follows(said("Add a post"))
    teacher.types("cct", "14DPR0060O")
    teacher.chooses(teacher.sees("[name='municipality']"), "Guadalajara")
    for name in ("level", "function", "shift"):
        teacher.sees(f"[name='{name}'] option:nth-of-type(2)").click()
    teacher.follows(teacher.finds(said("Save"), "main button"))
    assert "14DPR0060O" in teacher.text()
    teacher.follows(teacher.sees(f"a[href='{reverse('profile_edit')}']"))
    teacher.clicks(teacher.sees("[name='public_name_consent']"))
    teacher.follows(teacher.finds(said("Save"), "main button"))
    assert said("My full name is shown") in teacher.text()


def _enrol(teacher: Person) -> None:
    teacher.opens("/cursos/")
    teacher.types("q", "observar")
    teacher.follows(teacher.finds(said("Search"), "main button"))
    teacher.follows(TITLE)
    teacher.follows(said("Enrol me"))


def _tasks(teacher: Person) -> list[str]:
    links = teacher.driver.find_elements("css selector", ".tasks a.button")
    return [str(link.get_attribute("href")) for link in links]


def _hand_in(teacher: Person, address: str, picture: Path) -> None:
    """A text where one is asked for, else a picture."""
    teacher.opens(address)
    if teacher.driver.find_elements("css selector", "[name='text']"):
        teacher.types("text", "Observé a mi grupo durante una semana y cambié el orden de las mesas.")
    else:
        teacher.sees("[name='upload']").send_keys(str(picture))
        teacher.clicks(teacher.sees("[name='consent'][value='nobody']"))
    teacher.follows(teacher.finds(said("Hand in"), "main button"))


def _accept(marker: User) -> None:
    """What was handed in is good; tests/browser/test_group_journey.py shows how that looks."""
    for work in Work.objects.filter(evidence__isnull=False, state=Work.State.TO_MARK):
        rubric = subject_of(work).rubric
        levels = {criterion["uid"]: criterion["levels"][-1]["uid"] for criterion in rubric}
        mark_work(actor=marker, work=work, said=Said(levels=levels, comment="Bien"), at=timezone.now())


def _study(teacher: Person, picture: Path, marker: User) -> None:
    """Each lesson: read it, answer, hand in its tasks, which are accepted, finish it."""
    for _number in range(LESSONS):
        lesson = teacher.driver.current_url
        answer_rightly(teacher)
        teacher.follows(said("Send my answers"))
        assert len(teacher.driver.find_elements("css selector", ".question.reviewed.right")) == 8
        teacher.opens(lesson)
        for address in _tasks(teacher):
            _hand_in(teacher, address, picture)
        _accept(marker)
        teacher.opens(lesson)
        teacher.follows(said("I finished this lesson"))


def _certify(certifier: Person, institute: Organisation) -> None:
    certifier.opens(reverse("desk", args=[institute.code]))
    certifier.follows(said("Sign an acta"))
    certifier.follows(TITLE)
    chosen = certifier.finds("María Guadalupe Ñuño O'Higgins", "tr").find_element("css selector", "input")
    assert chosen.is_selected()
    certifier.follows(said("Review the acta"))
    certifier.follows(said("Sign the acta"))
    certifier.until(lambda driver: driver.find_element("css selector", ".panel progress").get_attribute("value") == "1")
    assert not console(certifier.driver)


def _download(teacher: Person, folder: Path) -> Path:
    teacher.opens(reverse("account_login"))
    teacher.types("login", EMAIL)
    teacher.types("password", PASSWORD)
    teacher.follows(teacher.finds(said("Sign in"), "main button"))
    teacher.opens("/mi/")
    teacher.follows(teacher.finds(TITLE, "#constancias a"))
    teacher.clicks(teacher.finds(said("Download the PDF")))
    pdf: Path = teacher.until(lambda _driver: next(folder.glob("*.pdf"), None))
    return pdf


def _certified(reader: Person, pilot: str) -> int:
    """The number of certified teachers that the pilot's page states."""
    reader.opens(reverse("evaluation_pilot", args=[pilot]))
    stat = reader.finds(said("With certificate"), ".stats .stat")
    return int(stat.find_element("css selector", "dd").text)


def _check_paper(pdf: Path, folio: str) -> str:
    """The signature holds, nothing was added after it, and the QR code says what is printed. Returns the address."""
    signature = run("pdfsig", pdf)
    assert "Signature is Valid" in signature
    assert "Total document signed" in signature
    address = printed_address(pdf)
    assert folio in address
    assert drawn_qr(pdf) == qr_of(address)
    assert drawn_qr(pdf) != qr_of(f"{address}otra/")
    return address


def test_from_signing_up_to_the_number_that_the_evaluator_sees(
    browser: WebDriver, live_server: Any, sign_in_browser: SignIn, pilot: Pilot, download_dir: Path
) -> None:
    phone, desk, institute = LOOKS[0], LOOKS[2], pilot.edition.course.organisation
    MunicipalityFactory.create()
    sign_in_browser(pilot.created_by)
    before = _certified(Person(browser, live_server.url, desk), pilot.slug)
    browser.delete_all_cookies()

    teacher = Person(browser, live_server.url, phone)
    _sign_up(teacher)
    _complete_profile(teacher)
    _enrol(teacher)
    picture = download_dir.parent / f"{download_dir.name}-mapa.png"
    Picture.new("RGB", (64, 40), (30, 110, 110)).save(picture)
    role = Membership.Role.INSTITUTE_ADMIN
    _study(teacher, picture, MembershipFactory.create(organisation=institute, role=role).user)
    picture.unlink()
    enrolment = Enrolment.objects.get(teacher__email=EMAIL)
    assert (enrolment.status, str(enrolment.grade)) == (Enrolment.Status.COMPLETED, "10.0")
    assert "10.0" in teacher.text()
    assert not console(browser)

    sign_in_browser(certifier_of(institute))
    _certify(Person(browser, live_server.url, desk), institute)
    browser.delete_all_cookies()

    pdf = _download(Person(browser, live_server.url, phone), download_dir)
    folio = Credential.objects.get(enrolment=enrolment).folio
    address = _check_paper(pdf, folio)
    browser.delete_all_cookies()

    anyone = Person(browser, live_server.url, phone)
    anyone.opens(address)
    for fact in (folio, "María Guadalupe Ñuño O'Higgins", TITLE, institute.name, said("Genuine and in force")):
        assert fact in anyone.text()
    assert NAMES["curp"] not in browser.page_source

    sign_in_browser(pilot.created_by)
    assert _certified(Person(browser, live_server.url, desk), pilot.slug) == before + 1


def test_reading_and_answering_need_no_javascript(
    live_server: Any, client: Any, edition: Edition, tmp_path: Path
) -> None:
    enrolment = make_enrolment(edition=edition, teacher=TeacherFactory.create(), at=timezone.now())
    client.force_login(enrolment.teacher)
    with launched(tmp_path, {"profile.managed_default_content_settings.javascript": 2}) as driver:
        teacher = Person(driver, live_server.url, LOOKS[0])
        teacher.opens("/static/images/favicon.svg")
        driver.add_cookie({"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"})
        teacher.opens(reverse("study_resume", args=[enrolment.uid]))
        assert "js" not in (driver.find_element("css selector", "html").get_attribute("class") or "").split()
        assert "Una clase multigrado." in teacher.text()
        answer_rightly(teacher)
        teacher.follows(said("Send my answers"))
        assert len(driver.find_elements("css selector", ".question.reviewed.right")) == 8
        teacher.follows(teacher.sees(".lesson-end button"))
        assert "Lección 2" in driver.find_element("css selector", "h1").text


def test_the_menu_opens_a_way_without_javascript(live_server: Any, tmp_path: Path, transactional_db: None) -> None:
    with launched(tmp_path, {"profile.managed_default_content_settings.javascript": 2}) as driver:
        visitor = Person(driver, live_server.url, LOOKS[0])
        visitor.opens("/")
        visitor.clicks(visitor.sees("header details.menu summary"))
        visitor.follows(visitor.finds(said("Sign in"), "header a"))
        assert driver.current_url.endswith(reverse("account_login"))
