"""The files of a piece of evidence: checked, said whom they show, opened by whom it is said, deleted for good."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import ModelLogEntry

from accounts.models import User
from courses.assessment.models import Evidence, Piece
from courses.assessment.operations import (
    MOST_PIECES,
    About,
    AssessmentRefused,
    change_access,
    remove_piece,
    review_evidence,
)
from courses.assessment.permissions import pieces_readable_by
from courses.study.models import Enrolment, StudyEvent
from institutes.models import Membership, Organisation
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.courses.assessment.factories import NOON, make_edition, make_enrolment
from tests.courses.assessment.test_evidence import ALONE, hand_in, photo, staff_of, stored_files
from tests.courses.cohorts.factories import UNDER_WAY, make_cohort
from tests.foundation.test_sound import webm
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
Role = Membership.Role


def recording(*milliseconds: int) -> SimpleUploadedFile:
    return SimpleUploadedFile("relato.webm", webm(*milliseconds), "audio/webm")


@pytest.fixture
def enrolment() -> Enrolment:
    edition = make_edition(InstituteFactory.create(), accepts=["text", "image", "audio", "pdf"])
    return make_enrolment(edition=edition)


@pytest.fixture
def piece(enrolment: Enrolment) -> Piece:
    return hand_in(enrolment, upload=photo()).pieces.get()


# --- Several pieces, each kept once ---
def test_each_file_is_one_more_piece(enrolment: Enrolment) -> None:
    evidence = hand_in(enrolment, upload=photo())
    hand_in(enrolment, upload=recording(0, 61_000))
    kinds = [(one.kind, one.length) for one in evidence.pieces.all()]
    assert kinds == [("image", ""), ("audio", "1:01")]
    assert StudyEvent.objects.filter(kind="evidence.submitted").count() == 1


def test_the_same_upload_sent_again_is_stored_once(enrolment: Enrolment) -> None:
    about = About(consent="nobody", uid=uuid4())
    for _time in range(3):
        hand_in(enrolment, upload=photo(), about=about)
    assert Piece.objects.get().uid == about.uid


def test_the_number_of_anothers_upload_is_refused(enrolment: Enrolment, piece: Piece) -> None:
    other = make_enrolment(edition=enrolment.edition)
    with pytest.raises(AssessmentRefused):
        hand_in(other, upload=photo(), about=About(consent="nobody", uid=piece.uid))


def test_there_is_an_end_to_the_number_of_files(enrolment: Enrolment, piece: Piece) -> None:
    facts = {name: getattr(piece, name) for name in ("file", "media_type", "size", "consent", "added_at")}
    Piece.objects.bulk_create(Piece(evidence=piece.evidence, **facts) for _number in range(MOST_PIECES - 1))
    with pytest.raises(AssessmentRefused):
        hand_in(enrolment, upload=photo())


# --- What is not a recording ---
@pytest.mark.parametrize(
    ("upload", "words"),
    [
        (SimpleUploadedFile("a.webm", b"\x1a\x45\xdf\xa3 no sound at all"), "MP3"),
        (SimpleUploadedFile("a.webm", webm(0, track=1)), "video"),
        (recording(0, 3_600_000), "1:00:00"),
        (SimpleUploadedFile("a.mp3", b"a letter"), "M4A"),
        (SimpleUploadedFile("a.webm", b""), "vacío"),
    ],
)
def test_what_is_no_recording_is_refused_with_a_remedy(
    enrolment: Enrolment, upload: SimpleUploadedFile, words: str
) -> None:
    before = stored_files()
    with pytest.raises(AssessmentRefused, match=words):
        hand_in(enrolment, upload=upload)
    assert stored_files() == before


def test_the_task_says_how_long_a_recording_may_be() -> None:
    edition = make_edition(InstituteFactory.create(), accepts=["audio"], longest=30)
    enrolment = make_enrolment(edition=edition)
    assert hand_in(enrolment, text="", upload=recording(0, 31_000)).pieces.get().seconds == 31
    with pytest.raises(AssessmentRefused, match="0:30"):
        hand_in(enrolment, text="", upload=recording(0, 40_000))


# --- Consent ---
@pytest.mark.parametrize(
    "about", [About(), About(consent="unstated"), About(consent="given", consent_note=" "), About("all", "nobody")]
)
def test_a_file_needs_a_statement(enrolment: Enrolment, about: About) -> None:
    with pytest.raises(AssessmentRefused):
        hand_in(enrolment, upload=photo(), about=about)
    assert not Piece.objects.exists()


def test_who_consented_is_kept_with_the_file(enrolment: Enrolment) -> None:
    about = About(consent="given", consent_note="La familia firmó")
    assert hand_in(enrolment, upload=photo(), about=about).pieces.get().consent_note == "La familia firmó"


def test_a_withdrawn_consent_deletes_the_file_even_of_accepted_work(
    enrolment: Enrolment, piece: Piece, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    path = Path(piece.file.path)
    review_evidence(actor=staff_of(enrolment).user, evidence=piece.evidence, accept=True, remark="", at=NOON)
    with pytest.raises(AssessmentRefused):
        remove_piece(actor=enrolment.teacher, piece=piece, because="removed", at=NOON)
    change_access(actor=enrolment.teacher, piece=piece, access="community")
    with django_capture_on_commit_callbacks(execute=True):
        remove_piece(actor=enrolment.teacher, piece=piece, because="consent", at=NOON)
    assert not path.exists()
    piece.refresh_from_db()
    assert (piece.gone_at, piece.gone_because, piece.file.name, piece.file_name) == (NOON, "consent", "", "")
    assert ModelLogEntry.objects.filter(action="evidence.delete_file", user=enrolment.teacher).exists()
    assert "pizarrón" not in str(list(ModelLogEntry.objects.values()))
    assert not pieces_readable_by(enrolment.teacher).exists()


def test_all_that_was_handed_in_is_not_removed_before_something_else_is_there(enrolment: Enrolment) -> None:
    only = hand_in(enrolment, text="", upload=photo()).pieces.get()
    with pytest.raises(AssessmentRefused):
        remove_piece(actor=enrolment.teacher, piece=only, because="removed", at=NOON)
    hand_in(enrolment, text="", upload=photo())
    remove_piece(actor=enrolment.teacher, piece=only, because="removed", at=NOON)
    assert Piece.objects.filter(gone_at=None).count() == 1


def test_nobody_else_deletes_or_opens_up_ones_file(enrolment: Enrolment, piece: Piece) -> None:
    staff = staff_of(enrolment).user
    with pytest.raises(Piece.DoesNotExist):
        remove_piece(actor=staff, piece=piece, because="removed", at=NOON)
    with pytest.raises(Piece.DoesNotExist):
        change_access(actor=staff, piece=piece, access="public")


@pytest.mark.parametrize(
    "facts",
    [
        {"file": ""},
        {"gone_at": NOON, "gone_because": "consent"},
        {"consent": "given", "consent_note": ""},
        {"consent": "unstated", "access": "public"},
        {"access": "everybody"},
    ],
)
def test_the_database_refuses_what_must_never_be(piece: Piece, facts: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Piece.objects.filter(pk=piece.pk).update(**facts)


# --- Who opens what ---
@pytest.fixture
def people(enrolment: Enrolment) -> dict[str, Any]:
    """Everybody who could have an interest in a file of a teacher in a cohort."""
    institute, elsewhere = enrolment.institute, InstituteFactory.create()
    cohort = make_cohort(edition=enrolment.edition, organisation=institute, **UNDER_WAY)
    Enrolment.objects.filter(pk=enrolment.pk).update(cohort=cohort)
    state = OrganisationFactory.create(kind=Organisation.Kind.AUTHORITY, code="SEJ")

    def member(role: Membership.Role, organisation: Organisation = institute) -> User:
        return MembershipFactory.create(organisation=organisation, role=role).user

    facilitator, other_facilitator = member(Role.FACILITATOR), member(Role.FACILITATOR)
    cohort.facilitators.add(facilitator)
    make_cohort(edition=enrolment.edition, organisation=institute, name="Otro").facilitators.add(other_facilitator)
    return {
        "teacher": enrolment.teacher,
        "facilitator": facilitator,
        "other facilitator": other_facilitator,
        "trainer": member(Role.AUTHOR),
        "administrator": member(Role.INSTITUTE_ADMIN),
        "certifier": member(Role.CERTIFIER),
        "trainer elsewhere": member(Role.AUTHOR, elsewhere),
        "administrator elsewhere": member(Role.INSTITUTE_ADMIN, elsewhere),
        "state administrator": member(Role.SEJ_ADMIN, state),
        "evaluator": member(Role.EVALUATOR, state),
        "operator": UserFactory.create(is_superuser=True, is_staff=True),
        "colleague": make_enrolment(edition=enrolment.edition, cohort=None).teacher,
        "nobody": AnonymousUser(),
    }


REVIEWING = {"teacher", "facilitator", "administrator", "certifier", "state administrator", "operator"}


def test_a_community_keeps_what_is_its_own(people: dict[str, Any], piece: Piece) -> None:
    change_access(actor=people["teacher"], piece=piece, access="community")
    assert _readers(people) == {"teacher", "facilitator", "trainer"}


def test_the_programme_is_whoever_reviews(people: dict[str, Any], piece: Piece) -> None:
    assert _readers(people) == REVIEWING


def test_what_is_public_is_open_once_it_was_accepted(people: dict[str, Any], piece: Piece) -> None:
    change_access(actor=people["teacher"], piece=piece, access="public")
    assert _readers(people) == REVIEWING
    review_evidence(actor=people["facilitator"], evidence=piece.evidence, accept=True, remark="", at=NOON)
    assert _readers(people) == set(people)


def test_without_a_cohort_the_institute_marks_and_so_opens(enrolment: Enrolment, piece: Piece) -> None:
    change_access(actor=enrolment.teacher, piece=piece, access="community")
    for role, opens in ((Role.INSTITUTE_ADMIN, True), (Role.AUTHOR, True), (Role.CERTIFIER, False)):
        assert pieces_readable_by(staff_of(enrolment, role).user).exists() is opens, role


def test_a_role_that_ended_opens_nothing(enrolment: Enrolment, piece: Piece) -> None:
    change_access(actor=enrolment.teacher, piece=piece, access="community")
    trainer = staff_of(enrolment, Role.AUTHOR)
    Membership.objects.filter(pk=trainer.pk).update(valid_to=trainer.valid_from + timedelta(days=0))
    assert not pieces_readable_by(trainer.user).exists()


def _readers(people: dict[str, Any]) -> set[str]:
    return {name for name, person in people.items() if pieces_readable_by(person).exists()}


def test_levels_may_change_after_the_work_was_accepted_but_not_to_public_without_consent(
    enrolment: Enrolment, piece: Piece
) -> None:
    Evidence.objects.update(status="accepted")
    changed = change_access(actor=enrolment.teacher, piece=piece, access="public")
    assert changed.access == "public"
    Piece.objects.update(consent="unstated", access="programme")
    with pytest.raises(AssessmentRefused):
        change_access(actor=enrolment.teacher, piece=piece, access="public")


def test_a_teacher_of_nothing_has_nothing(piece: Piece) -> None:
    assert not pieces_readable_by(TeacherFactory.create()).exists()
    assert ALONE.access == Piece.Access.PROGRAMME
