"""Who gets which answer at the player's addresses."""

from collections.abc import Callable
from typing import Any

from cms.pages.models import CoursePage
from courses.assessment.models import Attempt
from courses.editions.models import Course
from courses.study.models import Enrolment
from tests.addressing import Address, World
from tests.cms.proposals.factories import confirmed, make_proposal, make_published_course
from tests.courses.assessment.factories import make_edition, make_enrolment, uid
from tests.courses.assessment.test_evidence import hand_in, photo
from tests.courses.player.studies import submitted_attempt


def _enrolment(world: World) -> Enrolment:
    return world.once("player enrolment", lambda: make_enrolment(world.teacher, make_edition(world.institute)))


def _attempt(world: World) -> Attempt:
    return world.once("player attempt", lambda: submitted_attempt(_enrolment(world)))


def _slug(world: World) -> dict[str, Any]:
    return {"slug": world.once("player edition", lambda: make_edition(world.institute)).course.slug}


def _first(world: World) -> dict[str, Any]:
    return {**_slug(world), "number": 1}


def _lesson_of_first(world: World) -> dict[str, Any]:
    return {**_first(world), "lesson": uid("Responder")}


def _own(world: World) -> dict[str, Any]:
    return {"enrolment": _enrolment(world).uid}


def _lesson(world: World) -> dict[str, Any]:
    return {**_own(world), "lesson": uid("Responder")}


def _timed(world: World) -> dict[str, Any]:
    edition = world.once("timed edition", lambda: make_edition(world.institute, slug="a-tiempo", minutes=30))
    own = world.once("timed enrolment", lambda: make_enrolment(world.teacher, edition))
    return {"enrolment": own.uid, "lesson": uid("Responder")}


def _task(world: World) -> dict[str, Any]:
    return {**_own(world), "lesson": uid("Practicar"), "block": uid("task")}


def _piece(world: World) -> dict[str, Any]:
    return {"piece": hand_in(_enrolment(world), upload=photo()).pieces.get().uid}


def _made_together(world: World) -> CoursePage:
    return world.once("course made together", lambda: make_published_course(world.institute))


def _its_slug(world: World) -> dict[str, Any]:
    return {"slug": Course.objects.get(uid=_made_together(world).translation_key).slug}


def _proposal(**fields: Any) -> Callable[[World], dict[str, Any]]:
    """A proposal of the teacher's."""

    def make(world: World) -> dict[str, Any]:
        proposal = make_proposal(_made_together(world), confirmed(world.teacher), **fields)
        return {**_its_slug(world), "uid": proposal.uid}

    return make


def _of_another(world: World) -> dict[str, Any]:
    return {**_its_slug(world), "uid": make_proposal(_made_together(world)).uid}


ADDRESSES = [
    Address("course_history", anonymous=200, stranger=200, make=_its_slug),
    Address("course_history_feed", anonymous=200, stranger=200, make=_its_slug),
    Address("course_proposals", anonymous=200, stranger=200, make=_its_slug),
    Address("course_propose", stranger=200, make=_its_slug),
    Address("course_propose", method="post", stranger=422, allowed=422, make=_its_slug),
    Address("course_proposal", anonymous=200, stranger=200, make=_proposal()),
    Address("course_proposal", anonymous=404, make=_proposal(is_public=False)),
    Address("course_proposal", anonymous=404, make=_proposal(status="withdrawn")),
    Address("course_proposal_support", method="post", stranger=302, allowed=302, make=_of_another),
    Address("course_proposal_support", method="post", stranger=404, allowed=404, make=_proposal(is_public=False)),
    Address("course_proposal_withdraw", method="post", allowed=302, make=_proposal()),
    Address("home", anonymous=200, stranger=200),
    Address("catalogue", anonymous=200, stranger=200),
    Address("course", anonymous=200, stranger=200, make=_slug),
    Address("enrol", method="post", stranger=302, allowed=302, make=_slug),
    Address("editions", anonymous=200, stranger=200, make=_slug),
    Address("edition", anonymous=200, stranger=200, make=_first),
    Address("edition_source", anonymous=200, stranger=200, make=_first),
    Address("edition_lesson", anonymous=200, stranger=200, make=_lesson_of_first),
    Address("my_place", stranger=200),
    Address("attempt", make=lambda world: {"attempt": _attempt(world).uid}),
    Address("study_resume", allowed=302, make=_own),
    Address("study_summary", make=_own),
    Address("study_paper", make=_own),
    Address("lesson_language", method="post", allowed=302, make=_lesson, data=lambda world: {"language": "es-mx"}),
    Address("lesson", make=_lesson),
    Address("lesson_finish", method="post", allowed=302, make=_lesson),
    Address("answer", method="post", allowed=409, make=_lesson),
    Address("save_answers", method="post", anonymous=401, make=_lesson),
    Address("begin_attempt", method="post", allowed=302, make=_timed),
    Address("evidence", make=_task),
    Address("evidence", method="post", allowed=302, make=_task, data=lambda world: {"text": "Observé a mi grupo"}),
    Address(
        "evidence_piece",
        method="post",
        anonymous=401,
        allowed=200,
        make=_task,
        data=lambda world: {"upload": photo(), "consent": "nobody", "access": "programme"},
    ),
    Address("portfolio", stranger=200),
    Address("community_pieces", stranger=200),
    Address("piece_access", method="post", allowed=302, make=_piece, data=lambda world: {"access": "community"}),
    Address("piece_remove", method="post", allowed=302, make=_piece, data=lambda world: {"because": "removed"}),
]
