"""A double click, or a hostile client: the same form sent several times at the same instant never ends as an error.

On SQLite writers wait for each other from the first statement; PostgreSQL is where this proves something.
"""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Comment

from accounts.models import Consent, PrivacyNotice, ReadingChoices
from certification.actas.models import Acta
from cms.proposals.models import Proposal
from courses.assessment.models import Attempt, Evidence, Piece
from courses.cohorts.models import Cohort
from courses.editions.models import Course
from courses.notes.models import Note, ReadingPlace
from courses.study.models import Enrolment
from institutes.models import Membership, Municipality, Post
from tests.accounts.factories import TeacherFactory, make_curp
from tests.addressing import Role, World
from tests.certification.factories import CompletedEnrolmentFactory
from tests.clients import signed_in
from tests.cms.proposals.factories import make_author, make_citizen, make_published_course
from tests.courses.assessment.factories import make_edition, make_enrolment, uid
from tests.courses.assessment.test_evidence import photo
from tests.courses.cohorts.factories import make_cohort, make_link
from tests.courses.notes.factories import make_note
from tests.parallel import at_once

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
TIMES = 4
User = get_user_model()


@pytest.fixture
def world(transactional_db: None) -> World:
    return World()


def sent_at_once(address: str, data: Any, clients: list[Client]) -> list[int]:
    def send(client: Client) -> int:
        return client.post(address, data() if callable(data) else data).status_code

    return at_once(*(partial(send, client) for client in clients))


def twice(user: Any, address: str, data: dict[str, Any] | Callable[[], dict[str, Any]] | None = None) -> list[int]:
    codes = sent_at_once(address, data or {}, [signed_in(user, raise_request_exception=False) for _ in range(TIMES)])
    assert max(codes) < 500, codes
    return codes


def test_signing_up() -> None:
    form = {"email": "nueva@escuela.example", "password1": "una-clave-larga-7", "given_names": "Ana",
            "paternal_surname": "Ruiz", "curp": make_curp(4321), "notice": "on"}  # fmt: skip
    codes = sent_at_once(reverse("account_signup"), form, [Client(raise_request_exception=False) for _ in range(TIMES)])
    assert max(codes) < 500, codes
    assert User.objects.filter(email="nueva@escuela.example").count() == 1


def test_giving_a_role(world: World) -> None:
    sent = {"email": world.teacher.email, "role": Role.FACILITATOR}
    twice(world.member(Role.INSTITUTE_ADMIN), reverse("membership_grant", args=[world.institute.code]), sent)
    assert Membership.objects.filter(user=world.teacher).count() == 1


def test_ending_a_role(world: World) -> None:
    held = Membership.objects.get(user=world.member(Role.AUTHOR))
    twice(world.member(Role.INSTITUTE_ADMIN), reverse("membership_end", args=[held.pk]))


def test_agreeing_to_a_notice(world: World) -> None:
    PrivacyNotice.objects.create(version="nueva", text="Nuevo", published_at=timezone.now())
    twice(world.teacher, reverse("accept_notice"), {"accept": "1"})
    assert Consent.objects.filter(user=world.teacher, withdrawn_at=None).count() == 1


def test_telling_language_and_origin(world: World) -> None:
    twice(world.teacher, reverse("profile_sensitive"), {"language": "wixárika", "agreed": "on"})
    assert Consent.objects.filter(user=world.teacher, purpose="sensitive", withdrawn_at=None).count() == 1


def test_adding_a_post(world: World) -> None:
    place = Municipality.objects.get_or_create(key="14039", defaults={"name": "Guadalajara"})[0]
    sent = {
        "municipality": place.pk,
        "level": "primaria",
        "function": "docente",
        "shift": "matutino",
        "cct": "14DPR0060O",
    }
    twice(world.teacher, reverse("post_add"), sent)
    assert Post.objects.count() == 1


def test_enrolling(world: World) -> None:
    cohort = make_cohort(organisation=world.institute)
    twice(world.teacher, reverse("enrol", args=[cohort.edition.course.slug]))
    assert Enrolment.objects.count() == 1


def test_joining_a_group(world: World) -> None:
    today = timezone.localdate()
    cohort = make_cohort(organisation=world.institute, opens_on=today, closes_on=today, starts_on=today, ends_on=today,
                         capacity=1)  # fmt: skip
    clients = [signed_in(TeacherFactory.create(), raise_request_exception=False) for _ in range(TIMES)]
    codes = sent_at_once(reverse("invitation", args=[make_link(cohort).token]), {}, clients)
    assert sorted(codes) == [302, 409, 409, 409]
    assert Enrolment.objects.count() == 1


