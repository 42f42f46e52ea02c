"""A small world in which every page has something to show, made once for a whole module of tests."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, TransactionTestCase
from django.urls import reverse
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer
from selenium.webdriver.chrome.webdriver import WebDriver

from accounts.models import User
from cms.discussion.operations import answer_comment, comment_on
from cms.glossary.operations import remark_on, say_equivalent, withdraw_equivalent
from cms.review.models import CourseGuest, ReviewRequest
from cms.review.operations import decide_as_guest
from cms.review.tokens import digest_of_token
from courses.agenda.operations import open_feed
from courses.assessment.forms import parse_answers
from courses.assessment.models import Attempt
from courses.assessment.operations import (
    About,
    begin_attempt,
    close_all_overdue,
    open_attempt,
    submit_attempt,
    submit_evidence,
)
from courses.attendance.operations import call_roll
from courses.cohorts.models import Cohort
from courses.conversations.operations.discussion import write_post
from courses.conversations.operations.messages import announce, send_message
from courses.editions.models import Edition, Lesson
from courses.marking.models import Work
from courses.marking.operations import Said, mark_work, return_work
from courses.marking.selectors import subject_of
from courses.moving.operations import move_to_edition
from courses.notes.operations import write_note
from courses.peers.models import Comment
from courses.peers.operations import remove_comment, write_comment
from courses.programmes.operations import follow_programme
from courses.projects.operations import ask_endorsement
from courses.study.batches import sent_of
from courses.study.models import Enrolment
from courses.study.operations import enrol, join_waiting_list, record_lesson_finished
from courses.study.receiving import receive_events
from demonstration.people import ensure_people
from evaluation.findings.models import DataCut
from evaluation.instruments.operations import open_occasion
from evaluation.pilots.operations import create_pilot, join_pilot, lock_protocol
from evaluation.publication.operations import publish_release
from foundation.models import Job
from institutes.loading import load_places
from institutes.models import Membership, Organisation
from languages.models import Language
from letters.selectors import unsubscribe_token
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.certification.factories import CompletedEnrolmentFactory, issued
from tests.cms.desk.factories import HCH, Desk, make_desk
from tests.cms.pages.factories import KINDS, make_course, make_term
from tests.cms.review.factories import make_review
from tests.courses.assessment.factories import as_querydict, lesson_called
from tests.courses.assessment.factories import make_edition as timed_edition
from tests.courses.assessment.factories import make_enrolment as timed_enrolment
from tests.courses.attendance.factories import make_session
from tests.courses.cohorts.factories import make_cohort, make_link
from tests.courses.editions.factories import make_edition as plain_edition
from tests.courses.marking.factories import CRITERION, WELL, administrator_of
from tests.courses.moving.factories import mixed, next_edition
from tests.courses.peers.factories import KIND_WORDS, exchanging, given_by, handed_in, joined
from tests.courses.programmes.factories import draft_programme, make_programme
from tests.courses.programmes.factories import member as member_of
from tests.courses.projects.factories import advised, first_milestone
from tests.courses.recommending.factories import make_result
from tests.courses.study.factories import complete
from tests.courses.study.factories import make_enrolment as enrolled
from tests.evaluation.factories import a_cut, an_instrument, evaluator
from tests.foundation.test_sound import webm
from tests.institutes.factories import InstituteFactory, MembershipFactory, PostFactory, give_second_factor
from tests.languages.factories import make_strings, propose

SIZES = [12, 11, 9]  # participants per institute: the last is too small to publish


@dataclass
class Scene:
    """Addresses by name, each with who opens it (or nobody)."""

    origin: str
    pages: dict[str, tuple[User | None, str]]

    def enter(self, driver: WebDriver, name: str) -> str:
        """Become the person whose page this is, and say its address."""
        person, address = self.pages[name]
        driver.delete_all_cookies()
        if person:
            client = Client()
            client.force_login(person)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.origin}
            driver.execute_cdp_cmd("Network.setCookie", cookie)
        return self.origin + address


@contextmanager
def served() -> Iterator[str]:
    """A site of its own, and afterwards the database as the migrations left it, as after any test that commits."""
    server = LiveServer("localhost")
    server._live_server_modified_settings.enable()
    try:
        yield str(server.url)
    finally:
        server.stop()
        server._live_server_modified_settings.disable()
        TransactionTestCase._fixture_teardown(None)  # type: ignore[attr-defined]  # tests/conftest.py made it restore


def make_scene(origin: str) -> Scene:
    """Everybody and everything, through the operations that real ones go through."""
    load_places()
    ensure_people(at=timezone.now())
    institute = Organisation.objects.get(code="IES-05")
    page = make_course(organisation=institute, title="Observar para enseñar", slug="observar", lessons=2)
    edition = Edition.objects.get(course__uid=page.translation_key)
    teacher = TeacherFactory.create(email="docente@escuela.example")
    PostFactory.create(user=teacher)
    pages = _public() | _study(teacher, edition) | _institute(institute, edition, teacher) | _evaluation() | _reviews()
    pages |= _translations() | _programmes(edition, teacher)
    pages["course"] = (None, reverse("course", args=[edition.course.slug]))
    return Scene(origin, pages)


Pages = dict[str, tuple[User | None, str]]


def _programmes(edition: Edition, teacher: User) -> Pages:
    """A programme that the teacher follows, a draft that waits for approval, results and a calendar."""
    programme = make_programme(organisation=edition.course.organisation, courses=[edition.course], title="Mirar")
    follow_programme(teacher=teacher, programme=programme, at=timezone.now())
    draft = draft_programme(organisation=edition.course.organisation, courses=[edition.course], title="Acompañar")
    approver = member_of(draft.organisation, Membership.Role.INSTITUTE_ADMIN)
    make_result(teacher)
    open_feed(teacher=teacher, at=timezone.now())
    return {
        "calendar": (None, reverse("calendar")),
        "calendar without groups": (None, reverse("calendar") + "?mes=2030-01"),
        "my calendar": (teacher, reverse("own_calendar")),
        "my data": (teacher, reverse("own_data")),
        "my record": (teacher, reverse("record")),
        "my results": (teacher, reverse("results")),
        "results of a newcomer": (draft.latest_revision.user, reverse("results")),
        "programmes": (None, reverse("programmes")),
        "programme": (None, reverse("programme", args=[programme.slug])),
        "programme one follows": (teacher, reverse("programme", args=[programme.slug])),
        "programme to be approved": (approver, reverse("programme_approval", args=[draft.pk])),
    }


def _public() -> Pages:
    names = {
        "home": "home", "catalogue": "catalogue", "verification": "verification", "open data": "open_data",
        "methods": "open_data_methods", "login": "account_login", "signup": "account_signup",
        "privacy notice": "privacy_notice", "new confirmation": "resend_confirmation",
    }  # fmt: skip
    addresses = {title: reverse(name) for title, name in names.items()} | {
        "catalogue without results": reverse("catalogue") + "?q=nada-de-nada",
        "search results": reverse("catalogue") + "?q=evaluacion",
        "verification without result": reverse("verification") + "?folio=nada",
        "page that is not there": "/es-mx/no-existe/",
        "expired link": reverse("account_confirm_email", args=["vencida"]),
    }
    return {title: (None, address) for title, address in addresses.items()}


def _attempt(enrolment: Enrolment, lesson: Lesson) -> Attempt:
    """Some right, some wrong, some blank: what a review can show."""
    attempt = open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=timezone.now())
    first: dict[str, Any] = {}
    for question in attempt.questions:
        name = f"q-{question['uid']}"
        if question["kind"] in ("single", "multiple", "rating"):
            first[name] = question["options"][0]["uid"]
        elif question["kind"] == "ordering":
            first |= {f"{name}-{one['uid']}": str(place) for place, one in enumerate(question["options"], start=1)}
        elif question["kind"] == "matching":
            first |= {f"{name}-{one['uid']}": question["matches"][0]["uid"] for one in question["options"]}
        elif question["kind"] == "cloze":
            first |= {f"{name}-{gap['uid']}": "aprender" for gap in question["gaps"]}
        elif question["kind"] == "open":
            first[name] = "Lo que observé en clase."
        elif question["kind"] == "numeric":
            first[name] = "99"
    answers = parse_answers(attempt.questions, as_querydict(first))
    return submit_attempt(actor=enrolment.teacher, attempt=attempt, answers=answers, at=timezone.now())


def _study(teacher: User, edition: Edition) -> Pages:
    enrolment = enrol(teacher=teacher, edition=edition, cohort=None, at=timezone.now())
    lessons = list(Lesson.objects.filter(edition=edition, language="es-mx").order_by("position"))
    attempt = _attempt(enrolment, lessons[0])
    done = complete(
        enrol(teacher=TeacherFactory.create(), edition=edition, cohort=None, at=timezone.now()), at=timezone.now()
    )
    tasks = lessons[0].evidence[:2]
    handed_in, spoken = (reverse("evidence", args=[enrolment.uid, lessons[0].uid, task]) for task in tasks)
    told = SimpleUploadedFile("relato.webm", webm(0, 61_000), "audio/webm")
    submit_evidence(
        actor=teacher, enrolment=enrolment, block_uid=tasks[1], text="", upload=told,
        about=About(consent="given", consent_note="Firmaron una hoja", access="community"), at=timezone.now(),
    )  # fmt: skip
    adviser = advised(enrolment)
    milestone = first_milestone(enrolment)
    word = ask_endorsement(actor=teacher, adviser=adviser, evidence=milestone, at=timezone.now())
    return _pilot_of(enrolment, done) | {
        "project": (teacher, reverse("project", args=[enrolment.uid, adviser.project_uid])),
        "word of an adviser": (None, reverse("endorsement", args=[word])),
        "my place": (teacher, reverse("my_place")),
        "my place of a newcomer": (TeacherFactory.create(), reverse("my_place")),
        "profile": (teacher, reverse("profile")),
        "names": (teacher, reverse("profile_edit")),
        "post": (teacher, reverse("post_add")),
        "accepting the notice": (teacher, reverse("accept_notice")),
        "language and origin": (teacher, reverse("profile_sensitive")),
        "course of an enrolled teacher": (teacher, reverse("course", args=[edition.course.slug])),
        "lesson": (teacher, reverse("lesson", args=[enrolment.uid, lessons[0].uid])),
        "lesson on paper": (teacher, reverse("study_paper", args=[enrolment.uid]) + f"?leccion={lessons[0].uid}"),
        "course on paper": (teacher, reverse("study_paper", args=[enrolment.uid]) + "?respuestas=1"),
        "reading choices": (None, reverse("reading")),
        "languages": (None, reverse("languages")),
        **_translating(),
        **_notes(enrolment, lessons[0]),
        **_timed(),
        **_moving(),
        **_exchanging(),
        "attempt": (teacher, reverse("attempt", args=[attempt.uid])),
        "evidence": (teacher, handed_in),
        "recorder": (teacher, spoken),
        "portfolio": (teacher, reverse("portfolio")),
        "records that wait": (teacher, _records(enrolment)),
        "records of everybody": (
            give_second_factor(UserFactory.create(is_superuser=True, is_staff=True)),
            reverse("records_set_aside"),
        ),
        "no record that waits": (TeacherFactory.create(), reverse("set_aside_events")),
        "summary": (teacher, reverse("study_summary", args=[enrolment.uid])),
        "summary of a completed course": (done.teacher, reverse("study_summary", args=[done.uid])),
    }


def _moving() -> Pages:
    """A group whose course has a newer edition: somebody who thinks about it, and somebody who moved."""
    edition = plain_edition(lessons=4, evidence=1)
    today = timezone.localdate()
    begun: dict[str, Any] = {
        "opens_on": today - timedelta(days=30),
        "closes_on": today,
        "starts_on": today - timedelta(days=20),
    }
    cohort = make_cohort(edition=edition, name="Grupo que pasa", **begun, ends_on=today + timedelta(days=60))
    thinks, moved = (enrolled(cohort=cohort, at=timezone.now()) for _number in range(2))
    for lesson in edition.lessons.order_by("position")[:3]:
        record_lesson_finished(enrolment=thinks, lesson_uid=lesson.uid, at=timezone.now())
    newest = next_edition(edition, mixed)
    move_to_edition(actor=moved.teacher, enrolment=moved, edition=newest, at=timezone.now())
    role = Membership.Role.INSTITUTE_ADMIN
    staff = give_second_factor(MembershipFactory.create(organisation=cohort.organisation, role=role).user)
    return {
        "newer edition": (thinks.teacher, reverse("move_edition", args=[thinks.uid])),
        "summary after moving": (moved.teacher, reverse("study_summary", args=[moved.uid])),
        "place with a newer edition": (thinks.teacher, reverse("my_place")),
        "edition of a group": (staff, reverse("cohort_edition", args=[cohort.organisation.code, cohort.pk])),
    }


def _exchanging() -> Pages:
    """Colleagues who comment each other's works: one who has yet to, one who read theirs, whoever accompanies."""
    cohort = exchanging(InstituteFactory.create())
    people = joined(cohort, 4)
    waiting = handed_in(cohort)
    for evidence in people[1:]:
        for comment in given_by(evidence):
            teacher = evidence.enrolment.teacher
            levels = {CRITERION: WELL}
            write_comment(actor=teacher, comment=comment, levels=levels, text=KIND_WORDS, at=timezone.now())
    staff = administrator_of(people[0].enrolment)
    unfit = Comment.objects.filter(written_at__isnull=False).earliest("pk")
    remove_comment(actor=staff, comment=unfit, reason="Descalifica", at=timezone.now())
    place = [waiting.enrolment.uid, waiting.lesson_uid, waiting.block_uid]
    return {
        "taking part among colleagues": (waiting.enrolment.teacher, reverse("evidence", args=place)),
        "comments among colleagues": (people[1].enrolment.teacher, reverse("peers")),
        "work of a colleague": (
            people[0].enrolment.teacher, reverse("peer_comment", args=[given_by(people[0])[0].uid])
        ),
        "colleagues of a group": (staff, reverse("cohort_peers", args=[cohort.organisation.code, cohort.pk])),
    }  # fmt: skip


