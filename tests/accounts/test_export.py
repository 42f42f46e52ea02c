"""The export of one's own data: all that any room holds, for nobody else, and gone when it expires."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.urls import reverse
from django.utils import timezone

from accounts.archive import write_archive
from accounts.exporting import KEPT_FOR, forget_expired, make_export, request_export
from accounts.models import DataExport, User
from courses.assessment.models import Piece
from courses.notes.models import Note
from courses.study.models import Enrolment
from foundation.jobs import run_job
from foundation.models import Job
from foundation.personal import holdings, holds, unaccounted
from tests.accounts.factories import TeacherFactory
from tests.addressing import World
from tests.clients import signed_in
from tests.courses.assessment.factories import make_edition, make_enrolment
from tests.courses.notes.factories import make_note
from tests.courses.recommending.factories import make_result

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


def archive_of(user: User) -> zipfile.ZipFile:
    target = io.BytesIO()
    list(write_archive(user, target))
    return zipfile.ZipFile(target)


def test_every_relation_to_a_person_is_given_out_or_exempt_with_a_reason() -> None:
    assert unaccounted() == [], "say in the room's exports module what is held, or why it is not given out"


def test_everything_that_belongs_to_an_enrolment_is_given_out() -> None:
    given = {holding.model for holding in holdings() if "enrolment" in holding.owner}
    forgotten = []
    for model in apps.get_models():
        related = {field.related_model for field in model._meta.concrete_fields if field.is_relation}
        if Enrolment in related and model not in given and model._meta.model_name != "thread":  # its messages are
            forgotten.append(model._meta.label)
    assert forgotten == []


def test_what_is_given_out_can_be_read_and_files_are_files() -> None:
    for holding in holdings():
        list(holding.model._base_manager.filter(**{holding.owner: 0}).values(*holding.fields))
        assert all(isinstance(holding.model._meta.get_field(name), FileField) for name in holding.files)


def test_no_secret_is_given_out() -> None:
    given = {f"{holding.model._meta.label}.{field}" for holding in holdings() for field in holding.fields}
    assert not {path for path in given if any(word in path for word in ("password", "digest", "session_key", "secret"))}
    assert "assessment.Attempt.result" not in given


def test_two_rooms_never_give_out_under_one_name() -> None:
    with pytest.raises(ValueError, match="notes"):
        holds("notes", Note, owner="author", fields=())


def test_each_kind_of_row_is_there_as_json_and_as_csv() -> None:
    teacher = TeacherFactory.create()
    enrolment = make_enrolment(teacher, make_edition())
    make_note(enrolment)
    make_result(teacher, 1)
    archive = archive_of(teacher)
    notes = json.loads(archive.read("notes.json"))["notes"]
    assert [note["text"] for note in notes] == [Note.objects.get().text]
    rows = list(csv.DictReader(io.StringIO(archive.read("notes.csv").decode("utf-8-sig"))))
    assert rows[0]["text"] == notes[0]["text"]
    assert json.loads(archive.read("enrolments.json"))["enrolments"][0]["uid"] == str(enrolment.uid)
    assert json.loads(archive.read("evaluation_levels.json"))["evaluation_levels"][0]["level__label"] == "Nivel I"
    assert "notes: 1" in archive.read("LEEME.txt").decode()


def test_nothing_of_anybody_else_is_in_it() -> None:
    make_note(make_enrolment(TeacherFactory.create(), make_edition()))
    archive = archive_of(TeacherFactory.create())
    assert "notes.json" not in archive.namelist()
    assert "enrolments.json" not in archive.namelist()


def test_files_handed_in_are_in_it_and_one_that_is_gone_is_passed_over() -> None:
    enrolment = make_enrolment(TeacherFactory.create(), make_edition())
    evidence = enrolment.evidence.create(lesson_uid=uuid4(), block_uid=uuid4(), submitted_at=NOON)
    facts: dict[str, Any] = {"media_type": "image/png", "size": 3, "consent": Piece.Consent.values[0], "added_at": NOON}
    kept = Piece.objects.create(evidence=evidence, file=SimpleUploadedFile("foto.png", b"png"), **facts)
    gone = Piece.objects.create(evidence=evidence, file=SimpleUploadedFile("otra.png", b"png"), **facts)
    gone.file.storage.delete(str(gone.file.name))
    names = [name for name in archive_of(enrolment.teacher).namelist() if name.startswith("pieces/")]
    assert len(names) == 1
    assert names[0].startswith(f"pieces/{kept.pk}-")


def test_the_job_makes_it_and_writes_a_letter_that_says_nothing_of_it() -> None:
    teacher = TeacherFactory.create()
    export = request_export(user=teacher, at=timezone.now())
    assert export.job is not None
    run_job(str(export.job.pk))
    export.refresh_from_db()
    assert Job.objects.get(pk=export.job.pk).status == Job.Status.DONE
    assert zipfile.ZipFile(export.file).testzip() is None
    assert export.expires_at is not None
    assert export.ready_at is not None
    assert export.expires_at - export.ready_at == KEPT_FOR
    assert mail.outbox[-1].to == [teacher.email]
    assert str(export.uid) not in mail.outbox[-1].body


def test_the_job_may_run_twice() -> None:
    export = request_export(user=TeacherFactory.create(), at=NOON)
    assert export.job is not None
    for _time in range(2):
        make_export(export.job, export_id=export.pk)
    export.refresh_from_db()
    assert zipfile.ZipFile(export.file).testzip() is None


def test_asking_again_makes_no_second_one_until_it_failed_or_expired() -> None:
    teacher = TeacherFactory.create()
    first = request_export(user=teacher, at=NOON)
    assert request_export(user=teacher, at=NOON) == first
    assert first.job is not None
    Job.objects.filter(pk=first.job.pk).update(status=Job.Status.FAILED)
    second = request_export(user=teacher, at=NOON)
    assert second != first
    assert second.job is not None
    make_export(second.job, export_id=second.pk)
    assert request_export(user=teacher, at=timezone.now()) == second
    assert request_export(user=teacher, at=timezone.now() + KEPT_FOR + timedelta(days=1)) != second


def test_only_its_owner_downloads_it_and_only_until_it_expires(world: World) -> None:
    export = request_export(user=world.teacher, at=timezone.now())
    assert export.job is not None
    make_export(export.job, export_id=export.pk)
    address = reverse("own_data_download", args=[export.uid])
    for other in (world.stranger, world.superuser):
        assert signed_in(other).get(address).status_code == 404
    answer = signed_in(world.teacher).get(address)
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    DataExport.objects.update(expires_at=timezone.now())
    assert signed_in(world.teacher).get(address).status_code == 404


def test_an_expired_file_is_deleted() -> None:
    export = request_export(user=TeacherFactory.create(), at=NOON)
    assert export.job is not None
    make_export(export.job, export_id=export.pk)
    export.refresh_from_db()
    storage, name = export.file.storage, str(export.file.name)
    assert forget_expired(at=timezone.now()) == 0
    assert forget_expired(at=timezone.now() + KEPT_FOR + timedelta(minutes=1)) == 1
    assert not storage.exists(name)
    assert forget_expired(at=timezone.now() + KEPT_FOR + timedelta(minutes=1)) == 0


def test_the_page_tells_each_state(world: World) -> None:
    client, page = signed_in(world.teacher), reverse("own_data")
    assert client.get(page).status_code == 200
    client.post(page)
    export = DataExport.objects.get()
    assert reverse("job", args=[export.job_id]) in client.get(page).content.decode()
    assert export.job is not None
    make_export(export.job, export_id=export.pk)
    assert reverse("own_data_download", args=[export.uid]) in client.get(page).content.decode()
