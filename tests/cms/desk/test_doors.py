"""The four doors of the desk: screen, many at once, table, API. Through none does one person translate and review."""

import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from cms.desk.operations import About, record_translation
from cms.translation.models import Translation
from cms.translation.standing import DRAFT, REVIEWED, STALE
from foundation.tables import read_table
from tests.clients import signed_in
from tests.cms.desk.factories import HCH, NOON, Desk, make_desk
from tests.foundation.test_sound import webm

pytestmark = pytest.mark.django_db
TITLE = "Lección 1"
REFUSED = "otra persona"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def at(desk: Desk, name: str, **more: str) -> str:
    return reverse(name, kwargs={"course": desk.course.translation_key, "language": HCH, **more})


def lesson_of(desk: Desk) -> str:
    return next(page.uid for page in desk.now().pages if page.title == TITLE)


def save(desk: Desk, actor: User, text: str, **more: str) -> Any:
    key = desk.key(TITLE)
    part, _unit = desk.now().units[key]
    data = {"block": part.uid, f"text:{key}": text, f"base:{key}": "0", **more}
    return signed_in(actor).post(at(desk, "translation_save", part=lesson_of(desk)), data)


def table(desk: Desk, *rows: tuple[str, str, str, str]) -> SimpleUploadedFile:
    lines = ["Clave,Original,Traducción,Aprobar (sí)", *(",".join(row) for row in rows)]
    return SimpleUploadedFile("tabla.csv", "\n".join(lines).encode())


def bring(desk: Desk, actor: User, *rows: tuple[str, str, str, str], **more: str) -> Any:
    data = {"file": table(desk, *rows), **more}
    return signed_in(actor).post(at(desk, "translation_import"), data)


def call(desk: Desk, actor: User, body: Any) -> Any:
    return signed_in(actor).post(at(desk, "translations_api"), json.dumps(body), content_type="application/json")


# --- Translator and reviewer are two people ---------------------------------------------------------------------------
def test_on_the_screen(desk: Desk) -> None:
    assert save(desk, desk.translator, "ʉ").status_code == 302
    made = Translation.objects.get()
    address = at(desk, "translation_review", part=lesson_of(desk))
    choice = {"translations": made.pk, "decision": "approve"}
    refused = signed_in(desk.translator).post(address, choice)
    assert (refused.status_code, REFUSED in refused.content.decode()) == (422, True)
    assert desk.state(TITLE) == DRAFT
    assert signed_in(desk.reviewer).post(address, choice).status_code == 302
    assert desk.state(TITLE) == REVIEWED


def test_many_at_once_one_of_them_ones_own(desk: Desk) -> None:
    own, others = desk.translate("ʉ", of=TITLE), desk.translate("ɨ", of=desk.course.title, actor=desk.reviewer)
    address = at(desk, "translation_review", part=lesson_of(desk))
    refused = signed_in(desk.translator).post(address, {"translations": [own.pk, others.pk], "decision": "approve"})
    assert (refused.status_code, REFUSED in refused.content.decode()) == (422, True)
    assert set(Translation.objects.values_list("status", flat=True)) == {"proposed"}


def test_in_a_table(desk: Desk) -> None:
    key = desk.key(TITLE)
    assert bring(desk, desk.translator, (key, TITLE, "ʉ", "")).status_code == 302
    refused = bring(desk, desk.translator, (key, TITLE, "ʉ", "sí"))
    said = refused.content.decode()
    assert (refused.status_code, REFUSED in said, "Fila 2" in said) == (422, True, True)
    assert bring(desk, desk.reviewer, (key, TITLE, "ʉ", "sí")).status_code == 302
    assert desk.state(TITLE) == REVIEWED


def test_over_the_api(desk: Desk) -> None:
    told = call(desk, desk.translator, {"translations": [{"unit": desk.key(TITLE), "source": TITLE, "text": "ʉ"}]})
    assert told.json() == {"stored": 1, "reviewed": 0}
    made = Translation.objects.get()
    refused = call(desk, desk.translator, {"reviews": [{"id": made.pk, "approve": True}]})
    assert (refused.status_code, REFUSED in refused.json()["problems"][0]["message"]) == (422, True)
    assert call(desk, desk.reviewer, {"reviews": [{"id": made.pk, "approve": True}]}).json()["reviewed"] == 1
    units = {unit["unit"]: unit for unit in signed_in(desk.reviewer).get(at(desk, "translations_api")).json()["units"]}
    assert (units[made.unit]["state"], units[made.unit]["text"]) == ("reviewed", "ʉ")


# --- What was written is never lost -----------------------------------------------------------------------------------
def test_a_refused_text_stays_in_its_box_with_the_reason(desk: Desk) -> None:
    answer = save(desk, desk.translator, "ʉ\u202eɨ")
    said = answer.content.decode()
    assert answer.status_code == 422
    assert "U+202E" in said
    assert ">ʉ" in said