def _timed() -> Pages:
    """A timed lesson before it is begun, while the time runs, and what the clock sent."""
    edition = timed_edition(slug="a-tiempo", minutes=30)
    waiting, running, over = (timed_enrolment(edition=edition) for _number in range(3))
    lesson = lesson_called(edition, "Responder")
    now = timezone.now()
    for enrolment, at in ((running, now), (over, now - timedelta(hours=2))):
        begin_attempt(actor=enrolment.teacher, enrolment=enrolment, lesson=lesson, language="es-mx", at=at)
    close_all_overdue(at=now)
    return {
        "timed lesson": (waiting.teacher, reverse("lesson", args=[waiting.uid, lesson.uid])),
        "timed lesson under way": (running.teacher, reverse("lesson", args=[running.uid, lesson.uid])),
        "attempt whose time was over": (over.teacher, reverse("attempt", args=[over.attempts.get().uid])),
    }


def _records(enrolment: Enrolment) -> str:
    """What a device sent of another course and of a lesson that is none, and the page that tells so."""
    for reason in ("enrolment", "lesson_uid"):
        known = {"enrolment": str(enrolment.uid), "lesson_uid": str(uuid4())} | {reason: str(uuid4())}
        sent = sent_of(
            known | {"id": str(uuid4()), "device": str(uuid4()), "counter": 1, "kind": "lesson.opened",
                     "device_at": timezone.now().isoformat()}
        )  # fmt: skip
        receive_events(actor=enrolment.teacher, batch=[sent, sent_of({"id": "x"})], at=timezone.now())
    return reverse("set_aside_events")


