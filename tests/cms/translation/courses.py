"""A small course as a document, and wordings without a database."""

from dataclasses import dataclass
from itertools import count
from typing import Any

_NUMBERS = count(1)


@dataclass
class Said:
    """A wording as the pure modules read it."""

    unit: str
    source: str
    text: str = ""
    status: str = "approved"
    block_uid: str = ""
    language: str = "hch"
    pk: int = 0

    def __post_init__(self) -> None:
        self.pk = self.pk or next(_NUMBERS)
        self.block_uid = self.block_uid or self.unit.partition(":")[0]


def text(words: str) -> dict[str, str]:
    return {"es-mx": words}


def document() -> dict[str, Any]:
    blocks = [
        {"uid": "b1", "type": "text", "html": text("<p>Hola</p>")},
        {"uid": "b2", "type": "table", "caption": text("Cuadro"), "header_row": True, "header_column": False,
         "rows": [[text("A"), text("B")], [text("1"), text("2")]]},
        {"uid": "b3", "type": "parallel", "title": text("Dos voces"), "languages": ["es-mx", "hch"],
         "rows": [{"uid": "r1", "sides": [
             {"language": "es-mx", "html": text("<p>Uno</p>")}, {"language": "hch", "html": {"hch": "<p>ʉ</p>"}}]}]},
        {"uid": "b4", "type": "question", "kind": "single", "prompt": text("<p>¿Cuál?</p>"), "points": "1",
         "options": [{"uid": "o1", "text": text("Esta")}, {"uid": "o2", "text": text("Aquella")}]},
        {"uid": "b5", "type": "question", "kind": "cloze", "prompt": text("<p>Complete.</p>"), "points": "1",
         "text": text("<p>Ponga [[1]] y [[2]].</p>"), "gaps": [{"uid": "g1"}, {"uid": "g2"}]},
        {"uid": "b6", "type": "question", "kind": "numeric", "prompt": text("<p>¿Cuánto?</p>"), "points": "1",
         "unit": text("minutos")},
        {"uid": "b7", "type": "glossary_terms", "terms": [{"uid": "t1", "term": text("a"), "definition": text("b")}]},
    ]  # fmt: skip
    lesson = {"uid": "l1", "title": text("Lección"), "minutes": 10, "blocks": blocks}
    return {
        "course": {
            "uid": "c1", "title": text("Curso"), "summary": text("Resumen"), "cover_alt": text(""),
            "source_language": "es-mx", "languages": ["es-mx"],
        },
        "modules": [{"uid": "m1", "title": text("Módulo"), "summary": text(""), "lessons": [lesson]}],
    }  # fmt: skip


def keys() -> dict[str, Any]:
    return {
        "b4": {"kind": "single", "correct": "o1", "explanation": text("<p>Porque sí.</p>"),
               "feedback": {"o2": text("No")}},
        "b5": {"kind": "cloze", "explanation": text(""), "gaps": {
            "g1": {"accepted": ["sal"]}, "g2": {"correct": "x"}}, "feedback": {}},
        "b6": {"kind": "numeric", "value": "5", "tolerance": "0", "explanation": text(""), "feedback": {}},
    }  # fmt: skip
