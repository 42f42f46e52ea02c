"""A course begun from a template and arranged on one page: rule, trace, right, and the way back."""

from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageLogEntry

from accounts.models import User
from cms.pages import outlining
from cms.pages.completeness import problems_of
from cms.pages.models import CoursePage, LessonPage, ModulePage, RemovedPart
from cms.pages.outlining import OutlineRefused
from cms.pages.skeletons import MARK, skeletons
from cms.pages.source import compile_course
from cms.review.operations import ensure_workflow
from institutes.models import Membership
from tests.cms.pages.factories import make_course, make_institute_page
from tests.institutes.factories import MembershipFactory, give_second_factor

pytestmark = pytest.mark.django_db
AT = datetime(2026, 3, 2, 18, 0, tzinfo=UTC)


@pytest.fixture
def course() -> CoursePage:
    made = make_course(rich=False, lessons=3, questions=["single", "matching"])
    second = made.add_child(instance=ModulePage(title="Módulo 2", slug="modulo-2", live=False))
    second.add_child(instance=LessonPage(title="Lección 1", slug="leccion-1", live=False))
    return made


@pytest.fixture
def author(course: CoursePage) -> User:
    member = MembershipFactory.create(organisation=course.organisation, role=Membership.Role.AUTHOR)
    return give_second_factor(member.user)


@pytest.fixture
def stranger() -> User:
    other = make_course(rich=False, publish=False)
    return MembershipFactory.create(organisation=other.organisation, role=Membership.Role.AUTHOR).user


def modules(course: CoursePage) -> list[ModulePage]:
    return list(ModulePage.objects.child_of(course).order_by("path"))


def titles(parent: Page) -> list[str]:
    return list(Page.objects.get(pk=parent.pk).get_children().values_list("title", flat=True))


def lesson(course: CoursePage, title: str) -> LessonPage:
    found: LessonPage = LessonPage.objects.descendant_of(course).filter(title=title).order_by("path")[0]
    return found


def identifiers(page: LessonPage) -> list[str]:
    """Every identifier in a lesson: blocks, items, right sides."""
    found: list[str] = []

    def collect(value: Any) -> None:
        if isinstance(value, list):
            for part in value:
                collect(part)
        elif isinstance(value, dict):
            found.extend(str(part) for name, part in value.items() if name in ("id", "right_uid"))
            for part in value.values():
                collect(part)

    collect(list(page.body.get_prep_value()))
    return found


# --- Templates -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("course_type", ["taller", "curso", "diplomado"])
def test_a_template_makes_a_draft_whose_hours_add_up(course_type: str) -> None:
    institute = make_institute_page()
    user = MembershipFactory.create(organisation=institute.organisation, role=Membership.Role.AUTHOR).user
    made = outlining.create_course_from_template(
        actor=user, institute=institute, course_type=course_type, title="Mi curso", at=AT
    )
    skeleton = skeletons()[course_type]
    lessons = LessonPage.objects.descendant_of(made)
    assert not made.live
    assert made.get_parent().specific == institute
    assert sum(page.minutes for page in lessons) == skeleton.hours * 60 == made.effective_hours * 60
    assert str(made.effective_pass_mark) == skeleton.pass_mark
    assert lessons.count() == skeleton.lessons
    assert PageLogEntry.objects.filter(action="wagtail.create", user=user, page=made).exists()


def test_guidance_of_a_template_is_never_published() -> None:
    institute = make_institute_page()
    user = MembershipFactory.create(organisation=institute.organisation, role=Membership.Role.AUTHOR).user
    made = outlining.create_course_from_template(
        actor=user, institute=institute, course_type="taller", title="Mi curso", at=AT
    )
    problems = problems_of(made)
    pages = {problem.page.pk for problem in problems if "template" in problem.message or "plantilla" in problem.message}
    assert pages == {page.pk for page in (made, *made.get_descendants())}
    assert all(MARK in page.title for page in made.get_descendants())


