"""Courses of any size, made the way authors make them: pages with drafts."""

from typing import Any

from cms.pages.models import CoursePage, LessonPage, ModulePage
from tests.cms.pages.factories import KINDS, make_course, make_image, question_value

PARAGRAPH = (
    "<p>En un aula multigrado conviven niñas y niños de edades distintas. Quien enseña <b>escucha</b>, observa y ajusta"
    " la actividad mientras ocurre; después registra en pocas líneas lo que cada grupo mostró que ya sabe.</p>"
)
CONTENT: list[tuple[str, Any]] = [
    ("heading", {"text": "Mirar lo que cada grupo ya sabe"}),
    ("text", {"html": PARAGRAPH * 3}),
    ("callout", {"tone": "idea", "title": "Para recordar", "html": PARAGRAPH}),
    ("glossary", {"term": "Multigrado", "definition": "Un grupo con alumnado de varios grados."}),
    ("text", {"html": PARAGRAPH * 2}),
]


def large_course(*, lessons: int, questions: int, modules: int = 10) -> CoursePage:
    """A complete draft of ``lessons`` lessons with ``questions`` questions in each; every fifth has an image."""
    made = make_course(rich=False, publish=False, lessons=1, title="Un curso largo")
    ModulePage.objects.descendant_of(made).get().delete()
    course: CoursePage = CoursePage.objects.get(pk=made.pk)
    for number in range(modules):
        module = course.add_child(
            instance=ModulePage(title=f"Módulo {number + 1}", slug=f"modulo-{number + 1}", live=False)
        )
        module.save_revision()
        for place in range(lessons // modules):
            _add_lesson(module, number * (lessons // modules) + place, questions)
    course.save_revision()
    return course


def _add_lesson(module: ModulePage, number: int, questions: int) -> None:
    blocks = [*CONTENT]
    if number % 5 == 0:
        picture = {"image": make_image(f"Imagen {number}"), "decorative": False, "alt": "Un rincón de lectura",
                   "caption": ""}  # fmt: skip
        blocks.append(("image", picture))
    kinds = [KINDS[(number + place) % len(KINDS)] for place in range(questions)]
    blocks += [(f"question_{kind}", question_value(kind)) for kind in kinds]
    lesson = LessonPage(title=f"Lección {number + 1}", slug=f"leccion-{number + 1}", minutes=45, live=False)
    children = lesson.body.stream_block.child_blocks
    lesson.body = [(name, children[name].normalize(value)) for name, value in blocks]
    module.add_child(instance=lesson)
    lesson.save_revision()


def reword(lesson: LessonPage) -> None:
    """A draft of a lesson that says something else."""
    draft = lesson.get_latest_revision_as_object()
    draft.title = f"{draft.title}, corregida"
    draft.save_revision()
