"""Courses for tests: ``make_course`` gives a published tree with every kind of block and question.

course = make_course(lessons=2)                       # published, under a new institute
course = make_course(organisation=institute, questions=["single"], publish=False)
"""

import io
import wave
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtailmedia.models import get_media_model

from accounts.models import User
from cms.glossary.models import GlossaryTerm, folded
from cms.pages.models import CourseCredit, CoursePage, InstitutePage, LessonPage, ModulePage
from cms.pages.operations import ensure_institute_page
from cms.skills.models import Framework, FrameworkVersion, Skill
from institutes.models import Organisation
from tests.institutes.factories import InstituteFactory

KINDS = (
    "single", "multiple", "true_false", "numeric", "short_text", "ordering", "matching", "cloze", "rating", "open",
)  # fmt: skip
_numbers = count(1)


def make_institute_page(organisation: Organisation | None = None) -> InstitutePage:
    """The page of an organisation, made once."""
    return ensure_institute_page(organisation or InstituteFactory.create())


def make_skill(code: str = "2.3") -> Skill:
    """A skill of a published framework version."""
    framework, _new = Framework.objects.get_or_create(code="PPI-EB-DOC", defaults={"name": "PPI"})
    version, _new = FrameworkVersion.objects.get_or_create(
        framework=framework, version="2015-2016", defaults={"published_on": date(2015, 2, 23)}
    )
    skill, _new = Skill.objects.get_or_create(
        framework_version=version, code=code, defaults={"label": "Evaluación para mejorar", "level_name": "parametro"}
    )
    return skill


def make_image(title: str = "Rincón de lectura") -> Any:
    stream = io.BytesIO()
    Picture.new("RGB", (64, 40), (30, 110, 110)).save(stream, "PNG")
    return get_image_model().objects.create(title=title, file=ContentFile(stream.getvalue(), "rincon.png"))


def make_audio(title: str = "Saludo") -> Any:
    stream = io.BytesIO()
    with wave.open(stream, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000)
    return get_media_model().objects.create(
        title=title, type="audio", duration=1, file=ContentFile(stream.getvalue(), "saludo.wav")
    )


def make_video(title: str = "Una clase") -> Any:
    return get_media_model().objects.create(
        title=title, type="video", duration=2, file=ContentFile(b"\x00\x00\x00\x18ftypmp42", "clase.mp4")
    )


def make_document(title: str = "Rúbrica") -> Any:
    return get_document_model().objects.create(title=title, file=ContentFile(b"criterio,nivel\n", "rubrica.csv"))


def make_captions(title: str = "Subtítulos") -> Any:
    words = "WEBVTT\n\n00:00.000 --> 00:02.000\nLa maestra saluda.\n"
    return get_document_model().objects.create(title=title, file=ContentFile(words.encode(), "clase.vtt"))


def make_term(term: str = "Andamiaje", *, organisation: Organisation | None = None, **fields: Any) -> GlossaryTerm:
    """A term of an institute's glossary."""
    values = {"definition": "Una ayuda que se retira poco a poco.", "folded": folded(term), **fields}
    made, _new = GlossaryTerm.objects.get_or_create(
        organisation=organisation or InstituteFactory.create(), term=term, defaults=values
    )
    return made