def test_a_template_needs_a_title_a_kind_and_the_own_institute(stranger: User) -> None:
    institute = make_institute_page()
    user = MembershipFactory.create(organisation=institute.organisation, role=Membership.Role.AUTHOR).user
    for title, kind in (("  ", "taller"), ("Curso", "otro"), ("x" * 201, "taller")):
        with pytest.raises(OutlineRefused):
            outlining.create_course_from_template(actor=user, institute=institute, course_type=kind, title=title, at=AT)
    with pytest.raises(type(institute).DoesNotExist):
        outlining.create_course_from_template(
            actor=stranger, institute=institute, course_type="taller", title="Curso", at=AT
        )


# --- Moving --------------------------------------------------------------------------------------------------------
def test_a_lesson_moves_inside_its_module_and_the_log_says_so(course: CoursePage, author: User) -> None:
    first, _second = modules(course)
    part = lesson(course, "Lección 1")
    outlining.move_part(actor=author, course=course, part=part, parent=first, position=2, at=AT)
    assert titles(first) == ["Lección 2", "Lección 3", "Lección 1"]
    assert PageLogEntry.objects.filter(action="wagtail.reorder", user=author, page_id=part.pk).exists()


def test_a_lesson_moves_to_another_module_and_keeps_its_identity(course: CoursePage, author: User) -> None:
    first, second = modules(course)
    part = lesson(course, "Lección 1")
    outlining.move_part(actor=author, course=course, part=part, parent=second, position=0, at=AT)
    moved = LessonPage.objects.get(pk=part.pk)
    assert titles(second) == ["Lección 1", "Lección 1"]
    assert titles(first) == ["Lección 2", "Lección 3"]
    assert moved.translation_key == part.translation_key
    assert identifiers(moved) == identifiers(part)
    slugs = [page.slug for page in second.get_children()]
    assert len(set(slugs)) == 2, "two pages under one parent need different addresses"
    assert moved.get_latest_revision_as_object().slug == moved.slug
    assert PageLogEntry.objects.filter(action="wagtail.move", user=author, page_id=part.pk).exists()


def test_a_module_moves_with_its_lessons(course: CoursePage, author: User) -> None:
    first, second = modules(course)
    outlining.move_part(actor=author, course=course, part=second, parent=course, position=0, at=AT)
    assert titles(course) == ["Módulo 2", "Módulo 1"]
    assert titles(first) == ["Lección 1", "Lección 2", "Lección 3"]


def test_modules_do_not_go_into_modules(course: CoursePage, author: User) -> None:
    first, second = modules(course)
    with pytest.raises(OutlineRefused):
        outlining.move_part(actor=author, course=course, part=second, parent=first, position=0, at=AT)


def test_nothing_moves_into_another_course(course: CoursePage, author: User) -> None:
    other = make_course(organisation=course.organisation, rich=False, publish=False)
    target = modules(other)[0]
    with pytest.raises(ModulePage.DoesNotExist):
        outlining.move_part(
            actor=author, course=course, part=lesson(course, "Lección 1"), parent=target, position=0, at=AT
        )


def test_strangers_arrange_nothing(course: CoursePage, stranger: User) -> None:
    part, first = lesson(course, "Lección 1"), modules(course)[0]
    acts: list[Any] = [
        lambda: outlining.move_part(actor=stranger, course=course, part=part, parent=first, position=1, at=AT),
        lambda: outlining.add_module(actor=stranger, course=course, title="x", at=AT),
        lambda: outlining.add_lesson(actor=stranger, course=course, module=first, title="x", at=AT),
        lambda: outlining.duplicate_part(actor=stranger, course=course, part=part, at=AT),
        lambda: outlining.remove_part(actor=stranger, course=course, part=part, at=AT),
    ]
    for act in acts:
        with pytest.raises(CoursePage.DoesNotExist):
            act()


