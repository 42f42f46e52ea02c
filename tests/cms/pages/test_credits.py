"""Credits of blocks: what is asked of them, what they keep from being published, where they are shown."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.forms import Media
from django.test.utils import CaptureQueriesContext
from wagtail.admin.telepath import JSContext
from wagtail.blocks.struct_block import StructBlockValidationError

from cms.pages.blocks import LessonBlocks
from cms.pages.completeness import problems_of
from cms.pages.models import CourseCredit, CoursePage, LessonPage
from cms.pages.rendering import lesson_html
from cms.pages.rendering.lessons import credit_html
from cms.pages.source import CourseIncomplete, compile_course
from tests.cms.pages.factories import make_course
from tests.institutes.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
PHOTO = {"person": "Luz Ibarra", "licence": "CC-BY-NC-4.0"}


def course_with(*given: dict[str, Any], licence: str = "CC-BY-SA-4.0", times: int = 1) -> CoursePage:
    """A draft whose lesson has a block of text for each credit."""
    course = make_course(rich=False, questions=[], publish=False, licence=licence)
    lesson = LessonPage.objects.descendant_of(course).get()
    block = lesson.body.stream_block.child_blocks["text"]
    lesson.body = [("text", block.normalize({"html": "<p>Hola</p>", "credit": one})) for one in given * times]
    lesson.save_revision()
    return course


def messages_of(course: CoursePage) -> list[str]:
    return [problem.message for problem in problems_of(course)]


def clean(credit: dict[str, Any]) -> Any:
    block = LessonBlocks().child_blocks["text"]
    return block.clean(block.normalize({"html": "<p>Hola</p>", "credit": credit}))


def test_a_licence_that_asks_for_credit_needs_a_name() -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean({"licence": "CC-BY-4.0"})
    assert list(refusal.value.block_errors["credit"].block_errors) == ["person"]
    assert clean({"licence": "CC0-1.0"})
    assert clean({"licence": "CC-BY-4.0", "organisation_name": "Un colectivo"})


def test_reserved_rights_need_their_permission() -> None:
    with pytest.raises(StructBlockValidationError) as refusal:
        clean({"licence": "all-rights-reserved", "person": "Luz"})
    assert list(refusal.value.block_errors["credit"].block_errors) == ["permission"]


@pytest.mark.parametrize("credit", [{"licence": "made-up", "person": "x"}, {"source": "javascript:alert(1)"},
                                    {"organisation": "nobody-knows-it"}])  # fmt: skip
def test_a_credit_with_nonsense_is_refused(credit: dict[str, Any]) -> None:
    with pytest.raises(StructBlockValidationError):
        clean(credit)


def test_an_incompatible_licence_is_a_problem_at_its_block_with_a_way_out() -> None:
    course = course_with(PHOTO)
    (problem,) = problems_of(course)
    lesson = LessonPage.objects.descendant_of(course).get().get_latest_revision_as_object()
    assert problem.page == lesson
    assert problem.block_uid == lesson.body[0].id
    assert "CC BY-NC 4.0" in problem.message
    assert "CC BY-NC 4.0 o CC BY-NC-SA 4.0" in problem.message.split("Opciones")[1]


def test_it_blocks_publication_and_nothing_goes_live() -> None:
    course = course_with(PHOTO)
    with pytest.raises(CourseIncomplete):
        course.get_latest_revision().publish(skip_permission_checks=True)
    assert not CoursePage.objects.get(pk=course.pk).live
    with pytest.raises(ValidationError):
        compile_course(course)


def test_under_a_suggested_licence_it_is_published() -> None:
    course = course_with(PHOTO, licence="CC-BY-NC-SA-4.0")
    assert messages_of(course) == []


def test_two_that_fit_nowhere_together_say_so() -> None:
    sharing = {"person": "Otra", "licence": "CC-BY-SA-4.0"}
    (message,) = messages_of(course_with(PHOTO, sharing))
    assert "ninguna licencia" in message


def test_a_missing_tick_is_told_without_suggesting_another_licence() -> None:
    (message,) = messages_of(course_with({"person": "Poeta", "licence": "CC-BY-ND-4.0"}))
    assert "Opciones" not in message
    assert messages_of(course_with({"person": "Poeta", "licence": "CC-BY-ND-4.0", "unaltered": True})) == []


def test_a_credit_of_the_course_counts_as_well() -> None:
    course = make_course(rich=False, publish=False)
    course.credits.add(CourseCredit(person="Ana", role="Texto", licence="CC-BY-NC-4.0"))
    course.save_revision()
    (problem,) = problems_of(course.get_latest_revision_as_object())
    assert problem.page.pk == course.pk
    assert "Ana" in problem.message


def test_the_document_freezes_the_name_of_the_organisation_and_the_tick() -> None:
    OrganisationFactory.create(code="COL", name="El Colectivo")
    course = course_with({"organisation": "COL", "licence": "CC-BY-ND-4.0", "unaltered": True, "role": "Fotografía"})
    lesson = compile_course(course).document["modules"][0]["lessons"][0]
    assert lesson["blocks"][0]["credit"] == {
        "organisation": "COL",
        "organisation_name": "El Colectivo",
        "licence": "CC-BY-ND-4.0",
        "role": "Fotografía",
        "unaltered": True,
    }
    html = lesson_html(lesson, language="es-mx", asset_url=str)
    assert "El Colectivo" in html
    assert 'href="https://creativecommons.org/licenses/by-nd/4.0/deed.es"' in html
    assert "sin cambios" in html


def test_a_credit_never_becomes_a_tag_or_an_odd_address() -> None:
    attack = '"><script>alert(1)</script>'
    html = credit_html({"person": attack, "role": attack, "permission": attack, "source": "javascript:alert(1)"})
    assert "<script" not in html
    assert "javascript:" not in html


def test_a_block_nobody_is_credited_for_has_no_line() -> None:
    assert credit_html(None) == ""


def test_forty_credited_blocks_ask_for_organisations_as_often_as_one() -> None:
    OrganisationFactory.create(code="COL")
    few, many = (course_with({"organisation": "COL"}, times=times) for times in (1, 40))
    counts = []
    for course in (few, many):
        lesson = LessonPage.objects.descendant_of(course).get().get_latest_revision_as_object()
        OrganisationFactory.create()  # forgets the names
        with CaptureQueriesContext(
            connection,
        ) as queries:
            lesson.body.stream_block.clean(lesson.body)
        counts.append(len([query for query in queries if "institutes_organisation" in query["sql"]]))
    assert counts == [1, 1]


def test_the_form_of_a_lesson_asks_for_organisations_once() -> None:
    OrganisationFactory.create()
    with CaptureQueriesContext(connection) as queries:
        JSContext().pack(LessonBlocks())
    assert len([query for query in queries if "institutes_organisation" in query["sql"]]) == 1


def test_the_part_taken_is_suggested_and_free() -> None:
    field = LessonBlocks().child_blocks["text"].child_blocks["credit"].child_blocks["role"].field
    html = field.widget.render("papel", "Bordado", attrs={"id": "papel"})
    assert 'list="papel-suggestions"' in html
    assert '<option value="Ilustración">' in html
    assert isinstance(field.widget.media, Media)
    assert field.clean("Bordado") == "Bordado"