def _notes(enrolment: Enrolment, lesson: Lesson) -> Pages:
    teacher = enrolment.teacher
    note = write_note(
        author=teacher, enrolment=enrolment, lesson=lesson, text="Probar con mi grupo.", key=uuid4(), at=timezone.now()
    )
    return {
        "notes": (teacher, reverse("notes")),
        "notes that no word finds": (teacher, reverse("notes") + "?q=nada"),
        "notes on paper": (teacher, reverse("notes_on_paper")),
        "note": (teacher, reverse("note", args=[note.uid])),
        "notes of a lesson": (teacher, reverse("lesson_notes", args=[enrolment.uid, lesson.uid])),
    }


def _pilot_of(invited: Enrolment, member: Enrolment) -> Pages:
    """A pilot under way: one teacher reads the invitation, the other one the test."""
    watcher, now, week = evaluator(), timezone.now(), timedelta(days=7)
    pilot = create_pilot(
        actor=watcher, name="Piloto en marcha", edition=invited.edition, institutes=[invited.institute], at=now,
        starts_on=timezone.localdate() - week, ends_on=timezone.localdate() + week,
    )  # fmt: skip
    pilot = lock_protocol(actor=watcher, pilot=pilot, at=now)
    instrument = an_instrument(watcher)
    test = open_occasion(
        actor=watcher, pilot=pilot, instrument=instrument, moment="pre", opens_at=now - week, closes_at=now + week
    )
    join_pilot(teacher=member.teacher, pilot=pilot, at=now)
    return {
        "invitation to a pilot": (invited.teacher, reverse("pilot_invitation", args=[pilot.uid])),
        "test of a pilot": (member.teacher, reverse("pilot_test", args=[test.uid])),
    }


