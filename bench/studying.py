"""Studying under load: what a lesson, an event and a quiz cost beside an empty view of the same build."""

import itertools
import json
import random
import socket
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.courses import CONTENT
from bench.load import Figures, Requests, closed_loop, people
from bench.plain import PlainLesson, plain_table
from bench.population import grow
from bench.serving import served
from cms.pages.models import CoursePage, HomePage, LessonPage, ModulePage
from courses.editions.models import Course, Edition, Lesson
from courses.study.models import Enrolment
from courses.study.operations import enrol, record_lesson_opened
from tests.accounts.factories import TeacherFactory
from tests.cms.pages.factories import make_course, make_image, question_value

EMPTY, WAGTAIL, LESSON, PUBLIC, UNCHANGED, EVENT, QUIZ = (
    "an empty view", "the lesson's text served by Wagtail, signed in", "a lesson, signed in", "a public page",
    "a public page, 304", "one event stored", "a quiz of ten answers",
)  # fmt: skip
BLOCKS, ANSWERS, SIGNED_IN = 12, 10, 400
ROUNDS, SECONDS = 5, 1.0
CONNECTIONS = (1, 8)
AT_ONCE, MINUTES, READING = 150, 2.0, (2.0, 8.0)


@dataclass(frozen=True)
class Measurement:
    """Answers per second and the share of the empty view's rate: median, least and greatest of the rounds."""

    name: str
    connections: int
    rate: float
    share: float
    least: float
    greatest: float
    p50: float


@dataclass(frozen=True)
class Crowd:
    """A number of people at once against one alone, doing the same."""

    people: int
    answers: int
    failures: dict[int, int]
    p95: float
    alone: float


@dataclass
class Study:
    """Everything measured on one database."""

    small: int
    large: int
    small_figures: list[Measurement]
    large_figures: list[Measurement]
    crowd: Crowd
    first_html: int


def study(*, small: int, large: int, minutes: float = MINUTES) -> Study:
    """Measure with few teachers, then with many, then a crowd; tables of the plain page only while it lasts."""
    with plain_table():
        scene = _scene()
        grow(scene.enrolments[0], teachers=(1, small))
        with served() as port:
            requests = _requests(scene)
            few = _rounds(port, requests)
        if large > small:
            grow(scene.enrolments[0], teachers=(small + 1, large))
        with served() as port:
            requests = _requests(scene)
            many = _rounds(port, requests) if large > small else few
            crowd = _crowd(port, requests, minutes)
            size = _first_html(port, requests)
    return Study(small, large, few, many, crowd, size)


@dataclass(frozen=True)
class _Scene:
    plain: PlainLesson
    reading: Lesson
    quiz: Lesson
    enrolments: list[Enrolment]
    cookies: list[dict[str, str]]


def _scene() -> _Scene:
    edition = _edition()
    reading, quiz = edition.lessons.order_by("position")
    home = HomePage.objects.get()
    beside = [
        home.add_child(instance=PlainLesson(title=f"Lección {number}", slug=f"leccion-{number}", body=_plain_body()))
        for number in range(BLOCKS)
    ]
    plain = beside[0]
    enrolments, cookies = [], []
    for _number in range(SIGNED_IN):
        teacher = TeacherFactory.create()
        enrolment = enrol(teacher=teacher, edition=edition, at=timezone.now())
        record_lesson_opened(enrolment=enrolment, lesson_uid=reading.uid, at=timezone.now())
        enrolments.append(enrolment)
        cookies.append(_signed_in(teacher))
    return _Scene(plain, reading, quiz, enrolments, cookies)


def _blocks() -> list[tuple[str, Any]]:
    """The lesson that is read: texts, and a picture among every six blocks."""
    picture = {"image": make_image("Rincón"), "decorative": False, "alt": "Un rincón de lectura", "caption": ""}
    kinds = [*CONTENT, ("image", picture)]
    return [kinds[number % len(kinds)] for number in range(BLOCKS)]


def _plain_body() -> Any:
    children = PlainLesson.body.field.stream_block.child_blocks
    return [
        (
            name,
            children[name].normalize({key: said for key, said in value.items() if key in children[name].child_blocks}),
        )
        for name, value in _blocks()
    ]