def test_nothing_moves_while_the_course_is_reviewed(course: CoursePage, author: User) -> None:
    ensure_workflow()
    course.get_workflow().start(course, author)
    with pytest.raises(OutlineRefused):
        outlining.remove_part(actor=author, course=course, part=lesson(course, "Lección 1"), at=AT)


def test_what_somebody_locked_stays(course: CoursePage, author: User) -> None:
    part = lesson(course, "Lección 1")
    Page.objects.filter(pk=part.pk).update(locked=True, locked_by=MembershipFactory.create().user, locked_at=AT)
    with pytest.raises(OutlineRefused):
        outlining.remove_part(actor=author, course=course, part=part, at=AT)


# --- Copies --------------------------------------------------------------------------------------------------------
def test_a_duplicated_lesson_stands_beside_it_and_shares_no_identifier(course: CoursePage, author: User) -> None:
    part = lesson(course, "Lección 1")
    draft = part.get_latest_revision_as_object()
    draft.title = "Título del borrador"
    draft.save_revision(user=author)
    made = outlining.duplicate_part(actor=author, course=course, part=part, at=AT)
    assert titles(modules(course)[0])[:2] == ["Lección 1", made.title]
    assert "Título del borrador" in made.title
    assert not made.live
    assert made.translation_key != part.translation_key
    copied, latest = identifiers(made), identifiers(made.get_latest_revision_as_object())
    assert copied == latest
    assert len(copied) == len(identifiers(part)) > 5
    assert not set(copied) & set(identifiers(part))
    assert PageLogEntry.objects.filter(action="wagtail.copy", user=author, page_id=made.pk).exists()


def test_a_copied_course_shares_no_identifier_through_any_door(course: CoursePage, author: User) -> None:
    for page in modules(course)[1:]:
        page.delete()
    copy = course.copy(recursive=True, update_attrs={"slug": "copia", "title": "Copia"}, keep_live=False, user=author)
    one, two = compile_course(course), compile_course(CoursePage.objects.get(pk=copy.pk))
    assert len(one.keys) == len(two.keys) == 6
    assert not set(one.keys) & set(two.keys)
    assert not _uids(one.document) & _uids(two.document)
    again = compile_course(CoursePage.objects.get(pk=copy.pk))
    assert again.keys == two.keys, "the copy keeps what it got"


def _uids(document: Any) -> set[str]:
    if isinstance(document, list):
        return {uid for part in document for uid in _uids(part)}
    if not isinstance(document, dict):
        return set()
    own = {document["uid"]} if "uid" in document else set()
    return own | {uid for part in document.values() for uid in _uids(part)}


def test_a_block_duplicated_inside_a_lesson_gets_its_own_identifiers(course: CoursePage) -> None:
    page = lesson(course, "Lección 1")
    raw = list(page.body.get_prep_value())
    page.body = [
        (block["type"], page.body.stream_block.child_blocks[block["type"]].to_python(block["value"]))
        for block in raw + raw
    ]
    page.save_revision()
    found = Counter(identifiers(page.get_latest_revision_as_object()))
    assert max(found.values()) == 1


# --- Removing and bringing back ------------------------------------------------------------------------------------
def test_a_removed_lesson_comes_back_as_it_was(course: CoursePage, author: User) -> None:
    part = lesson(course, "Lección 2")
    before = identifiers(part)
    removed = outlining.remove_part(actor=author, course=course, part=part, at=AT)
    assert titles(modules(course)[0]) == ["Lección 1", "Lección 3"]
    assert PageLogEntry.objects.filter(action="wagtail.delete", user=author, page_id=part.pk).exists()
    back = outlining.restore_part(actor=author, course=course, removed=removed, at=AT)
    assert titles(modules(course)[0]) == ["Lección 1", "Lección 2", "Lección 3"]
    assert back.translation_key == part.translation_key
    assert identifiers(LessonPage.objects.get(pk=back.pk)) == before
    assert not back.live
    assert PageLogEntry.objects.filter(action="cms.outline.restore", user=author, page_id=back.pk).exists()
    with pytest.raises(RemovedPart.DoesNotExist):
        outlining.restore_part(actor=author, course=course, removed=removed, at=AT)