def _staff(institute: Organisation) -> User:
    """Somebody with every role in the institute, and its second factor."""
    user = MembershipFactory.create(organisation=institute, role=Membership.Role.CERTIFIER).user
    for role in (Membership.Role.INSTITUTE_ADMIN, Membership.Role.FACILITATOR):
        MembershipFactory.create(user=user, organisation=institute, role=role)
    return give_second_factor(user)


def _institute(institute: Organisation, edition: Edition, teacher: User) -> Pages:
    staff, today = _staff(institute), timezone.localdate()
    week = timedelta(days=7)
    cohort = make_cohort(
        edition=edition, organisation=institute, name="Grupo de prueba",
        opens_on=today - week, closes_on=today + week, starts_on=today, ends_on=today + 4 * week,
    )  # fmt: skip
    members = [
        enrol(teacher=TeacherFactory.create(), edition=edition, cohort=cohort, at=timezone.now()) for _ in range(3)
    ]
    complete(members[0], at=timezone.now())
    task = Lesson.objects.filter(edition=edition, language="es-mx").order_by("position")[0].evidence[0]
    handed_in = submit_evidence(
        actor=members[1].teacher, enrolment=members[1], block_uid=task, text="Observé.", upload=None, at=timezone.now()
    )
    credential = issued(CompletedEnrolmentFactory.create(institute=institute, teacher=teacher), actor=staff)
    acta, code = credential.acta_row.acta, institute.code
    at_desk = {
        "desk": reverse("desk", args=[code]),
        "people": reverse("people", args=[code]),
        "cohorts": reverse("cohorts", args=[code]),
        "cohort": reverse("cohort", args=[code, cohort.pk]),
        "new cohort": reverse("cohort_create", args=[code]),
        "marking queue": reverse("marking_queue", args=[code]),
        "marking": reverse("marking_work", args=[code, handed_in.works.get().uid]),
        "actas": reverse("actas", args=[code]),
        "acta": reverse("acta", args=[code, acta.uid]),
        "new acta": reverse("acta_new", args=[code]),
        "people of a new acta": reverse("acta_new", args=[code]) + f"?grupo={edition.pk}-{cohort.pk}",
        "certificates": reverse("certificates", args=[code]),
        "certificate": reverse("certificate", args=[code, credential.folio]),
        "revoking": reverse("certificate_revoke", args=[code, credential.folio]),
    }
    return (
        {name: (staff, address) for name, address in at_desk.items()}
        | {
            "my certificate": (teacher, reverse("my_certificate", args=[credential.folio])),
            "verified facts": (None, reverse("verify_certificate", args=[credential.folio, credential.token])),
            "verified folio": (None, reverse("verification") + f"?folio={credential.folio}"),
            "invitation": (None, reverse("invitation", args=[make_link(cohort).token])),
        }
        | _group(cohort, staff, members)
    )


