"""Importing in the browser: check, read the report, decide; leave and come back; click twice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cms.questions.models import QuestionBank, QuestionImport
from cms.questions.operations import (
    confirm_import,
    discard_forgotten,
    discard_import,
    run_import,
    upload_questions,
)
from foundation.models import Job
from institutes.models import Membership
from tests.addressing import Role, World
from tests.cms.questions.factories import make_bank, make_question

pytestmark = pytest.mark.django_db(transaction=True)
GIFT = "::Uno::¿Uno? {T}\n\n::Dos::¿Dos? {=a ~%50%b ~c}\n\n::Tres::¿Tres? {~a ~b}\n".encode()
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)


@pytest.fixture
def bank(world: World) -> QuestionBank:
    return make_bank(world.institute, name="Evaluación")


@pytest.fixture
def author(world: World, bank: QuestionBank) -> User:
    return world.member(Role.AUTHOR)


@pytest.fixture
def browser(author: User) -> Iterator[Client]:
    client = Client()
    client.force_login(author, backend="django.contrib.auth.backends.ModelBackend")
    return client  # type: ignore[return-value]


def send(browser: Client, bank: QuestionBank, content: bytes = GIFT, name: str = "banco.gift", **more: Any) -> Any:
    file = SimpleUploadedFile(name, content)
    return browser.post(reverse("question_upload", args=[bank.pk]), {"file": file, "format": "", **more})


def page(browser: Client, upload: QuestionImport, query: str = "") -> str:
    return browser.get(reverse("question_import", args=[upload.uid]) + query).content.decode()


def test_a_file_is_checked_and_nothing_comes_in(browser: Client, bank: QuestionBank) -> None:
    answer = send(browser, bank)
    job, upload = Job.objects.get(), QuestionImport.objects.get()
    assert answer.url == reverse("job", args=[job.pk])
    assert (job.status, job.done, job.total) == (Job.Status.DONE, 3, 3)
    assert job.result_url == reverse("question_import", args=[upload.uid])
    assert (upload.status, upload.format, bank.questions.count()) == ("checked", "gift", 0)
    assert "Uno" in page(browser, upload)


def test_the_report_can_be_limited_to_what_matters(browser: Client, bank: QuestionBank) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    refused, noted = page(browser, upload, "?only=refused"), page(browser, upload, "?only=noted")
    assert "3. Tres" in refused
    assert "1. Uno" not in refused
    assert "2. Dos" in noted
    assert "3. Tres" not in noted
    assert "1. Uno" in page(browser, upload, "?only=tonterias&page=99999999")


def test_confirming_imports_the_good_ones_and_deletes_the_file(browser: Client, bank: QuestionBank) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    storage, name = upload.file.storage, upload.file.name
    assert storage.exists(name)
    address = reverse("question_import_confirm", args=[upload.uid])
    first, again = browser.post(address), browser.post(address)
    upload.refresh_from_db()
    assert (upload.status, bool(upload.file), bank.questions.count()) == ("done", False, 2)
    assert not storage.exists(name)
    assert first.url == reverse("job", args=[Job.objects.get(kind="questions.import").pk])
    assert again.url == reverse("question_import", args=[upload.uid])
    assert "2" in page(browser, upload)


def test_a_second_run_of_the_same_work_changes_nothing(author: User, bank: QuestionBank, browser: Client) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    confirm_import(actor=author, upload=upload)
    job = Job.objects.get(kind="questions.import")
    before = upload.bank.questions.count(), QuestionImport.objects.get().report
    assert run_import(job, import_id=upload.pk) == reverse("question_import", args=[upload.uid])
    assert (upload.bank.questions.count(), QuestionImport.objects.get().report) == before


def test_discarding_deletes_the_file_and_imports_nothing(browser: Client, bank: QuestionBank) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    storage, name = upload.file.storage, upload.file.name
    browser.post(reverse("question_import_discard", args=[upload.uid]))
    assert not storage.exists(name)
    assert browser.post(reverse("question_import_confirm", args=[upload.uid])).status_code == 302
    assert not bank.questions.exists()
    assert QuestionImport.objects.get().status == "discarded"
    assert page(browser, upload)


def test_what_is_imported_cannot_be_discarded(author: User, browser: Client, bank: QuestionBank) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    confirm_import(actor=author, upload=upload)
    discard_import(actor=author, upload=upload, at=NOON)
    assert QuestionImport.objects.get().status == "done"


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.gift"), (b"hola", "a.gift"), (b"%PDF-1.7", "a.xml"), (b"\x89PNG\r\n", "a.zip")]
)
def test_what_is_no_file_of_questions_is_told_at_the_field(
    browser: Client, bank: QuestionBank, content: bytes, name: str
) -> None:
    answer = send(browser, bank, content, name)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    assert not QuestionImport.objects.exists()


EXTERNAL = b"<?xml version='1.0'?><!DOCTYPE quiz [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><quiz>&x;</quiz>"


@pytest.mark.parametrize("content", [EXTERNAL, b"<quiz><question>", b"PK\x03\x04nada"])
def test_a_hostile_or_broken_file_says_why_and_is_deleted(browser: Client, bank: QuestionBank, content: bytes) -> None:
    send(browser, bank, content, "x.xml")
    upload = QuestionImport.objects.get()
    assert (upload.status, bool(upload.file)) == ("unreadable", False)
    assert upload.report["reason"]["code"]
    assert "alert error" in page(browser, upload)


def test_a_file_larger_than_allowed_is_told(browser: Client, bank: QuestionBank) -> None:
    answer = send(browser, bank, b"a{T}\n" * 4_300_000)
    assert answer.status_code == 422
    assert "20" in str(answer.context["form"].errors["file"])


def test_one_comes_back_to_one_s_imports_and_to_nobody_else_s(
    browser: Client, bank: QuestionBank, world: World
) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    assert str(upload.uid) in browser.get(reverse("question_upload", args=[bank.pk])).content.decode()
    colleague = Client()
    colleague.force_login(world.member(Role.INSTITUTE_ADMIN), backend="django.contrib.auth.backends.ModelBackend")
    assert colleague.get(reverse("question_import", args=[upload.uid])).status_code == 404


def test_whose_role_ended_imports_nothing(author: User, browser: Client, bank: QuestionBank) -> None:
    send(browser, bank)
    upload = QuestionImport.objects.get()
    Membership.objects.filter(user=author).update(valid_to=timezone.localdate())
    assert browser.post(reverse("question_import_confirm", args=[upload.uid])).status_code == 404
    with pytest.raises(QuestionImport.DoesNotExist):
        confirm_import(actor=author, upload=upload)
    with pytest.raises(QuestionBank.DoesNotExist):
        upload_questions(actor=author, bank=bank, file=SimpleUploadedFile("a.gift", GIFT), at=NOON)
    assert not bank.questions.exists()


def test_files_that_nobody_decided_on_go_after_a_week(author: User, bank: QuestionBank) -> None:
    upload_questions(actor=author, bank=bank, file=SimpleUploadedFile("a.gift", GIFT), at=NOON)
    assert discard_forgotten(at=NOON + timedelta(days=6)) == 0
    assert discard_forgotten(at=NOON + timedelta(days=8)) == 1
    upload = QuestionImport.objects.get()
    assert (upload.status, bool(upload.file)) == ("discarded", False)


@pytest.mark.parametrize("name", ["gift", "moodlexml"])
def test_a_bank_is_exported_with_what_would_be_left_out(browser: Client, bank: QuestionBank, name: str) -> None:
    make_question(bank, "ordering", name="Ordenar")
    make_question(bank, "single", name="Elegir")
    told = browser.get(reverse("question_export", args=[bank.pk])).content.decode()
    assert "Ordenar" in told
    file = browser.get(reverse("question_export_file", args=[bank.pk, name]))
    assert "attachment" in file["Content-Disposition"]
    assert "Elegir" in file.content.decode()
    assert browser.get(reverse("question_export_file", args=[bank.pk, "exe"])).status_code == 404
