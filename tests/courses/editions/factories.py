"""Editions made of plain source documents, without pages: as many lessons, questions and tasks as a test needs."""

import uuid
from datetime import UTC, datetime
from typing import Any

from courses.editions.models import Edition
from courses.editions.operations import store_edition
from institutes.models import Organisation
from tests.institutes.factories import InstituteFactory

PUBLISHED = datetime(2026, 1, 10, 15, 0, tzinfo=UTC)


def make_document(
    *, lessons: int = 3, questions_per_lesson: int = 2, evidence: int = 0, organisation: str = "IES-01", **facts: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """(source document, answer keys) of one module; the first ``evidence`` lessons carry an evidence task each."""
    keys: dict[str, Any] = {}
    made = [_lesson(number, questions_per_lesson, number <= evidence, keys) for number in range(1, lessons + 1)]
    course = {
        "uid": str(uuid.uuid4()),
        "slug": f"curso-{uuid.uuid4().hex[:8]}",
        "type": "taller",
        "title": {"es-mx": "Evaluación formativa"},
        "summary": {"es-mx": "Un taller para aprender de la práctica."},
        "hours": 20,
        "source_language": "es-mx",
        "languages": ["es-mx"],
        "pass_mark": "6.0",
        "attempts": 3,
        "organisation": organisation,
        "levels": ["primaria"],
        "licence": "CC-BY-SA-4.0",
        "skills": [],
        "credits": [],
        "cover": "",
        "cover_alt": {"es-mx": ""},
        "demonstration": False,
    }
    module = {"uid": str(uuid.uuid4()), "title": {"es-mx": "Primer módulo"}, "summary": {"es-mx": ""}, "lessons": made}
    document = {"format": "formacion-docente/edition", "version": 1, "course": course | facts}
    return document | {"modules": [module], "assets": {}}, keys


def make_edition(
    *,
    lessons: int = 3,
    questions_per_lesson: int = 2,
    evidence: int = 0,
    organisation: Organisation | None = None,
    at: datetime = PUBLISHED,
    **facts: Any,
) -> Edition:
    """A stored edition; ``facts`` override those of the course in the document."""
    organisation = organisation or InstituteFactory.create()
    document, keys = make_document(
        lessons=lessons,
        questions_per_lesson=questions_per_lesson,
        evidence=evidence,
        organisation=organisation.code,
        **facts,
    )
    return store_edition(document, keys, {}, organisation=organisation, actor=None, at=at)


def _lesson(number: int, questions: int, with_evidence: bool, keys: dict[str, Any]) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = [
        {"uid": str(uuid.uuid4()), "type": "text", "html": {"es-mx": f"<p>Texto de la lección {number}.</p>"}}
    ]
    blocks += [_question(keys) for _index in range(questions)]
    if with_evidence:
        blocks.append(_evidence_task())
    return {"uid": str(uuid.uuid4()), "title": {"es-mx": f"Lección {number}"}, "minutes": 30, "blocks": blocks}


def _question(keys: dict[str, Any]) -> dict[str, Any]:
    uid, right, wrong = (str(uuid.uuid4()) for _index in range(3))
    keys[uid] = {
        "kind": "single",
        "points": "1",
        "correct": right,
        "feedback": {right: {"es-mx": "Así es."}, wrong: {"es-mx": "Conviene releer."}},
        "explanation": {"es-mx": "La respuesta está en la lección."},
    }
    options = [{"uid": right, "text": {"es-mx": "Correcta"}}, {"uid": wrong, "text": {"es-mx": "Incorrecta"}}]
    prompt = {"es-mx": "<p>¿Cuál es la respuesta?</p>"}
    return {"uid": uid, "type": "question", "kind": "single", "prompt": prompt, "points": "1", "options": options}


def _evidence_task() -> dict[str, Any]:
    return {
        "uid": str(uuid.uuid4()),
        "type": "evidence",
        "title": {"es-mx": "Evidencia de práctica"},
        "html": {"es-mx": "<p>Describa lo que hizo en su grupo.</p>"},
        "accepts": ["text", "image", "pdf"],
        "criteria": [{"es-mx": "Describe la situación."}],
    }