def test_dialect_and_note_stay_beside_a_refused_text(desk: Desk) -> None:
    said = save(desk, desk.translator, "ʉ\u202e", dialect="San Andrés", note="Lo digo así").content.decode()
    assert 'value="San Andrés"' in said
    assert 'value="Lo digo así"' in said


def test_an_untouched_page_proposes_nothing(desk: Desk) -> None:
    desk.reviewed("ʉ", of=TITLE)
    base = {f"base:{desk.key(TITLE)}": str(Translation.objects.get().pk)}
    assert save(desk, desk.reviewer, "ʉ", **base).status_code == 302
    assert Translation.objects.count() == 1


def test_a_translation_that_still_holds_is_proposed_for_the_new_source_with_a_tick(desk: Desk) -> None:
    made = desk.reviewed("ʉ", of=TITLE)
    lesson, key = lesson_of(desk), desk.key(TITLE)
    desk.change_lesson("Lección primera")
    page = signed_in(desk.translator).get(at(desk, "translation_part", part=lesson)).content.decode()
    assert "<ins>" in page
    data = {"block": lesson, f"text:{key}": "ʉ", f"base:{key}": str(made.pk), f"still:{key}": "1"}
    signed_in(desk.translator).post(at(desk, "translation_save", part=lesson), data)
    assert [(one.text, one.source) for one in Translation.objects.order_by("pk")] == [
        ("ʉ", TITLE), ("ʉ", "Lección primera"),
    ]  # fmt: skip
    assert desk.state("Lección primera") == DRAFT


def test_sending_back_needs_a_reason_that_the_translator_reads(desk: Desk) -> None:
    made = desk.translate("ʉ", of=TITLE)
    address = at(desk, "translation_review", part=lesson_of(desk))
    without = signed_in(desk.reviewer).post(address, {"translations": made.pk, "decision": "return"})
    assert without.status_code == 422
    signed_in(desk.reviewer).post(
        address, {"translations": made.pk, "decision": "return", "remark": "Falta el saltillo."}
    )
    page = signed_in(desk.translator).get(at(desk, "translation_part", part=lesson_of(desk))).content.decode()
    assert "Falta el saltillo." in page


# --- Tables -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_goes_out_and_comes_back_unharmed(desk: Desk, kind: str) -> None:
    letters = "+ri ʉ Ʉ ɨ Ɨ ʼ ꞌ Ꞌ ʔ ā á ü ï"
    desk.reviewed(letters, of=TITLE)
    answer: Any = signed_in(desk.translator).get(at(desk, "translation_table", kind=kind))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    rows = read_table(io.BytesIO(content), columns={"unit": "Clave", "text": "Traducción"})
    assert {row.cells["unit"]: row.cells["text"] for row in rows}[desk.key(TITLE)] == letters
    again = signed_in(desk.reviewer).post(
        at(desk, "translation_import"), {"file": SimpleUploadedFile(f"tabla.{kind}", content)}
    )
    assert again.status_code == 302
    assert Translation.objects.count() == 1


def test_a_table_is_taken_whole_or_not_at_all(desk: Desk) -> None:
    key = desk.key(TITLE)
    answer = bring(desk, desk.translator, (key, TITLE, "ʉ", ""), ("nada:title", "x", "ɨ", ""), (key, "Otra", "ɨ", ""))
    assert answer.status_code == 422
    assert "Fila 3" in answer.content.decode()
    assert not Translation.objects.exists()


def test_a_table_may_be_checked_without_storing(desk: Desk) -> None:
    answer = bring(desk, desk.translator, (desk.key(TITLE), TITLE, "ʉ", ""), only_check="on")
    assert (answer.status_code, Translation.objects.exists()) == (302, False)


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"a,b\n1,2\n", b"PK\x03\x04 rota"])
def test_a_file_that_is_no_such_table_is_explained(desk: Desk, content: bytes) -> None:
    answer = signed_in(desk.translator).post(
        at(desk, "translation_import"), {"file": SimpleUploadedFile("t.csv", content)}
    )
    assert answer.status_code == 422


def test_a_table_brought_back_as_it_is_proposes_no_former_wording_for_a_new_source(desk: Desk) -> None:
    desk.reviewed("ʉ", of=TITLE)
    desk.change_lesson("Lección primera")
    answer: Any = signed_in(desk.translator).get(at(desk, "translation_table", kind="csv"))
    file = SimpleUploadedFile("tabla.csv", b"".join(answer.streaming_content))
    assert signed_in(desk.translator).post(at(desk, "translation_import"), {"file": file}).status_code == 302
    assert Translation.objects.count() == 1
    assert desk.state("Lección primera") == STALE


# --- API --------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "body",
    ["no", [], {"translations": "x"}, {"translations": [{"unit": 1, "text": "a", "source": "b"}]},
     {"translations": [{"unit": "a", "text": "b"}]}, {"reviews": [{"id": "1", "approve": True}]},
     {"reviews": [{"id": 1, "approve": "yes"}]}],
)  # fmt: skip
def test_what_is_not_of_the_documented_shape_is_refused(desk: Desk, body: Any) -> None:
    assert call(desk, desk.translator, body).status_code == 400