def _group(cohort: Cohort, staff: User, members: list[Enrolment]) -> Pages:
    """A group that is accompanied: sessions, messages, an announcement, a discussion, somebody who waits."""
    now, today, code = timezone.now(), timezone.localdate(), cohort.organisation.code
    cohort.facilitators.add(staff)
    Cohort.objects.filter(pk=cohort.pk).update(has_discussion=True, capacity=3)
    cohort.refresh_from_db()
    join_waiting_list(teacher=TeacherFactory.create(), cohort=cohort, at=now)
    session = make_session(cohort, day=today - timedelta(days=1))
    call_roll(actor=staff, session=session, states={members[0].pk: "present", members[1].pk: "absent"}, at=now)
    announce(
        actor=staff, cohort=cohort, title="Cambio de salón", text="Aula 4.", starts_on=today, ends_on=today,
        key=uuid4(), at=now,
    )  # fmt: skip
    send_message(actor=staff, enrolment=members[1], text="¿Cómo va?", key=uuid4(), at=now)
    lesson = Lesson.objects.filter(edition=cohort.edition, language="es-mx").order_by("position")[0].uid
    asking = members[1].teacher
    post = write_post(actor=asking, cohort=cohort, lesson_uid=lesson, text="¿Y ustedes?", key=uuid4(), at=now)
    write_post(actor=staff, cohort=cohort, lesson_uid=lesson, text="Así.", parent=post, key=uuid4(), at=now)
    own, where = members[1].uid, [code, cohort.pk]
    waiting, marked = _marked_work(members[2], staff)
    of_staff = {
        "follow-up": reverse("follow_up", args=where),
        "marking of a group": reverse("marking_group", args=where),
        "marking of an answer": reverse("marking_work", args=[code, waiting.uid]),
        "person of a group": reverse("person", args=[*where, own]),
        "waiting list": reverse("waiting_list", args=where),
        "invitation links": reverse("cohort_links", args=where),
        "invitation link": reverse("cohort_link", args=[*where, make_link(cohort).pk]),
        "sessions": reverse("sessions", args=where),
        "roll": reverse("roll", args=[*where, session.pk]),
        "new session": reverse("session_plan", args=where),
        "code of a session": reverse("session_code", args=[*where, session.pk]),
        "messages to a group": reverse("cohort_messages", args=where),
        "announcements": reverse("announcements", args=where),
        "conversations": reverse("cohort_talk", args=where),
        "moderating": reverse("post_moderate", args=[post.pk]),
    }
    of_teacher = {
        "inbox": reverse("inbox"),
        "thread": reverse("thread", args=[own]),
        "summary in a group": reverse("study_summary", args=[own]),
        "conversation": reverse("lesson_talk", args=[own, lesson]),
        "signing in to a session": reverse("session_sign_in", args=[session.code]),
        "leaving a course": reverse("study_leave", args=[own]),
        "letters": reverse("letter_preferences"),
    }
    return {
        **{name: (staff, address) for name, address in of_staff.items()},
        **{name: (asking, address) for name, address in of_teacher.items()},
        "unsubscribing": (None, reverse("unsubscribe", args=[unsubscribe_token(asking)])),
        "own mark": (members[2].teacher, reverse("own_mark", args=[waiting.uid])),
        "own mark of evidence": (members[2].teacher, reverse("own_mark", args=[marked.uid])),
    }


