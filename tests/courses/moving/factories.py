"""A course with a second edition: some lessons as they were, some with more in them, one gone and one new."""

import copy
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from courses.editions.models import AnswerKey, Edition
from courses.editions.operations import store_edition
from courses.study.models import Enrolment
from tests.courses.editions.factories import PUBLISHED, make_document, make_edition
from tests.courses.study.factories import ENROLLED, make_enrolment

SOON = ENROLLED + timedelta(days=3)
LATER = ENROLLED + timedelta(days=4)
Document = dict[str, Any]


def lessons_of(document: Document) -> list[dict[str, Any]]:
    return [lesson for module in document["modules"] for lesson in module["lessons"]]


def next_edition(edition: Edition, change: Callable[[Document, dict[str, Any]], None]) -> Edition:
    """Publish the course again, with its document and keys changed."""
    document, keys = copy.deepcopy(edition.source), copy.deepcopy(AnswerKey.objects.get(pk=edition.pk).keys)
    change(document, keys)
    at = PUBLISHED + timedelta(days=200 + edition.number)
    return store_edition(document, keys, {}, organisation=edition.course.organisation, actor=None, at=at)


def reword(document: Document, _keys: dict[str, Any] | None = None) -> None:
    """Other words everywhere, and nothing else."""
    for lesson in lessons_of(document):
        lesson["title"] = {"es-mx": lesson["title"]["es-mx"] + ", con otras palabras"}
        for block in lesson["blocks"]:
            for name in ("html", "prompt"):
                if name in block:
                    block[name] = {"es-mx": "<p>Dicho de otra manera.</p>"}


def add_text(document: Document, number: int) -> None:
    block = {"uid": str(uuid.uuid4()), "type": "text", "html": {"es-mx": "<p>Un texto nuevo.</p>"}}
    lessons_of(document)[number]["blocks"].insert(0, block)


def add_lesson(document: Document, keys: dict[str, Any], *, questions: int = 1) -> None:
    other, other_keys = make_document(lessons=1, questions_per_lesson=questions)
    [lesson] = lessons_of(other)
    lesson["title"] = {"es-mx": "Una lección nueva"}
    document["modules"][0]["lessons"].append(lesson)
    keys.update(other_keys)


def add_question(document: Document, keys: dict[str, Any], number: int) -> None:
    other, other_keys = make_document(lessons=1, questions_per_lesson=1)
    lessons_of(document)[number]["blocks"].append(lessons_of(other)[0]["blocks"][-1])
    keys.update(other_keys)


def drop_lesson(document: Document, number: int) -> None:
    del document["modules"][0]["lessons"][number]


def mixed(document: Document, keys: dict[str, Any]) -> None:
    """All reworded; the second has a text more, the third a question more, the fourth is gone and another is new."""
    reword(document)
    add_text(document, 1)
    add_question(document, keys, 2)
    drop_lesson(document, 3)
    add_lesson(document, keys)


def behind(**facts: Any) -> tuple[Enrolment, Edition]:
    """Somebody in the first edition of four lessons, and the second, which is mixed."""
    enrolment = make_enrolment(edition=make_edition(lessons=4, evidence=1, **facts))
    return enrolment, next_edition(enrolment.edition, mixed)