def test_a_removed_module_comes_back_with_its_lessons(course: CoursePage, author: User) -> None:
    first = modules(course)[0]
    removed = outlining.remove_part(actor=author, course=course, part=first, at=AT)
    outlining.restore_part(actor=author, course=course, removed=removed, at=AT)
    assert titles(course) == ["Módulo 1", "Módulo 2"]
    assert titles(modules(course)[0]) == ["Lección 1", "Lección 2", "Lección 3"]


def test_a_lesson_waits_for_its_module(course: CoursePage, author: User) -> None:
    first = modules(course)[0]
    removed = outlining.remove_part(actor=author, course=course, part=lesson(course, "Lección 2"), at=AT)
    outlining.remove_part(actor=author, course=course, part=first, at=AT)
    with pytest.raises(OutlineRefused):
        outlining.restore_part(actor=author, course=course, removed=removed, at=AT)


# --- The page ------------------------------------------------------------------------------------------------------
def test_the_page_moves_over_the_edge_of_a_module_and_undoes_it(
    client: Client, course: CoursePage, author: User
) -> None:
    client.force_login(author)
    page, move = reverse("course_outline", args=[course.pk]), reverse("course_outline_move", args=[course.pk])
    part = lesson(course, "Lección 3")
    answer = client.post(move, {"part": part.pk, "down": ""}, follow=True)
    first, second = modules(course)
    assert titles(second) == ["Lección 3", "Lección 1"]
    assert answer.context["undo"]["position"] == 2
    undo = {name: answer.context["undo"][name] for name in ("part", "parent", "position")}
    client.post(move, undo)
    assert titles(first) == ["Lección 1", "Lección 2", "Lección 3"]
    assert client.get(page).context["undo"] is not None
    assert client.get(page).context["undo"] is None, "the offer is made once"


def test_the_ends_of_the_course_stop_a_move_kindly(client: Client, course: CoursePage, author: User) -> None:
    client.force_login(author)
    move = reverse("course_outline_move", args=[course.pk])
    answer = client.post(move, {"part": modules(course)[0].pk, "up": ""}, follow=True)
    assert answer.status_code == 200
    assert titles(course) == ["Módulo 1", "Módulo 2"]


@pytest.mark.parametrize("part", ["", "x", "0", "99999999999999999999", "-1"])
def test_numbers_of_nothing_are_not_found(client: Client, course: CoursePage, author: User, part: str) -> None:
    client.force_login(author)
    for name in ("move", "duplicate", "remove"):
        assert client.post(reverse(f"course_outline_{name}", args=[course.pk]), {"part": part}).status_code == 404


def test_a_course_is_begun_in_the_browser(client: Client, course: CoursePage, author: User) -> None:
    client.force_login(author)
    institute = course.get_parent()
    data = {"title": "Nuevo", "institute": institute.pk, "course_type": "taller"}
    assert client.post(reverse("course_new"), {**data, "title": ""}).status_code == 422
    answer = client.post(reverse("course_new"), data, follow=True)
    assert "Nuevo" in answer.content.decode()
    assert institute.get_children().filter(title="Nuevo").exists()


def test_an_author_goes_back_to_a_former_draft_of_a_lesson(client: Client, course: CoursePage, author: User) -> None:
    page = lesson(course, "Lección 1")
    former = page.save_revision(user=author, log_action=True)
    page.title = "Título nuevo"
    page.save_revision(user=author, log_action=True)
    client.force_login(author)
    history = client.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, former.pk])
    assert revert in history
    answer = client.get(revert)
    assert answer.status_code == 200
    assert answer.context["form"].initial["title"] == "Lección 1"