def _marked_work(enrolment: Enrolment, staff: User) -> tuple[Work, Work]:
    """An open answer that waits, and evidence that came back once and was marked then."""
    now, teacher = timezone.now(), enrolment.teacher
    lesson = Lesson.objects.filter(edition=enrolment.edition, language="es-mx").order_by("position")[0]
    attempt = open_attempt(enrolment=enrolment, lesson=lesson, language="es-mx", at=now)
    question = next(one for one in attempt.questions if one["kind"] == "open")
    answers = {question["uid"]: "Observé, escribí y volví a leer."}
    waiting = submit_attempt(actor=teacher, attempt=attempt, answers=answers, at=now).works.get()
    for text in ("Observé.", "Observé y anoté la fecha."):
        evidence = submit_evidence(
            actor=teacher, enrolment=enrolment, block_uid=lesson.evidence[0], text=text, upload=None, at=now
        )
        work = evidence.works.latest("version")
        if text == "Observé.":
            return_work(actor=staff, work=work, said=Said(comment="Falta la fecha."), at=now)
    chosen = {one["uid"]: one["levels"][-1]["uid"] for one in subject_of(work).rubric}
    mark_work(actor=staff, work=work, said=Said(levels=chosen, comment="Muy claro."), at=now)
    return waiting, work