def question_value(kind: str) -> dict[str, Any]:
    """A complete question of a kind, as the value of its block."""
    value: dict[str, Any] = {
        "prompt": f"<p>Pregunta de tipo {kind}</p>",
        "points": Decimal(1),
        "explanation": "<p>Así se explica.</p>",
    }
    of_kind: dict[str, dict[str, Any]] = {
        "single": {"options": [
            {"text": "La correcta", "correct": True, "feedback": "Bien."},
            {"text": "La otra", "correct": False, "feedback": "Lea de nuevo."},
        ]},
        "multiple": {"options": [
            {"text": "Una correcta", "correct": True, "feedback": ""},
            {"text": "Otra correcta", "correct": True, "feedback": ""},
            {"text": "La que no", "correct": False, "feedback": ""},
        ]},
        "true_false": {"correct": "true"},
        "numeric": {"value": Decimal("12.5"), "tolerance": Decimal("0.1"), "unit": "minutos"},
        "short_text": {"accepted": ["rúbrica", "rúbrica de evaluación"]},
        "ordering": {"items": ["Observar", "Registrar", "Interpretar", "Decidir"]},
        "matching": {"pairs": [
            {"left": "Lista de cotejo", "right": "Presente o ausente", "right_uid": ""},
            {"left": "Rúbrica", "right": "Niveles de logro", "right_uid": ""},
            {"left": "Diario", "right": "Relato de lo ocurrido", "right_uid": ""},
        ], "distractors": ["Una calificación"]},
        "cloze": {
            "text": "<p>Evaluar para [[1]] es mirar antes de [[2]].</p>",
            "gaps": [
                {"accepted": ["aprender", "que se aprenda"], "choices": [], "feedback": "Vuelva a la lección 1."},
                {"accepted": ["medir"], "choices": ["calificar", "sumar"], "feedback": ""},
            ],
        },
        "rating": {"scale": ["Nada útil", "Algo útil", "Muy útil"]},
        "open": {"rubric": rubric_value(), "min_words": 3},
    }  # fmt: skip
    value |= of_kind[kind]
    return {name: part for name, part in value.items() if kind != "rating" or name not in {"points", "explanation"}}


def rubric_value() -> list[dict[str, Any]]:
    """One criterion with two levels."""
    levels = [{"label": "No lo describe", "points": Decimal(0)}, {"label": "Lo describe", "points": Decimal(2)}]
    return [{"criterion": "Describe lo observado", "levels": levels}]


def pool_value(*questions: dict[str, Any], kind: str = "single", draw: int = 1) -> dict[str, Any]:
    """A pool of questions of one kind: of those given, or of three."""
    values = questions or [question_value(kind)] * 3
    return {"draw": draw, "questions": [(f"question_{kind}", value) for value in values]}


def content_blocks() -> list[tuple[str, Any]]:
    """Every block that is not a question."""
    return [
        ("heading", {"text": "Evaluar para aprender"}),
        ("text", {"html": "<p>Una <b>clase</b> multigrado.</p>"}),
        ("callout", {"tone": "idea", "title": "Para recordar", "html": "<p>Mirar antes de medir.</p>"}),
        ("glossary", {"term": "Multigrado", "definition": "Un grupo con alumnado de varios grados."}),
        ("glossary_terms", {"terms": [make_term("Ñandú"), make_term("Andamiaje", person="Ana Núñez")]}),
        ("parallel", {"title": "Lectura en dos lenguas", "first_language": "hch", "second_language": "es-mx",
                      "third_language": "", "rows": [
            {"first": {"html": "<p>[Pasaje pendiente: lo escribe quien habla la lengua]</p>", "audio": make_audio()},
             "second": {"html": "<p>La lluvia llegó temprano.</p>", "audio": None},
             "third": {"html": "", "audio": None}},
        ]}),
        ("table", {"caption": "Asistencia por grado", "headers": "both",
                   "cells": "\tNiñas\tNiños\nPrimero\t12\t9\nSegundo\t8\t11"}),
        ("formula", {"latex": r"\bar{x} = \frac{1}{n}\sum_{i=1}^{n} x_i",
                     "alt": "El promedio es la suma de los valores entre cuántos son."}),
        ("image", {"image": make_image(), "decorative": False, "alt": "Un rincón de lectura", "caption": "En clase"}),
        ("gallery", {"title": "Tres momentos", "images": [
            {"image": make_image(), "decorative": False, "alt": f"Momento {n} de la clase", "caption": f"Momento {n}"}
            for n in (1, 2)
        ]}),
        ("audio", {"media": make_audio(), "title": "Saludo", "transcript": "<p>Buenos días.</p>", "transcripts": [
            {"language": "hch", "html": "<p>[Transcripción pendiente]</p>"},
        ]}),
        ("video", {"media": make_video(), "title": "Una clase", "transcript": "<p>La maestra saluda.</p>",
                   "transcripts": [], "captions": [{"language": "es-mx", "file": make_captions()}],
                   "poster": make_image()}),
        ("embed", {"address": "https://youtu.be/aqz-KE-bpKQ", "title": "Una entrevista", "minutes": 10,
                   "transcript": "<p>Una maestra cuenta cómo empieza su día.</p>", "poster": None}),
        ("download", {"document": make_document(), "title": "Rúbrica para imprimir"}),
        ("evidence", {"title": "Una observación", "html": "<p>Observe una clase.</p>", "accepts": ["text", "pdf"],
                      "criteria": ["Describe lo observado", "Propone un cambio"], "rubric": rubric_value()}),
        ("oral_practice", {"title": "Cuente una historia", "html": "<p>Prepárese.</p>", "media": make_audio(),
                           "transcript": "<p>Había una vez.</p>", "transcripts": [], "longest": 90, "written": True,
                           "prompt": "<p>Grabe una historia breve.</p>", "criteria": ["Se entiende"]}),
        ("project", {"title": "El agua de mi comunidad", "html": "<p>Un mapa hecho con las familias.</p>",
                     "adviser": "Una persona mayor", "adviser_reason": "Sabe de dónde venía el agua.", "milestones": [
            {"title": "Entrevista", "html": "<p>Converse.</p>", "accepts": ["text", "audio"], "weeks": 2},
            {"title": "Mapa", "html": "<p>Dibuje.</p>", "accepts": ["image"], "weeks": None},
        ]}),
    ]  # fmt: skip


