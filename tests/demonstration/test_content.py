"""The written courses keep their promises: size, kinds of questions, pictures with words, tasks to hand in."""

from collections import Counter
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from accounts import curp as curps
from cms.pages.licences import LICENCES
from courses.assessment.grading import mark
from demonstration.content import COURSES, ROOT, read_course, read_proposals, read_test, rich, uid
from demonstration.names import invent, make_curp
from demonstration.simulation import right, sizes

KINDS = {"single", "multiple", "true_false", "numeric", "short_text", "ordering", "matching", "cloze"}


def _blocks(folder: str, kind: str) -> list[dict]:  # type: ignore[type-arg]
    return [block for lesson in read_course(folder).lessons for block in lesson.blocks if block["type"] == kind]


def test_the_workshop_has_nine_lessons_and_forty_five_questions_of_every_kind() -> None:
    course = read_course(COURSES[0])
    assert [len(module.lessons) for module in course.modules] == [3, 3, 3]
    assert sum(lesson.minutes for lesson in course.lessons) == course.facts["hours"] * 60
    questions = [question for question in _blocks(COURSES[0], "question") if question["kind"] in KINDS]
    assert len(questions) == 45
    assert {question["kind"] for question in questions} == KINDS
    others = [question["kind"] for question in _blocks(COURSES[0], "question") if question["kind"] not in KINDS]
    assert sorted(others) == ["open", "rating"]  # what a person marks, and what people think of the workshop
    assert all(question["explanation"] for question in questions)


@pytest.mark.parametrize("folder", COURSES)
def test_hours_are_the_sum_of_the_lessons(folder: str) -> None:
    course = read_course(folder)
    assert sum(lesson.minutes for lesson in course.lessons) == course.facts["hours"] * 60


@pytest.mark.parametrize("folder", COURSES)
def test_every_lesson_has_a_picture_that_exists_is_small_and_is_described(folder: str) -> None:
    for lesson in read_course(folder).lessons:
        pictures = [block for block in lesson.blocks if block["type"] == "image"]
        assert pictures, lesson.name
        for picture in pictures:
            path = ROOT / folder / "images" / f"{picture['drawing']}.png"
            assert path.stat().st_size <= 60_000
            assert Image.open(path).width == 1200
            assert 30 < len(picture["alt"]) <= 300


@pytest.mark.parametrize("folder", COURSES)
def test_questions_can_be_answered_in_exactly_one_way(folder: str) -> None:
    for question in _blocks(folder, "question"):
        right = sum(option.get("correct", False) for option in question.get("options", []))
        match question["kind"]:
            case "single":
                assert right == 1, question["prompt"]
            case "multiple":
                assert 0 < right < len(question["options"]), question["prompt"]
            case "numeric":
                assert Decimal(question["value"]).is_finite()
            case "matching":
                assert len({pair[1] for pair in question["pairs"]}) == len(question["pairs"])


def test_identifiers_are_stable_and_unique() -> None:
    def collect(value: object) -> list[str]:
        if isinstance(value, dict):
            own = [value["id"]] if "id" in value else []
            return own + [found for part in value.values() for found in collect(part)]
        return [found for part in value for found in collect(part)] if isinstance(value, list) else []

    def once() -> list[str]:
        streams = [lesson.stream(lambda *_names: 1) for name in COURSES for lesson in read_course(name).lessons]
        return collect(streams)

    first = once()
    assert first == once()
    assert max(Counter(first).values()) == 1


def test_the_courses_show_the_blocks_of_the_studio() -> None:
    used = {block["type"] for folder in COURSES for lesson in read_course(folder).lessons for block in lesson.blocks}
    assert {"table", "formula", "gallery", "oral_practice", "project"} <= used


def test_light_notation_becomes_clean_html() -> None:
    assert rich("Uno **dos**\nsigue\n\n- a\n- *b*") == "<p>Uno <b>dos</b> sigue</p><ul><li>a</li><li><i>b</i></li></ul>"
    assert rich("1. a\n2. b < c") == "<ol><li>a</li><li>b &lt; c</li></ol>"


@given(st.integers(0, 2**32), st.integers(1, 60))
def test_invented_curps_are_valid_and_different(seed: int, count: int) -> None:
    import random

    people = invent(random.Random(seed), count=count)
    assert len({person.curp for person in people}) == count
    assert all(curps.validate(person.curp) == person.curp for person in people)
    assert people == invent(random.Random(seed), count=count)


def test_compound_names_follow_the_register() -> None:
    from datetime import date

    made = make_curp("María Guadalupe", "Íñiguez", "Núñez", date(1980, 1, 31), "M", "JC", "0")
    assert made.startswith("IING800131MJCXXD")


@given(st.integers(1, 3000), st.integers(1, 40))
def test_everyone_gets_a_place(total: int, places: int) -> None:
    found = sizes(total, places)
    assert sum(found) == total
    assert len(found) == places
    assert min(found) >= 0


def test_the_pilot_asks_twelve_questions_of_its_own_that_can_be_marked() -> None:
    _title, questions, keys = read_test()
    assert len(questions) == len(keys) == 12
    for question in questions:
        key = keys[question["uid"]]
        assert mark(question, key, right(key)).is_right, question["prompt"]
        assert [option["uid"] for option in question.get("options", [])] != key.get("order")
    lessons = {block["prompt"] for folder in COURSES for block in _blocks(folder, "question")}
    assert not lessons & {rich_text["es-mx"].removeprefix("<p>").removesuffix("</p>") for rich_text in _prompts()}


def _prompts() -> list[dict[str, str]]:
    return [question["prompt"] for question in read_test()[1]]


def test_proposals_are_about_lessons_and_blocks_that_exist() -> None:
    for proposal in read_proposals():
        lessons = {lesson.name: lesson for lesson in read_course(proposal["course"]).lessons}
        if "lesson" in proposal:
            stream = lessons[proposal["lesson"]].stream(lambda *_names: 1)
            assert proposal["place"].split(" ")[0][0] == proposal["lesson"][1]
            if "block" in proposal:
                block = uid(proposal["course"], proposal["lesson"], proposal["block"])
                assert block in {one["id"] for one in stream}


@pytest.mark.parametrize("folder", COURSES)
def test_credits_name_somebody_and_a_licence_that_is_known(folder: str) -> None:
    credited = [
        block["credit"] for lesson in read_course(folder).lessons for block in lesson.blocks if "credit" in block
    ]
    assert credited
    assert all(credit["person"] and credit.get("licence", "CC0-1.0") in LICENCES for credit in credited)
