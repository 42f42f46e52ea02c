"""A lesson is cheap, comes again only when it changed, saves data on request and is read in the language chosen."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from courses.assessment.operations import submit_evidence
from courses.notes.operations import keep_place, write_note
from courses.player.lean import lean_html
from courses.study.models import Enrolment
from tests.clients import signed_in
from tests.courses.assessment.factories import (
    NOON,
    in_two_languages,
    lesson_called,
    make_enrolment,
    stored,
    t,
    uid,
)
from tests.courses.cohorts.factories import make_cohort
from tests.courses.notes.factories import ANCHOR, make_note
from tests.courses.player.studies import submitted_attempt

pytestmark = pytest.mark.django_db
TEXT = "<p>" + "Quien enseña escucha, observa y ajusta la actividad mientras ocurre. " * 8 + "</p>"


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment()


def lesson_address(enrolment: Enrolment, name: str = "Responder") -> str:
    return reverse("lesson", args=[enrolment.uid, uid(name)])


def _everything_in_one_lesson(source: dict[str, Any]) -> None:
    task = source["modules"][1]["lessons"][0]["blocks"][1]
    source["modules"][0]["lessons"][1]["blocks"].append({**task, "uid": uid("task 2")})


def test_the_fullest_lesson_costs_six_queries(django_assert_max_num_queries: Any) -> None:
    edition = stored(_everything_in_one_lesson)
    whole_year = {"opens_on": date(2026, 1, 1), "closes_on": date(2026, 12, 1), "starts_on": date(2026, 1, 1)}
    cohort = make_cohort(edition=edition, organisation=edition.course.organisation, has_discussion=True, **whole_year)
    own = make_enrolment(edition=edition, cohort=cohort)
    lesson = lesson_called(edition, "Responder")
    submitted_attempt(own)
    submit_evidence(
        actor=own.teacher, enrolment=own, block_uid=lesson.evidence[0], text="Listo", upload=None, at=NOON
    )  # fmt: skip
    write_note(author=own.teacher, enrolment=own, lesson=lesson, text="Mirar", key=uuid4(), at=NOON)
    keep_place(enrolment=own, lesson_uid=lesson.uid, anchor=ANCHOR, at=NOON)
    client = signed_in(own.teacher)
    client.get(lesson_address(own))
    with django_assert_max_num_queries(6):
        html = client.get(lesson_address(own)).content.decode()
    for part in ("Mirar", ANCHOR, reverse("lesson_talk", args=[own.uid, lesson.uid])):
        assert part in html


def _typical(source: dict[str, Any]) -> None:
    """Twelve lessons; the second has twelve blocks of prose besides its ten questions."""
    first, second = source["modules"][0]["lessons"]
    second["blocks"] += [{"uid": str(uuid4()), "type": "text", "html": t(TEXT)} for _number in range(11)]
    source["modules"][0]["lessons"] += [
        {**first, "uid": str(uuid4()), "title": t(f"Una lección de nombre largo {number}")} for number in range(9)
    ]


def _over_the_wire(*texts: str | bytes) -> int:
    return sum(len(gzip.compress(text if isinstance(text, bytes) else text.encode())) for text in texts)


def test_a_typical_lesson_is_light() -> None:
    own = make_enrolment(edition=stored(_typical))
    html = signed_in(own.teacher).get(lesson_address(own)).content
    assert len(html) < 40_000
    assert html.count(b"estudiar/") < 60
    files = [Path(settings.BASE_DIR, "static", name) for name in
             ("css/platform.css", "css/lesson.css", "css/player.css", "js/platform.js", "js/player.js", "js/lesson.js",
              "js/media.js", "images/favicon.svg")]  # fmt: skip
    assert _over_the_wire(html, *(file.read_bytes() for file in files)) < 60_000


def test_an_unchanged_lesson_is_not_sent_again_and_a_changed_one_is(enrolment: Enrolment) -> None:
    client = signed_in(enrolment.teacher)
    client.get(lesson_address(enrolment))
    first = client.get(lesson_address(enrolment))
    known = {"If-None-Match": first["ETag"]}
    again = client.get(lesson_address(enrolment), headers=known)
    assert (again.status_code, again.content) == (304, b"")
    assert first["Cache-Control"] == "private, no-cache"
    assert "Cookie" in first["Vary"]
    write_note(
        author=enrolment.teacher, enrolment=enrolment, lesson=lesson_called(enrolment.edition, "Responder"),
        text="Nueva", key=uuid4(), at=NOON,
    )  # fmt: skip
    changed = client.get(lesson_address(enrolment), headers=known)
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


def test_another_person_never_gets_the_answer_that_nothing_changed(enrolment: Enrolment) -> None:
    tag = signed_in(enrolment.teacher).get(lesson_address(enrolment))["ETag"]
    nobody = Client().get(lesson_address(enrolment), headers={"If-None-Match": tag})
    assert nobody.status_code == 302


def test_after_signing_in_again_a_kept_page_is_another_for_its_forms_would_be_refused(enrolment: Enrolment) -> None:
    client = signed_in(enrolment.teacher)
    client.get(lesson_address(enrolment))
    before = client.get(lesson_address(enrolment))["ETag"]
    assert client.get(lesson_address(enrolment))["ETag"] == before
    del client.cookies["csrftoken"]
    assert client.get(lesson_address(enrolment), headers={"If-None-Match": before}).status_code == 200


PICTURE = """<figure class="lesson-figure">
<img src="/media/editions/a.png" alt="Un &quot;rincón&quot; &lt;b&gt;" width="4" height="3" loading="lazy"></figure>"""


def test_a_picture_waits_and_says_what_it_shows_and_weighs() -> None:
    lean = lean_html(PICTURE, lambda address: 34_000 if address == "/media/editions/a.png" else None)
    assert "<img" not in lean
    assert 'href="/media/editions/a.png"' in lean
    assert "33.2" in lean
    assert "Un &quot;rincón&quot; &lt;b&gt;" in lean
    assert "<b>" not in lean


def test_decoration_and_posters_go_and_recordings_stay() -> None:
    html = '<img src="/media/x.jpg" alt=""><video controls preload="none" src="/media/v.mp4" poster="/media/p.jpg">'
    lean = lean_html(html + '<audio preload="none" src="/media/a.mp3"></audio>', lambda _address: None)
    assert "x.jpg" not in lean
    assert "p.jpg" not in lean
    assert 'src="/media/v.mp4"' in lean
    assert 'src="/media/a.mp3"' in lean


PIXEL = b"a picture"


@dataclass(frozen=True)
class Picture:
    """A file of the course."""

    name: str = "a.png"
    open: Callable[[], bytes] = lambda: PIXEL


PIXEL_DIGEST = sha256(PIXEL).hexdigest()


def _with_picture(source: dict[str, Any]) -> None:
    block = {"uid": uid("picture"), "type": "image", "asset": PIXEL_DIGEST, "alt": t("Un rincón"),
             "caption": t(""), "width": 4, "height": 3, "decorative": False}  # fmt: skip
    source["assets"][PIXEL_DIGEST] = {"name": "a.png", "media_type": "image/png", "size": len(PIXEL)}
    source["modules"][0]["lessons"][0]["blocks"].append(block)


@pytest.mark.parametrize(
    ("cookie", "header", "saves"),
    [("", "", False), ("", "on", True), ("data-low", "", True), ("data-full", "on", False)],
)
def test_data_are_saved_by_choice_or_when_the_browser_asks(cookie: str, header: str, saves: bool) -> None:
    own = make_enrolment(edition=stored(_with_picture, {PIXEL_DIGEST: Picture()}))
    client = signed_in(own.teacher)
    client.cookies["reading"] = cookie
    html = client.get(lesson_address(own, "Leer"), headers={"Save-Data": header} if header else {}).content.decode()
    assert ("<img" not in html) is saves
    assert ("on-tap" in html) is saves
    assert "Un rincón" in html


def test_a_lesson_of_an_edition_saves_data_as_well() -> None:
    edition = stored(_with_picture, {PIXEL_DIGEST: Picture()})
    address = reverse("edition_lesson", args=[edition.course.slug, edition.number, uid("Leer")])
    assert "<img" in Client().get(address).content.decode()
    assert "on-tap" in Client().get(address, headers={"Save-Data": "on"}).content.decode()


def test_one_goes_on_in_another_language_at_the_same_place_with_the_same_progress() -> None:
    own = make_enrolment(edition=stored(in_two_languages))
    client = signed_in(own.teacher)
    client.post(reverse("lesson_finish", args=[own.uid, uid("Leer")]))
    page = lesson_address(own, "Leer")
    response = client.post(page + "idioma/", {"language": "hch", "anchor": ANCHOR})
    assert response["Location"] == f"{page}#{ANCHOR}"
    html = client.get(page).content.decode()
    assert "<p>Wixárika</p>" in html or ">Wixárika</p>" in html
    assert '<h1><span lang="hch">t+ri</span></h1>' in html
    assert "1" in html[html.index("progress-words") :][:200]
    assert 'value="hch" lang="hch" aria-current="true"' in html


def test_a_language_that_the_edition_does_not_have_changes_nothing(enrolment: Enrolment) -> None:
    client = signed_in(enrolment.teacher)
    client.post(lesson_address(enrolment) + "idioma/", {"language": "hch", "anchor": "javascript:alert(1)"})
    html = client.get(lesson_address(enrolment)).content.decode()
    assert "Leer con calma." in html
    assert "tool-languages" not in html


def test_lessons_are_printed_one_by_one_by_module_and_whole(enrolment: Enrolment) -> None:
    client, page = signed_in(enrolment.teacher), reverse("study_paper", args=[enrolment.uid])
    module = lesson_called(enrolment.edition, "Leer").module_uid

    def printed(**query: Any) -> int:
        return client.get(page, query).content.decode().count('class="sheet"')

    assert (printed(), printed(modulo=module), printed(leccion=uid("Leer"))) == (3, 2, 1)
    assert client.get(page, {"leccion": "nada"}).status_code == 404


def test_on_paper_one_s_own_answers_stand_only_if_one_wants_them(enrolment: Enrolment) -> None:
    submitted_attempt(enrolment)
    client, page = signed_in(enrolment.teacher), reverse("study_paper", args=[enrolment.uid])
    without = client.get(page).content.decode()
    with_answers = client.get(page, {"respuestas": "1"}).content.decode()
    assert "checked" not in without.replace("checked disabled", "")
    assert "4317,25" not in without
    assert "4317,25" in with_answers
    assert "retroalimentación secreta" not in with_answers


def test_a_whole_course_on_paper_costs_the_same_queries_as_a_lesson(
    enrolment: Enrolment, django_assert_max_num_queries: Any
) -> None:
    submitted_attempt(enrolment)
    client, page = signed_in(enrolment.teacher), reverse("study_paper", args=[enrolment.uid])
    client.get(page)
    with django_assert_max_num_queries(5):
        client.get(page, {"respuestas": "1"})


def test_the_place_of_a_later_day_is_where_one_resumes(enrolment: Enrolment) -> None:
    make_note(enrolment)
    client = signed_in(enrolment.teacher)
    client.get(lesson_address(enrolment, "Leer"))
    keep_place(
        enrolment=enrolment, lesson_uid=lesson_called(enrolment.edition, "Leer").uid, anchor=ANCHOR,
        at=NOON + timedelta(days=3),
    )  # fmt: skip
    resumed = client.get(reverse("study_resume", args=[enrolment.uid]))
    assert resumed["Location"] == lesson_address(enrolment, "Leer") + f"#{ANCHOR}"


def test_each_part_of_a_stored_lesson_can_be_found_again(enrolment: Enrolment) -> None:
    html = lesson_called(enrolment.edition, "Leer").content.html
    assert html.startswith(f'<div id="p-{uid("text")}" ')
