"""One's own record: hours, skills, courses; the same as a table and on paper, and nobody else's."""

import re
import subprocess
import unicodedata
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.urls import reverse
from PIL import ImageFile

from courses.editions.models import Edition
from courses.records.rendering import record_pdf
from courses.records.selectors import Hours, Record, hours_of
from courses.study.operations import enrol, withdraw
from tests.accounts.factories import TeacherFactory
from tests.addressing import World
from tests.clients import signed_in
from tests.courses.editions.factories import make_edition
from tests.courses.recommending.factories import skill
from tests.courses.study.factories import complete

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
LETTERS = "ʉ Ʉ ɨ Ɨ ʼ ꞌ ʔ ā ē ñ ü ï"


def studied(teacher: Any, *, at: datetime = NOON, hours: int = 20, codes: tuple[str, ...] = ()) -> Edition:
    edition = make_edition(hours=hours)
    edition.skills.set([skill(code) for code in codes])
    complete(enrol(teacher=teacher, edition=edition, cohort=None, at=at), at=at + timedelta(days=1))
    return edition


def test_hours_are_those_of_completed_courses_this_year_and_in_all() -> None:
    teacher = TeacherFactory.create()
    studied(teacher, hours=20)
    studied(teacher, hours=40, at=datetime(2025, 5, 1, tzinfo=UTC))
    enrol(teacher=teacher, edition=make_edition(), cohort=None, at=NOON)
    studied(TeacherFactory.create(), hours=120)
    assert hours_of(teacher, date(2026, 6, 1)) == Hours(this_year=20, in_all=60, courses=2)


def test_a_year_ends_at_midnight_in_jalisco() -> None:
    teacher = TeacherFactory.create()
    studied(teacher, at=datetime(2025, 12, 31, 4, tzinfo=UTC))  # completed on 31 December, 22 h in Jalisco
    assert hours_of(teacher, date(2025, 12, 31)).this_year == 20
    assert hours_of(teacher, date(2026, 1, 1)).this_year == 0


def test_skills_are_those_of_completed_courses() -> None:
    teacher = TeacherFactory.create()
    studied(teacher, codes=("1.1",))
    begun = make_edition()
    begun.skills.set([skill("2.1")])
    enrol(teacher=teacher, edition=begun, cohort=None, at=NOON)
    (framework,) = Record(teacher).frameworks
    assert (framework.covered, framework.leaves) == (1, 3)


def test_courses_that_were_left_stand_in_it_without_a_grade(world: World) -> None:
    enrolment = enrol(teacher=world.teacher, edition=make_edition(), cohort=None, at=NOON)
    withdraw(actor=world.teacher, enrolment=enrolment, at=NOON)
    answer = signed_in(world.teacher).get(reverse("record_csv"))
    lines = b"".join(answer.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 2
    assert lines[1].split(",")[6] == ""


def test_a_title_that_looks_like_a_formula_runs_nowhere(world: World) -> None:
    enrol(teacher=world.teacher, edition=make_edition(title={"es-mx": "=1+1"}), cohort=None, at=NOON)
    answer = signed_in(world.teacher).get(reverse("record_csv"))
    assert "'=1+1" in b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]


def test_nobody_elses_courses_are_in_it(world: World) -> None:
    enrol(teacher=world.teacher, edition=make_edition(title={"es-mx": "Curso ajeno"}), cohort=None, at=NOON)
    client = signed_in(world.superuser)
    assert "Curso ajeno" not in client.get(reverse("record")).content.decode()


def test_on_paper_every_letter_is_embedded_and_comes_back(tmp_path: Path) -> None:
    teacher = TeacherFactory.create(given_names=LETTERS)
    studied(teacher)
    path = tmp_path / "record.pdf"
    path.write_bytes(record_pdf(Record(teacher)))
    text = unicodedata.normalize("NFC", _run("pdftotext", "-layout", str(path), "-"))
    assert [letter for letter in LETTERS.split() if unicodedata.normalize("NFC", letter) not in text] == []
    assert "20" in text
    fonts = _run("pdffonts", str(path)).splitlines()[2:]
    assert fonts
    assert all(re.search(r"\byes\s+yes\s+yes\b", line) for line in fonts)
    assert not ImageFile.LOAD_TRUNCATED_IMAGES


def _run(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def test_the_page_and_the_panel_show_the_hours(world: World) -> None:
    client = signed_in(world.teacher)
    assert client.get(reverse("record")).status_code == 200
    assert reverse("record") not in client.get(reverse("my_place")).content.decode()
    with time_machine.travel(NOON + timedelta(days=9), tick=False):
        studied(world.teacher, codes=("1",))
        client = signed_in(world.teacher)
        assert reverse("record") in client.get(reverse("my_place")).content.decode()
        assert client.get(reverse("record")).status_code == 200
        assert client.get(reverse("record_pdf")).content.startswith(b"%PDF")


def test_the_page_costs_the_same_for_few_courses_and_for_many(world: World, django_assert_max_num_queries: Any) -> None:
    client = signed_in(world.teacher)

    def cost(number: int) -> int:
        for _index in range(number):
            studied(world.teacher, codes=("1.1", "2.1"))
        with django_assert_max_num_queries(30) as counted:
            client.get(reverse("record"))
        return len(counted)

    assert cost(1) >= cost(3)