def _translating() -> Pages:
    """The words of the platform: a few texts, one of them proposed by somebody else."""
    strings = make_strings()
    trainer = give_second_factor(MembershipFactory.create(role=Membership.Role.AUTHOR).user)
    language = Language.objects.get(tag="hch")
    propose(strings[0], language, ["[pendiente]"])
    head = give_second_factor(UserFactory.create(is_superuser=True, is_staff=True))
    return {
        "words of the platform": (trainer, reverse("interface_desk")),
        "words in a language": (trainer, reverse("interface_strings", args=["hch"])),
        "a word in a language": (trainer, reverse("interface_string", args=["hch", strings[0].pk])),
        "importing words": (trainer, reverse("interface_import", args=["hch"])),
        "alphabet": (trainer, reverse("alphabet", args=["hch"])),
        "all languages": (head, reverse("languages_administered")),
        "new language": (head, reverse("language_add")),
        "one language": (head, reverse("language_change", args=["hch"])),
    }


def _evaluation() -> Pages:
    watcher = evaluator()
    cut: DataCut = a_cut(SIZES, actor=watcher)
    release = publish_release(actor=watcher, data_cut=cut, at=timezone.now())
    running = Job.objects.create(kind="t", title="Exportación", owner=watcher, status="running", done=3, total=9)
    over = Job.objects.create(
        kind="t", title="Importación", owner=watcher, status="done", done=9, total=9,
        problems=[{"row": "4", "reason": "La CURP no es válida."}],
    )  # fmt: skip
    return {
        "evaluation": (watcher, reverse("evaluation_home")),
        "pilot": (watcher, reverse("evaluation_pilot", args=[cut.pilot.slug])),
        "data cut": (watcher, reverse("evaluation_cut", args=[cut.pilot.slug, cut.number])),
        "release": (None, reverse("release", args=[release.pilot.slug, release.number])),
        "job under way": (watcher, reverse("job", args=[running.pk])),
        "job with problems": (watcher, reverse("job", args=[over.pk])),
    }


def _asked(guest: CourseGuest) -> str:
    """A guest is asked; the link goes nowhere but here."""
    token = f"enlace-de-prueba-{guest.pk}"
    ReviewRequest.objects.filter(guest=guest, round__closed_at=None).update(token_digest=digest_of_token(token))
    return token


