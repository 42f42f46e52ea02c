"""Canaries in every key of a course: whoever has not submitted yet meets none, at any address, index or archive."""

import io
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.apps import apps
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from accounts.archive import write_archive
from courses.assessment.models import Attempt
from courses.editions.models import AnswerKey, Lesson
from courses.editions.operations import store_edition
from courses.finding.indexing import index_course
from courses.study.models import Enrolment
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON, document, keys, make_enrolment, pool_keys, save, t, uid
from tests.institutes.factories import InstituteFactory
from tests.test_addresses import EXAMPLES, _all, _is_ours

pytestmark = pytest.mark.django_db
CANARY, NUMBER, TOLERANCE = "canario7f3", "86753.09", "0.0713"


def _with_canaries(key: dict[str, Any]) -> dict[str, Any]:
    """The key with a canary in all that it says, and in what it counts as right where that is words or a number."""
    told = key | {"explanation": t(f"<p>{CANARY} explica</p>"), "feedback": dict.fromkeys(key["feedback"], t(CANARY))}
    told |= {"accepted": [f"{CANARY} aceptada"]} if "accepted" in key else {}
    told |= {"value": NUMBER, "tolerance": TOLERANCE} if "value" in key else {}
    if "gaps" in key:
        told["gaps"] = {
            gap: {"accepted": [f"{CANARY} hueco"]} if "accepted" in rule else rule for gap, rule in key["gaps"].items()
        }
    return told


@dataclass(frozen=True)
class Scene:
    """Somebody who has answered a little of a course whose keys sing, and has sent nothing."""

    enrolment: Enrolment
    attempt: Attempt
    client: Client

    def arguments(self) -> Iterator[dict[str, Any]]:
        """What may stand in addresses: each lesson of the course, with its block and the rest."""
        edition = self.enrolment.edition
        common = {
            "enrolment": self.enrolment.uid, "attempt": self.attempt.uid, "slug": edition.course.slug, "number": 1,
            "code": edition.course.organisation.code, "block": uid("task"), "project": uid("task"), "pk": 1,
            "piece": uid("nothing"), "uid": uid("nothing"), "kind": "csv",
            "course": edition.course_id, "language": "es-mx",
        }  # fmt: skip
        for lesson in Lesson.objects.filter(edition=edition, language="es-mx"):
            yield common | {"lesson": lesson.uid}


@pytest.fixture
def scene() -> Scene:
    organisation = InstituteFactory.create()
    made = deepcopy(keys()) | pool_keys()
    made[uid("question shuffled")] = made[uid("question multiple")]
    source = document(organisation=organisation.code, slug="canarios", arranged=True)
    singing = {question: _with_canaries(key) for question, key in made.items()}
    edition = store_edition(source, singing, {}, organisation=organisation, actor=None, at=NOON)
    index_course(uid=edition.course_id)
    enrolment = make_enrolment(edition=edition)
    attempt = save(enrolment, {uid("question short_text"): "otra cosa", uid("question single"): uid("single uno")})
    return Scene(enrolment, attempt, signed_in(enrolment.teacher))


def _body(response: HttpResponseBase) -> str:
    parts = response.streaming_content if response.streaming else [response.content]  # type: ignore[attr-defined]
    return b"".join(parts).decode(errors="replace")


def _sung(text: str) -> list[str]:
    return [note for note in (CANARY, NUMBER, TOLERANCE) if note in text.lower()]


def _addresses(scene: Scene) -> Iterator[str]:
    """Every address of ours, with the scene's own arguments where it has them, for each of its lessons."""
    for found in filter(_is_ours, _all()):
        wanted = {**found.pattern.pattern.regex.groupindex, **found.pattern.pattern.converters}
        for known in scene.arguments():
            yield reverse(found.name, kwargs={name: known.get(name) or _other(kind) for name, kind in wanted.items()})
            if "lesson" not in wanted:
                break


def _other(kind: object) -> object:
    """An argument of which the scene has none, by its converter."""
    return EXAMPLES.get(type(kind).__name__.removesuffix("Converter").lower(), "a")


def test_the_key_does_hold_the_canaries(scene: Scene) -> None:
    assert _sung(str(AnswerKey.objects.get(pk=scene.enrolment.edition_id).keys).lower()) == [CANARY, NUMBER, TOLERANCE]


def test_no_address_sings_before_submission(scene: Scene) -> None:
    visited, heard = set(), {}
    for address in _addresses(scene):
        for query in ("", "?respuestas=1", "?format=json"):
            response = scene.client.get(address + query)
            visited.add(address)
            if notes := _sung(_body(response)):
                heard[address + query] = notes
    assert heard == {}
    assert len(visited) >= len({found.name for found in _all() if _is_ours(found)})
    assert reverse("lesson", args=[scene.enrolment.uid, uid("Responder")]) in visited
    assert reverse("edition_source", args=["canarios", 1]) in visited


def test_saving_and_a_refusal_do_not_sing(scene: Scene) -> None:
    at = [scene.enrolment.uid, uid("Responder")]
    short = uid("question short_text")
    fields = {f"q-{short}": "otra", f"counter-{short}": "9", "tab": "x", "attempt": "1"}
    for name, data in (
        ("save_answers", fields),
        ("answer", fields | {"draft": "1"}),
        ("answer", {"attempt": "1", "seen": "99"}),
    ):
        assert _sung(_body(scene.client.post(reverse(name, args=at), data, follow=True))) == []


def test_no_index_row_or_draft_holds_one(scene: Scene) -> None:
    """Every text column of every table but that of the keys."""
    others = [model for model in apps.get_models() if model is not AnswerKey]
    assert [
        model._meta.label for model in others if any(_sung(str(row).lower()) for row in model._default_manager.values())
    ] == []


def test_the_archive_of_ones_own_data_holds_none(scene: Scene) -> None:
    target = io.BytesIO()
    for _holding in write_archive(scene.enrolment.teacher, target):
        pass
    with zipfile.ZipFile(target) as archive:
        texts = [archive.read(name).decode(errors="replace") for name in archive.namelist()]
    assert any("otra cosa" in text for text in texts)
    assert [_sung(text) for text in texts if _sung(text)] == []


def test_after_submission_the_review_does_sing(scene: Scene) -> None:
    """Or else the others would prove nothing."""
    at = [scene.enrolment.uid, uid("Responder")]
    fields = {f"q-{uid('question short_text')}": "otra", "attempt": "1"}
    sent = scene.client.post(reverse("answer", args=at), fields, follow=True)
    assert CANARY in _sung(_body(sent))