def test_one_wrong_text_of_many_stores_none(desk: Desk) -> None:
    texts = [{"unit": desk.key(TITLE), "source": TITLE, "text": "ʉ"}, {"unit": "x:y", "source": "a", "text": "b"}]
    answer = call(desk, desk.translator, {"translations": texts})
    assert (answer.status_code, Translation.objects.exists()) == (422, False)


def test_without_an_account_nothing_is_told(desk: Desk) -> None:
    assert Client().get(at(desk, "translations_api")).status_code == 401


# --- Voice ------------------------------------------------------------------------------------------------------------
def test_sound_that_is_no_sound_is_refused(desk: Desk) -> None:
    desk.course.spoken_translations = True
    desk.course.save_revision()
    address, lesson = at(desk, "translation_voice", part=lesson_of(desk)), lesson_of(desk)
    answer = signed_in(desk.translator).post(
        address, {"block": lesson, "upload": SimpleUploadedFile("voz.mp3", b"nada de sonido")}
    )
    assert (answer.status_code, Translation.objects.exists()) == (422, False)


def test_a_recording_sent_twice_is_stored_once_and_nobody_takes_the_number_of_anothers(desk: Desk) -> None:
    desk.course.spoken_translations = True
    desk.course.save_revision()
    lesson, uid = lesson_of(desk), str(uuid4())

    def send(actor: User) -> int:
        voice = SimpleUploadedFile("voz.webm", webm(0, 2000), content_type="audio/webm")
        data = {"block": lesson, "uid": uid, "upload": voice}
        status: int = signed_in(actor).post(at(desk, "translation_voice", part=lesson), data).status_code
        return status

    assert [send(desk.translator), send(desk.translator), send(desk.reviewer)] == [302, 302, 422]
    made = Translation.objects.get()
    assert (str(made.uid), made.translator, made.status) == (uid, desk.translator, "proposed")


# --- Pages ------------------------------------------------------------------------------------------------------------
def test_the_front_counts_what_waits_for_whom(desk: Desk) -> None:
    desk.translate("ʉ", of=TITLE)
    address = reverse("translation_desk")
    assert signed_in(desk.reviewer).get(address).context["to_review"] == 1
    assert signed_in(desk.translator).get(address).context["to_review"] == 0


def test_the_front_asks_as_much_for_many_courses_once_they_are_known(
    desk: Desk, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(desk.translator)
    client.get(reverse("translation_desk"))
    with django_assert_max_num_queries(22):
        client.get(reverse("translation_desk"))


def test_what_is_only_recorded_is_counted_apart(desk: Desk) -> None:
    desk.course.spoken_translations = True
    desk.course.save_revision()
    lesson = lesson_of(desk)
    voice = SimpleUploadedFile("voz.webm", webm(0, 2000), content_type="audio/webm")
    made = record_translation(
        actor=desk.translator, course=desk.course, language=HCH, part_uid=lesson, upload=voice, uid=uuid4(),
        about=About(), at=NOON,
    )  # fmt: skip
    assert desk.now().coverage.said == 0, "nobody reviewed it"
    desk.approve(made)
    assert (desk.now().coverage.written, desk.now().coverage.said, desk.now().coverage.both) == (0, 1, 0)
    for address in (at(desk, "translation_course"), reverse("translation_desk")):
        assert "1 solo con grabación" in signed_in(desk.translator).get(address).content.decode()
    desk.reviewed("ʉ", of=TITLE)
    assert desk.now().coverage.both == 1


@pytest.mark.parametrize("about", [{"dialect": "San\u202e Andrés"}, {"note": "\u0301así"}])
def test_signs_in_dialect_or_note_are_named_as_in_the_text(desk: Desk, about: dict[str, str]) -> None:
    answer = save(desk, desk.translator, "ʉ", **about)
    assert answer.status_code == 422
    assert "U+" in answer.content.decode()
    assert not Translation.objects.exists()


def test_the_front_counts_what_is_to_translate_and_the_lesson_shows_what_has_no_recording(desk: Desk) -> None:
    client, lesson = signed_in(desk.translator), lesson_of(desk)
    missing = desk.now().coverage.counts["missing"]
    assert f"{missing} por traducir" in client.get(reverse("translation_desk")).content.decode()
    page = at(desk, "translation_part", part=lesson)
    assert "Sin grabación" not in client.get(page).content.decode()
    desk.course.spoken_translations = True
    desk.course.save_revision()
    assert f"{desk.now().coverage.total} sin grabación" in client.get(reverse("translation_desk")).content.decode()
    narrowed = client.get(page, {"estado": "unsaid"})
    assert "Sin grabación" in narrowed.content.decode()
    assert len(narrowed.context["blocks"]) == len(desk.now().of(lesson))