def make_course(
    *,
    organisation: Organisation | None = None,
    title: str = "Evaluación formativa",
    slug: str = "",
    lessons: int = 1,
    questions: Sequence[str] = KINDS,
    pools: Sequence[dict[str, Any]] = (),
    rich: bool = True,
    publish: bool = True,
    user: User | None = None,
    **fields: Any,
) -> CoursePage:
    """A course of one module: each lesson has the questions and pools named, the first all other blocks if ``rich``."""
    values: dict[str, Any] = {
        "summary": "Para evaluar mientras se aprende.",
        "levels": ["primaria"],
        "course_type": "taller",
        "owner": user,
        "live": False,
        **fields,
    }
    slug = slug or f"curso-{next(_numbers)}"
    course = make_institute_page(organisation).add_child(instance=CoursePage(title=title, slug=slug, **values))
    course.skills = [make_skill()]
    course.credits = [CourseCredit(person="Ana Núñez", role="Contenido", organisation=course.organisation)]
    course.save()
    module = course.add_child(instance=ModulePage(title="Módulo 1", slug="modulo-1", live=False))
    for number in range(1, lessons + 1):
        add_lesson(module, number, questions=questions, pools=pools, rich=rich and number == 1)
    course.save_revision(user=user)
    if publish:
        course.get_latest_revision().publish(user=user, skip_permission_checks=True)
    made: CoursePage = CoursePage.objects.get(pk=course.pk)
    return made


def add_lesson(
    module: ModulePage,
    number: int = 1,
    *,
    questions: Sequence[str] = KINDS,
    pools: Sequence[dict[str, Any]] = (),
    rich: bool = False,
) -> LessonPage:
    """A lesson at the end of a module, as a draft."""
    blocks = content_blocks() if rich else [("text", {"html": f"<p>Lección {number}</p>"})]
    body = [
        *blocks,
        *((f"question_{kind}", question_value(kind)) for kind in questions),
        *(("pool", pool) for pool in pools),
    ]
    lesson = LessonPage(title=f"Lección {number}", slug=f"leccion-{number}", minutes=60, live=False)
    lesson.body = [(name, lesson.body.stream_block.child_blocks[name].normalize(value)) for name, value in body]
    added: LessonPage = module.add_child(instance=lesson)
    return added
