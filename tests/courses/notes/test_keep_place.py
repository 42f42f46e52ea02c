"""The place where one left: told by the page, found again on every device, and no query of its own."""

import pytest
from django.urls import reverse

from courses.notes.models import ReadingPlace
from courses.notes.operations import keep_place
from courses.study.models import Enrolment
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, make_enrolment, uid
from tests.courses.notes.factories import ANCHOR

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment()


def test_one_goes_on_at_the_part_read_last(enrolment: Enrolment) -> None:
    phone, computer = signed_in(enrolment.teacher), signed_in(enrolment.teacher)
    lesson = reverse("lesson", args=[enrolment.uid, uid("Leer")])
    phone.get(lesson)
    phone.post(reverse("reading_place", args=[enrolment.uid, uid("Leer")]), {"anchor": ANCHOR})
    assert computer.get(reverse("study_resume", args=[enrolment.uid]))["Location"] == f"{lesson}#{ANCHOR}"
    assert f'href="#{ANCHOR}"' in computer.get(lesson).content.decode()


def test_each_lesson_has_its_place_and_the_beginning_is_none(enrolment: Enrolment) -> None:
    for name in ("Leer", "Practicar"):
        keep_place(enrolment=enrolment, lesson_uid=uid(name), anchor=ANCHOR, at=NOON)  # type: ignore[arg-type]
    keep_place(enrolment=enrolment, lesson_uid=uid("Leer"), anchor="", at=NOON)  # type: ignore[arg-type]
    assert ReadingPlace.objects.get().places == {uid("Practicar"): ANCHOR}


def test_what_is_no_part_of_a_lesson_is_no_place(enrolment: Enrolment) -> None:
    keep_place(enrolment=enrolment, lesson_uid=uid("Leer"), anchor='"><script>', at=NOON)  # type: ignore[arg-type]
    assert ReadingPlace.objects.get().places == {}