def _edition() -> Edition:
    """A lesson to read and one with ten questions, written and published as authors do."""
    course: CoursePage = make_course(rich=False, publish=False, lessons=1, questions=["single"], title="Un curso")
    module = ModulePage.objects.descendant_of(course).get()
    LessonPage.objects.descendant_of(course).delete()
    module = ModulePage.objects.get(pk=module.pk)
    asked = [("question_single", question_value("single"))] * ANSWERS
    for title, blocks in (("Leer", _blocks()), ("Responder", [*CONTENT[:1], *asked])):
        lesson = LessonPage(title=title, slug=title.lower(), minutes=20, live=False)
        children = lesson.body.stream_block.child_blocks
        lesson.body = [(name, children[name].normalize(value)) for name, value in blocks]
        module.add_child(instance=lesson)
        lesson.save_revision()
    page = CoursePage.objects.get(pk=course.pk)
    page.save_revision().publish()
    found: Edition = Course.objects.get(pk=page.translation_key).latest  # type: ignore[assignment]
    return found


def _signed_in(teacher: Any) -> dict[str, str]:
    client = Client()
    client.force_login(teacher, backend="django.contrib.auth.backends.ModelBackend")
    token = "b" * 32  # a token of the right shape, the same in cookie and header
    return {settings.SESSION_COOKIE_NAME: str(client.session.session_key), settings.CSRF_COOKIE_NAME: token}


