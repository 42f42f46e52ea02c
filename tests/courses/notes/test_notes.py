"""Notes of one's own: kept once, lost never, read by nobody else."""

import json
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from courses.notes.models import Note
from courses.notes.operations import LONGEST, NoteRefused, change_note, delete_note
from courses.notes.selectors import exported_notes, found_notes
from courses.study.models import Enrolment
from courses.study.operations import withdraw
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, make_enrolment, uid
from tests.courses.notes.factories import ANCHOR, make_note

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def enrolment() -> Enrolment:
    return make_enrolment()


def lesson_address(name: str, enrolment: Enrolment, lesson: str = "Leer") -> str:
    return reverse(name, args=[enrolment.uid, uid(lesson)])


def test_a_form_sent_twice_keeps_one_note(enrolment: Enrolment) -> None:
    form = {"key": str(uuid4()), "text": "Observar primero.", "anchor": ANCHOR, "about": "  El   grupo "}
    client = signed_in(enrolment.teacher)
    for _time in range(2):
        response = client.post(lesson_address("lesson_notes", enrolment), form)
        assert response["Location"] == lesson_address("lesson", enrolment) + "#notes"
    note = Note.objects.get()
    assert (note.text, note.anchor, note.about) == ("Observar primero.", ANCHOR, "El grupo")


@pytest.mark.parametrize("anchor", ["", "javascript:alert(1)", "p-1", "x" * 60, ANCHOR + " onclick"])
def test_an_anchor_that_no_lesson_has_is_no_anchor(enrolment: Enrolment, anchor: str) -> None:
    note = make_note(enrolment, anchor=anchor, about="Algo")
    assert (note.anchor, note.about) == ("", "")


@pytest.mark.parametrize("text", ["", "  \r\n ", "á" * (LONGEST + 1)])
def test_an_empty_and_an_endless_note_are_refused_and_what_was_written_stays_in_the_form(
    enrolment: Enrolment, text: str
) -> None:
    response = signed_in(enrolment.teacher).post(
        lesson_address("lesson_notes", enrolment), {"key": str(uuid4()), "text": text}
    )
    assert response.status_code == 422
    assert text.strip() in response.content.decode()
    assert not Note.objects.exists()
    with pytest.raises(NoteRefused):
        make_note(enrolment, text)


def test_what_two_devices_change_at_a_time_is_kept_twice_and_once_each(enrolment: Enrolment) -> None:
    note = make_note(enrolment)
    change = partial(change_note, author=enrolment.teacher, uid=note.uid, version=1, at=LATER)
    first, was_late = change(text="Desde el teléfono")
    assert (first.pk, was_late) == (note.pk, False)
    for _time in range(2):
        other, was_late = change(text="Desde la computadora")
        assert was_late
        assert (other.beside_id, other.text) == (note.pk, "Desde la computadora")
    assert sorted(Note.objects.values_list("text", flat=True)) == ["Desde el teléfono", "Desde la computadora"]


def test_saving_the_same_text_again_changes_nothing(enrolment: Enrolment) -> None:
    note = make_note(enrolment)
    same, was_late = change_note(author=enrolment.teacher, uid=note.uid, text=note.text, version=9, at=LATER)
    assert (same.version, same.changed_at, was_late) == (1, NOON, False)


def test_nobody_else_reads_changes_or_deletes_a_note(enrolment: Enrolment) -> None:
    note, stranger = make_note(enrolment), TeacherFactory.create()
    with pytest.raises(Note.DoesNotExist):
        change_note(author=stranger, uid=note.uid, text="Mío", version=1, at=LATER)
    delete_note(author=stranger, uid=note.uid)
    assert Note.objects.get().text == note.text
    assert note.text not in signed_in(stranger).get(reverse("notes")).content.decode()


def test_notes_are_found_by_all_their_words_and_by_course(enrolment: Enrolment) -> None:
    make_note(enrolment, "Mirar el patio")
    make_note(enrolment, "Mirar la bitácora", at=LATER)
    teacher = enrolment.teacher
    assert [note.text for note in found_notes(teacher)] == ["Mirar la bitácora", "Mirar el patio"]
    assert [note.text for note in found_notes(teacher, words="mirar BITÁCORA".lower())] == ["Mirar la bitácora"]
    assert [note.text for note in found_notes(teacher, words="mirar", course=enrolment.course_id)] != []
    assert not found_notes(teacher, words="mirar", course=uuid4()).exists()
    html = signed_in(teacher).get(reverse("notes"), {"q": "nada"}).content.decode()
    assert "Mirar" not in html


def test_the_list_costs_as_many_queries_with_many_notes(
    enrolment: Enrolment, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(enrolment.teacher)
    make_note(enrolment)
    client.get(reverse("notes"))
    with django_assert_max_num_queries(6):
        client.get(reverse("notes"))
    for number in range(19):
        make_note(enrolment, f"Nota {number}")
    with django_assert_max_num_queries(6):
        assert client.get(reverse("notes")).content.decode().count('class="note"') == 20


def test_notes_outlive_the_enrolment_and_no_longer_point_to_a_closed_lesson(enrolment: Enrolment) -> None:
    make_note(enrolment)
    client = signed_in(enrolment.teacher)
    assert lesson_address("lesson", enrolment) in client.get(reverse("notes")).content.decode()
    withdraw(actor=enrolment.teacher, enrolment=enrolment, at=NOON)
    html = client.get(reverse("notes")).content.decode()
    assert "Probar esto el lunes." in html
    assert lesson_address("lesson", enrolment) not in html


def test_the_file_and_the_paper_hold_every_letter(enrolment: Enrolment) -> None:
    make_note(enrolment, "t+ri · tɨri · tꞌri <b>no</b>")
    client = signed_in(enrolment.teacher)
    told = json.loads(client.get(reverse("notes_file")).content)
    assert told["notes"] == exported_notes(enrolment.teacher)
    assert told["notes"][0]["text"] == "t+ri · tɨri · tꞌri <b>no</b>"
    assert "tɨri · tꞌri &lt;b&gt;no&lt;/b&gt;" in client.get(reverse("notes_on_paper")).content.decode()


def test_a_note_stands_in_its_lesson(enrolment: Enrolment) -> None:
    make_note(enrolment, anchor=ANCHOR, about="El grupo")
    client = signed_in(enrolment.teacher)
    html = client.get(lesson_address("lesson", enrolment)).content.decode()
    assert f'data-note="{ANCHOR}"' in html
    assert "Probar esto" not in client.get(lesson_address("lesson", enrolment, "Practicar")).content.decode()


def test_a_note_is_changed_and_deleted_in_its_page(enrolment: Enrolment) -> None:
    note = make_note(enrolment)
    client = signed_in(enrolment.teacher)
    response = client.post(reverse("note", args=[note.uid]), {"version": "1", "text": "Otra cosa"})
    assert response["Location"] == reverse("notes") + f"#note-{note.uid}"
    assert Note.objects.get().text == "Otra cosa"
    client.post(reverse("note_delete", args=[note.uid]))
    assert not Note.objects.exists()