def _translations() -> Pages:
    """A course of every kind of block in which a text is missing, waits, was sent back, and has an older source."""
    desk = make_desk(rich=True, questions=KINDS, title="Escuchar para leer", spoken_translations=True)
    title = desk.reviewed("[Pendiente de traducir] Lección 1", of="Lección 1")
    desk.change_lesson("Lección primera: escuchar con atención")
    texts = [unit.source for _part, unit in desk.now().units.values() if unit.key.endswith((":html", ":prompt"))]
    for text in texts[:2]:
        desk.translate(f"<p>[Pendiente] {title.text}</p>", of=text)
    waiting = desk.translate("<p>[Pendiente]</p>", of=texts[2], actor=desk.reviewer)
    desk.send_back(waiting, "Falta el saltillo.", actor=desk.translator)
    course, language = desk.course.translation_key, HCH
    lesson = desk.now().pages[1].uid
    return {
        "translations": (desk.reviewer, reverse("translation_desk")),
        "course in a language": (desk.reviewer, reverse("translation_course", args=[course, language])),
        **_glossary(desk),
        "lesson in a language": (desk.reviewer, reverse("translation_part", args=[course, language, lesson])),
    }


def _glossary(desk: Desk) -> Pages:
    """A term that the lesson uses, said in two places and once taken back, with a word on it."""
    term = make_term("Escuchar", organisation=desk.course.organisation, is_shared=True)
    say = partial(say_equivalent, actor=desk.translator, term=term, language=HCH, at=timezone.now())
    say(text="[pendiente] ɨ kw", community="Mezquitic", note="Falta confirmarlo.")
    withdraw_equivalent(
        actor=desk.reviewer, equivalent=say(text="[pendiente] ʉ", community="Bolaños"), at=timezone.now()
    )
    remark_on(actor=desk.reviewer, term=term, key=uuid4(), text="¿Y en Bolaños?", at=timezone.now())
    return {
        "glossary": (desk.translator, reverse("glossary")),
        "term of the glossary": (desk.translator, reverse("glossary_term", args=[term.uid])),
    }


def _reviews() -> Pages:
    """A course under review after a round that was returned, one to be handed in, and a link that has done its work."""
    review, draft, over = make_review(title="Leer en voz alta"), make_review(title="Contar historias"), make_review()
    partner, guest = review.invites(), review.invites_guest()
    review.hands_in()
    review.answers(partner, "returned", "Falta un ejemplo del norte del estado.")
    block = str(review.lesson.body[0].id)
    comment = comment_on(
        actor=review.author,
        course=review.course,
        page=review.lesson,
        block_uid=block,
        text="¿Queda claro?",
        at=timezone.now(),
    )
    answer_comment(
        actor=review.author, course=review.course, comment=comment, text="Lo pregunto a las aliadas.", at=timezone.now()
    )
    review.hands_in()
    token = _asked(guest)
    draft.invites()
    only = over.invites_guest()
    over.hands_in()
    used = _asked(only)
    request = ReviewRequest.objects.get(guest=only)
    decide_as_guest(request=request, decision="approved", remark="Muy claro.", at=timezone.now())
    key, author = [review.course.pk], draft.author
    return {
        "review of a course": (review.reviewer_of(partner), reverse("course_review", args=key)),
        "former reviews": (review.author, reverse("course_review_history", args=key)),
        "reviewed lesson": (review.author, reverse("course_review_lesson", args=[*key, review.lesson.pk])),
        "handing in": (author, reverse("course_hand_in", args=[draft.course.pk])),
        "who reviews": (author, reverse("course_partner_invite", args=[draft.course.pk])),
        "guest who reviews": (author, reverse("course_guest_invite", args=[draft.course.pk])),
        "review by a guest": (None, reverse("guest_review", args=[token])),
        "reviewed lesson of a guest": (None, reverse("guest_lesson", args=[token, review.lesson.pk])),
        "used link": (None, reverse("guest_review", args=[used])),
    }