def _requests(scene: _Scene) -> dict[str, Requests]:
    """What each kind of visitor sends; signed-in people take turns, and who reads writes nothing in between."""
    turns = itertools.count()
    course = reverse("course", args=[scene.enrolments[0].course.slug])

    def person(*, writes: bool = True) -> int:
        return 2 * (next(turns) % (SIGNED_IN // 2)) + writes

    def read(_number: int) -> bytes:
        who = person(writes=False)
        address = reverse("lesson", args=[scene.enrolments[who].uid, scene.reading.uid])
        return _get(address, scene.cookies[who])

    def event(_number: int) -> bytes:
        who = person()
        return _post(reverse("events"), scene.cookies[who], json.dumps(_batch(scene, who)), "application/json")

    def quiz(_number: int) -> bytes:
        who = person()
        address = reverse("answer", args=[scene.enrolments[who].uid, scene.quiz.uid])
        return _post(address, scene.cookies[who], answers, "application/x-www-form-urlencoded")

    answers = "&".join(f"q-{uid}={option}" for uid, option in _options(scene))
    found: dict[str, Requests] = {
        EMPTY: lambda _number: _get("/vacia/"),
        WAGTAIL: lambda _number: _get(scene.plain.get_url_parts()[2], scene.cookies[person(writes=False)]),
        LESSON: read,
        PUBLIC: lambda _number: _get(course),
        EVENT: event,
        QUIZ: quiz,
    }
    return found


def _options(scene: _Scene) -> Iterator[tuple[str, str]]:
    """A first option of each question of the quiz."""
    document = scene.enrolments[0].edition.source
    for module in document["modules"]:
        for lesson in module["lessons"]:
            for block in lesson["blocks"]:
                if block["type"] == "question":
                    yield block["uid"], block["options"][0]["uid"]


def _batch(scene: _Scene, who: int) -> dict[str, Any]:
    event = {
        "id": str(uuid.uuid4()),
        "device": str(uuid.UUID(int=who + 1)),
        "counter": time.time_ns() // 1000,
        "enrolment": str(scene.enrolments[who].uid),
        "kind": "lesson.opened",
        "lesson_uid": str(scene.reading.uid),
        "device_at": timezone.now().isoformat(),
    }
    return {"events": [event]}


def _get(path: str, cookies: dict[str, str] | None = None, **headers: str) -> bytes:
    return _request("GET", path, cookies, headers, b"")


def _post(path: str, cookies: dict[str, str], body: str, media_type: str) -> bytes:
    headers = {"Content-Type": media_type, "X-CSRFToken": cookies[settings.CSRF_COOKIE_NAME]}
    return _request("POST", path, cookies, headers, body.encode())


def _request(method: str, path: str, cookies: dict[str, str] | None, headers: dict[str, str], body: bytes) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Accept: text/html", "Accept-Language: es-MX"]
    if cookies:
        lines.append("Cookie: " + "; ".join(f"{name}={value}" for name, value in cookies.items()))
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _rounds(port: int, requests: dict[str, Requests]) -> list[Measurement]:
    """Everything in turn, several times over, so that whatever else the machine does slows all alike."""
    tag = _etag(port, requests[PUBLIC])
    public = requests[PUBLIC](0)
    asked = {**requests, UNCHANGED: lambda _number: public[:-2] + f"If-None-Match: {tag}\r\n\r\n".encode()}
    found: dict[tuple[str, int], list[Figures]] = {}
    for name, request in asked.items():  # templates are read once
        closed_loop(port, request, connections=2, seconds=0.3)
        for connections in CONNECTIONS:
            found[name, connections] = []
    for _round in range(ROUNDS):
        for (name, connections), measured in found.items():
            figures = closed_loop(port, asked[name], connections=connections, seconds=SECONDS)
            if figures.failures:
                raise RuntimeError(f"{name}: {figures.failures}")
            measured.append(figures)
    return [_measurement(name, connections, found) for name, connections in found]


def _measurement(name: str, connections: int, found: dict[tuple[str, int], list[Figures]]) -> Measurement:
    rounds, empty = found[name, connections], found[EMPTY, connections]
    shares = [one.rate / other.rate for one, other in zip(rounds, empty, strict=True)]
    return Measurement(
        name, connections, median(one.rate for one in rounds), median(shares), min(shares), max(shares),
        median(one.p50 for one in rounds),
    )  # fmt: skip


def _etag(port: int, request: Requests) -> str:
    head = _answer(port, request).split(b"\r\n\r\n")[0].decode().splitlines()
    return next(line.split(":", 1)[1].strip() for line in head if line.lower().startswith("etag:"))


def _answer(port: int, request: Requests) -> bytes:
    with socket.create_connection(("127.0.0.1", port)) as talk:
        talk.sendall(request(0)[:-2] + b"Connection: close\r\n\r\n")
        return b"".join(iter(lambda: talk.recv(1 << 18), b""))


def _first_html(port: int, requests: dict[str, Requests]) -> int:
    """Bytes of a lesson's page, uncompressed."""
    return len(_answer(port, requests[LESSON]).split(b"\r\n\r\n", 1)[1])


def _crowd(port: int, requests: dict[str, Requests], minutes: float) -> Crowd:
    """Mostly reading, some events, a quiz now and then; each reads for a while in between."""
    chance = random.Random(20261125)
    weighted = [(requests[LESSON], 6), (requests[EVENT], 3), (requests[QUIZ], 1)]
    kinds, weights = zip(*weighted, strict=True)

    def anything(number: int) -> bytes:
        asked: bytes = chance.choices(kinds, weights)[0](number)
        return asked

    def alone() -> float:
        return 0.0

    one = people(port, anything, number=1, seconds=min(20.0, minutes * 30), think=alone)
    many = people(port, anything, number=AT_ONCE, seconds=minutes * 60, think=lambda: chance.uniform(*READING))
    return Crowd(AT_ONCE, len(many.seconds), many.failures, many.p95, one.p95)


def rows(found: Study) -> Iterator[tuple[str, str, str, str]]:
    """What was measured as lines of the table: what, measured, of the empty view, at least or at most."""
    lesson = _rates(found.small_figures, LESSON)
    for one in found.small_figures:
        limit = _LIMITS.get(one.name, "")
        if one.name == QUIZ:
            times = _rates(found.small_figures, EVENT)[one.connections] / one.rate
            limit = f"× 1.5 of an event stored: × {times:.2f}"
        elif one.name == WAGTAIL:
            limit = f"a lesson × 4 of it: × {lesson[one.connections] / one.rate:.1f}"
        share = f"{100 * one.share:.1f} % ({100 * one.least:.1f}–{100 * one.greatest:.1f})"
        yield f"{one.name}, {one.connections} at once", f"{one.rate:.0f}/s, p50 {1000 * one.p50:.1f} ms", share, limit
    if found.large > found.small:
        before = {(one.name, one.connections): one.p50 for one in found.small_figures}
        for one in found.large_figures:
            if one.connections == 1 and one.name not in (EMPTY, WAGTAIL):
                times = one.p50 / before[one.name, 1]
                yield (
                    f"{one.name}: p50 at {found.large:,} teachers",
                    f"{1000 * one.p50:.1f} ms",
                    f"× {times:.2f}",
                    "× 1.25",
                )
    yield "first HTML of the lesson, uncompressed", f"{found.first_html / 1000:.1f} kB", "", "40 kB"
    crowd = found.crowd
    failed = sum(crowd.failures.values())
    yield (
        f"{crowd.people} people at once: {crowd.answers} answers, {failed} errors",
        f"p95 {1000 * crowd.p95:.0f} ms, alone {1000 * crowd.alone:.0f} ms",
        f"× {crowd.p95 / crowd.alone:.1f}",
        "no error, × 4",
    )


_LIMITS = {LESSON: "6 %", PUBLIC: "20 %", UNCHANGED: "30 %", EVENT: "5.5 %"}


def _rates(figures: list[Measurement], name: str) -> dict[int, float]:
    return {one.connections: one.rate for one in figures if one.name == name}