def test_making_a_group(world: World) -> None:
    cohort = make_cohort(organisation=world.institute)
    days = dict.fromkeys(("opens_on", "closes_on", "starts_on", "ends_on"), "2027-02-01")
    sent = {"edition": cohort.edition_id, "name": "Grupo doble", **days}
    twice(world.member(Role.INSTITUTE_ADMIN), reverse("cohort_create", args=[world.institute.code]), sent)
    assert Cohort.objects.filter(name="Grupo doble").count() == 1


def test_answering(world: World) -> None:
    enrolment = make_enrolment(world.teacher, make_edition(world.institute))
    sent = {f"q-{uid('question single')}": uid("single uno"), "attempt": "1"}
    twice(world.teacher, reverse("answer", args=[enrolment.uid, uid("Responder")]), sent)
    assert Attempt.objects.count() == 1


def test_handing_in_evidence(world: World) -> None:
    enrolment = make_enrolment(world.teacher, make_edition(world.institute))
    lesson = next(str(row.uid) for row in enrolment.edition.lessons.all() if uid("task") in row.evidence)
    address = reverse("evidence", args=[enrolment.uid, lesson, UUID(uid("task"))])
    twice(world.teacher, address, {"text": "Lo que hice en el aula."})
    assert Evidence.objects.count() <= 1


def test_sending_a_recording(world: World) -> None:
    """A phone that sends again before the first answer arrived."""
    enrolment = make_enrolment(world.teacher, make_edition(world.institute))
    said = {"uid": str(uuid4()), "consent": "nobody", "access": "programme"}
    address = reverse("evidence_piece", args=[enrolment.uid, uid("Practicar"), uid("task")])
    assert set(twice(world.teacher, address, lambda: said | {"upload": photo()})) == {200}
    assert Piece.objects.count() == 1


def test_reading_the_first_lesson(world: World) -> None:
    enrolment = make_enrolment(world.teacher, make_edition(world.institute))
    lesson = enrolment.edition.lessons.earliest("position")
    twice(world.teacher, reverse("lesson_finish", args=[enrolment.uid, lesson.uid]))


def test_signing_an_acta(world: World) -> None:
    enrolment = CompletedEnrolmentFactory.create(institute=world.institute)
    sent = {
        "grupo": f"{enrolment.edition_id}-0",
        "enrolments": [str(enrolment.uid)],
        "post": "Directora",
        "step": "sign",
    }
    twice(world.member(Role.CERTIFIER), reverse("acta_new", args=[world.institute.code]), sent)
    assert Acta.objects.count() == 1


def test_proposing_supporting_and_accepting_at_once(world: World) -> None:
    course = make_published_course(world.institute, questions=[])
    slug = Course.objects.get(uid=course.translation_key).slug
    author, citizen = make_author(course), make_citizen()
    form = {"uid": str(uuid4()), "place": "", "kind": "other", "text": "Un ejemplo más", "is_public": "on"}
    assert set(twice(citizen, reverse("course_propose", args=[slug]), form)) == {302}
    proposal = Proposal.objects.get()
    twice(make_citizen(), reverse("course_proposal_support", args=[slug, proposal.uid]))
    assert proposal.supports.count() == 1
    codes = twice(author, reverse("proposal_decide", args=[proposal.uid]), {"decision": "accept", "answer": ""})
    assert sorted(codes) == [302, 409, 409, 409]
    assert Comment.objects.count() == 1


def test_keeping_a_note_a_place_and_the_way_one_reads(world: World) -> None:
    enrolment = make_enrolment(world.teacher, make_edition(world.institute))
    where = [enrolment.uid, uid("Leer")]
    twice(world.teacher, reverse("lesson_notes", args=where), {"key": str(uuid4()), "text": "Una sola"})
    note = Note.objects.get()
    twice(world.teacher, reverse("note", args=[note.uid]), {"version": "1", "text": "Otra"})
    assert Note.objects.get().text == "Otra"
    places = iter([f"p-{uuid4()}" for _time in range(TIMES)])
    twice(world.teacher, reverse("reading_place", args=where), lambda: {"anchor": next(places)})
    assert set(ReadingPlace.objects.get().places) == {uid("Leer")}
    twice(world.teacher, reverse("reading"), {"size": "large"})
    assert ReadingChoices.objects.get().choices == "size-large"


def test_two_devices_change_a_note_at_the_same_instant_and_both_texts_are_kept(world: World) -> None:
    note = make_note(make_enrolment(world.teacher, make_edition(world.institute)))
    texts = [f"Texto {number}" for number in range(TIMES)]
    waiting = iter(texts)
    twice(world.teacher, reverse("note", args=[note.uid]), lambda: {"version": "1", "text": next(waiting)})
    assert sorted(Note.objects.values_list("text", flat=True)) == texts
