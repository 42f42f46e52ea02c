"""Evidence: handed in, replaced until accepted, reviewed by whom it concerns, read by nobody else."""

import io
from pathlib import Path
from uuid import UUID

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import ModelLogEntry

from courses.assessment.models import Evidence
from courses.assessment.operations import About, AssessmentRefused, review_evidence, submit_evidence
from courses.study.models import Enrolment, StudyEvent
from institutes.models import Membership
from tests.accounts.factories import TeacherFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, make_enrolment, uid
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
TASK = UUID(uid("task"))
ALONE = About(consent="nobody")


def photo(name: str = "pizarrón.jpg") -> SimpleUploadedFile:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Camera of somebody"
    Image.new("RGB", (60, 40), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile(name, out.getvalue(), "image/jpeg")


def stored_files() -> set[Path]:
    return {path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file()}


def hand_in(
    enrolment: Enrolment,
    text: str = "Observé a mi grupo",
    upload: SimpleUploadedFile | None = None,
    about: About = ALONE,
) -> Evidence:
    return submit_evidence(
        actor=enrolment.teacher, enrolment=enrolment, block_uid=TASK, text=text, upload=upload, about=about, at=NOON
    )


def staff_of(enrolment: Enrolment, role: Membership.Role = Membership.Role.INSTITUTE_ADMIN) -> Membership:
    return MembershipFactory.create(organisation=enrolment.institute, role=role)


def test_a_text_is_kept_and_recorded() -> None:
    enrolment = make_enrolment()
    evidence = hand_in(enrolment)
    assert (evidence.text, evidence.status) == ("Observé a mi grupo", "submitted")
    assert StudyEvent.objects.get(enrolment=enrolment, kind="evidence.submitted").payload == {"block": uid("task")}


def test_a_photo_loses_what_the_camera_wrote_into_it() -> None:
    piece = hand_in(make_enrolment(), text="", upload=photo()).pieces.get()
    assert (piece.media_type, piece.file_name, piece.kind) == ("image/jpeg", "pizarrón.jpg", "image")
    with piece.file.open("rb") as file, Image.open(file) as image:
        assert not dict(image.getexif())


@pytest.mark.parametrize(
    "upload",
    [
        SimpleUploadedFile("foto.jpg", b"MZ this is a program", "image/jpeg"),
        SimpleUploadedFile("foto.jpg", b"", "image/jpeg"),
        SimpleUploadedFile("tarea.pdf", b"%PDF-1.7 but the task takes images", "application/pdf"),
        SimpleUploadedFile("grande.jpg", b"\xff\xd8\xff" + b"0" * (10 * 1024 * 1024), "image/jpeg"),
        SimpleUploadedFile("rota.jpg", b"\xff\xd8\xff" + b"0" * 100, "image/jpeg"),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_stored(upload: SimpleUploadedFile) -> None:
    before = stored_files()
    with pytest.raises(AssessmentRefused):
        hand_in(make_enrolment(), upload=upload)
    assert not Evidence.objects.exists()
    assert not StudyEvent.objects.filter(kind="evidence.submitted").exists()
    assert stored_files() == before


def test_nothing_at_all_is_refused() -> None:
    with pytest.raises(AssessmentRefused):
        hand_in(make_enrolment(), text="   ")


def test_another_teachers_enrolment_is_not_there() -> None:
    with pytest.raises(Enrolment.DoesNotExist):
        submit_evidence(
            actor=TeacherFactory.create(), enrolment=make_enrolment(), block_uid=TASK, text="x", upload=None, at=NOON
        )


def test_a_task_of_no_lesson_is_refused() -> None:
    enrolment = make_enrolment()
    with pytest.raises(AssessmentRefused):
        submit_evidence(
            actor=enrolment.teacher, enrolment=enrolment, block_uid=UUID(int=1), text="x", upload=None, at=NOON
        )


def test_staff_of_the_institute_accepts_and_it_can_no_longer_be_replaced() -> None:
    enrolment = make_enrolment()
    evidence, staff = hand_in(enrolment), staff_of(enrolment).user
    accepted = review_evidence(actor=staff, evidence=evidence, accept=True, remark="", at=NOON)
    assert (accepted.status, accepted.reviewed_by) == ("accepted", staff)
    assert ModelLogEntry.objects.filter(action="evidence.accept", user=staff).exists()
    with pytest.raises(AssessmentRefused):
        hand_in(enrolment, text="otra")
    with pytest.raises(AssessmentRefused):
        review_evidence(actor=staff, evidence=evidence, accept=False, remark="No", at=NOON)


def test_returning_needs_a_remark_and_lets_the_teacher_improve() -> None:
    enrolment = make_enrolment()
    evidence, staff = hand_in(enrolment), staff_of(enrolment).user
    with pytest.raises(AssessmentRefused):
        review_evidence(actor=staff, evidence=evidence, accept=False, remark=" ", at=NOON)
    returned = review_evidence(actor=staff, evidence=evidence, accept=False, remark="Falta la fecha", at=NOON)
    assert (returned.status, returned.remark) == ("returned", "Falta la fecha")
    assert hand_in(enrolment, text="Con fecha").status == "submitted"


def test_nobody_reviews_their_own_work() -> None:
    enrolment = make_enrolment()
    MembershipFactory.create(
        user=enrolment.teacher, organisation=enrolment.institute, role=Membership.Role.INSTITUTE_ADMIN
    )
    with pytest.raises(Evidence.DoesNotExist):
        review_evidence(actor=enrolment.teacher, evidence=hand_in(enrolment), accept=True, remark="", at=NOON)


def test_staff_of_another_institute_does_not_review() -> None:
    evidence, stranger = hand_in(make_enrolment()), MembershipFactory.create(role=Membership.Role.INSTITUTE_ADMIN).user
    with pytest.raises(Evidence.DoesNotExist):
        review_evidence(actor=stranger, evidence=evidence, accept=True, remark="", at=NOON)


def test_the_rubric_is_shown_with_the_task() -> None:
    enrolment = make_enrolment()
    hand_in(enrolment)
    task = {"enrolment": enrolment.uid, "lesson": uid("Practicar"), "block": uid("task")}
    html = signed_in(enrolment.teacher).get(reverse("evidence", kwargs=task)).content.decode()
    assert "Claridad" in html
    assert html.index("Se lee confuso") < html.index("Se lee con claridad")
