"""An edition is stored once, whole, and never changes."""

import hashlib
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry

from courses.editions.models import AnswerKey, Content, Edition, FrozenError, Lesson
from courses.editions.operations import WrongAssetError, store_edition
from courses.editions.selectors import catalogue, lesson_of, lessons_of
from tests.courses.editions.factories import PUBLISHED, make_document, make_edition
from tests.institutes.factories import InstituteFactory

pytestmark = pytest.mark.django_db


def _store(document: dict[str, Any], keys: dict[str, Any], assets: dict[str, Any] | None = None) -> Edition:
    institute = InstituteFactory.create(code="IES-01")
    return store_edition(document, keys, assets or {}, organisation=institute, actor=None, at=PUBLISHED)


def test_the_same_content_gives_the_same_edition() -> None:
    document, keys = make_document()
    first = _store(document, keys)
    shuffled = dict(reversed(deepcopy(document).items()))
    assert _store(shuffled, keys) == first
    assert ModelLogEntry.objects.filter(action="editions.publish").count() == 1


def test_a_change_gives_the_next_number_and_shares_unchanged_lessons() -> None:
    document, keys = make_document(lessons=3)
    first = _store(document, keys)
    changed = deepcopy(document)
    changed["modules"][0]["lessons"][0]["blocks"][0]["html"]["es-mx"] = "<p>Otro texto.</p>"
    before = Content.objects.count()
    second = _store(changed, keys)
    assert (first.number, second.number) == (1, 2)
    assert Content.objects.count() == before + 1
    assert second.course.latest == second


def test_a_corrected_key_alone_makes_a_new_edition() -> None:
    document, keys = make_document()
    first = _store(document, keys)
    corrected = {uid: {**key, "points": "2"} for uid, key in keys.items()}
    second = _store(document, corrected)
    assert (second.number, second.digest) == (2, first.digest)
    assert first.answer_key.keys == keys


def test_going_back_to_a_former_text_is_a_new_edition() -> None:
    document, keys = make_document()
    changed = deepcopy(document) | {"course": document["course"] | {"hours": 40}}
    numbers = [_store(one, keys).number for one in (document, changed, document)]
    assert numbers == [1, 2, 3]


def test_the_digest_is_that_of_the_stored_source() -> None:
    edition = make_edition()
    assert hashlib.sha256(edition.source_text.encode()).hexdigest() == edition.digest


def test_no_answer_reaches_a_lesson_page() -> None:
    document, keys = make_document()
    edition = _store(document, keys)
    html = "".join(Content.objects.values_list("html", flat=True))
    assert html
    assert "Así es." not in html + edition.source_text
    assert '"correct":' not in edition.source_text


FROZEN: list[tuple[type, dict[str, Any]]] = [
    (Edition, {"title": "Otro"}), (Edition, {"hours": 1}), (AnswerKey, {"keys": {}}),
    (Content, {"html": ""}), (Lesson, {"title": "Otro"}), (Lesson, {"questions": []}),
]  # fmt: skip


@pytest.mark.parametrize(("model", "change"), FROZEN)
def test_the_database_refuses_a_change(model: Any, change: dict[str, Any]) -> None:
    make_edition()
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.update(**change)


def test_rows_refuse_to_be_saved_or_deleted() -> None:
    edition = make_edition()
    for forbidden in (edition.save, edition.delete, edition.answer_key.save):
        with pytest.raises(FrozenError):
            forbidden()


def test_two_courses_that_want_the_same_address_both_get_one() -> None:
    editions = [make_edition(slug="multigrado") for _course in range(3)]
    assert [edition.course.slug for edition in editions] == ["multigrado", "multigrado-2", "multigrado-3"]


@dataclass(frozen=True)
class File:
    name: str
    media_type: str
    open: Callable[[], bytes]


def _with_file(content: bytes, digest: str) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    document, keys = make_document(cover=digest)
    document["assets"] = {digest: {"name": "a.png", "media_type": "image/png", "size": len(content)}}
    return document, keys, {digest: File("a.png", "image/png", lambda: content)}


def test_files_lie_under_their_digest_and_are_written_once() -> None:
    digest = hashlib.sha256(b"picture").hexdigest()
    edition = _store(*_with_file(b"picture", digest))
    assert default_storage.open(f"editions/{digest[:2]}/{digest}.png").read() == b"picture"
    assert edition.cover_url.endswith(f"{digest}.png")
    _store(*_with_file(b"picture", digest))
    assert default_storage.listdir(f"editions/{digest[:2]}")[1] == [f"{digest}.png"]


def test_a_file_that_is_not_what_its_digest_says_stops_everything() -> None:
    with pytest.raises(WrongAssetError):
        _store(*_with_file(b"other", hashlib.sha256(b"something").hexdigest()))
    document, keys, _files = _with_file(b"x", hashlib.sha256(b"x").hexdigest())
    with pytest.raises(WrongAssetError):
        _store(document, keys)
    assert not Edition.objects.exists()


def _statements(lessons: int) -> int:
    institute = InstituteFactory.create()
    document, keys = make_document(lessons=lessons)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        store_edition(document, keys, {}, organisation=institute, actor=None, at=PUBLISHED)
    return len(captured)


def test_more_lessons_need_no_more_statements() -> None:
    _statements(1)
    assert _statements(30) == _statements(3)


def test_filters_narrow_and_only_the_latest_listed_edition_shows() -> None:
    edition = make_edition(at=PUBLISHED + timedelta(days=1), levels=["primaria"], hours=20)
    assert list(catalogue(level="primaria", language="es-mx", hours=(1, 20))) == [edition]
    assert not catalogue(level="secundaria")
    assert not catalogue(hours=(21, 40))
    assert not catalogue(language="hch")
    edition.course.is_listed = False
    edition.course.save()
    assert not catalogue()


def test_lessons_come_in_order_and_in_the_source_language_where_there_is_no_other() -> None:
    edition = make_edition(lessons=2)
    lessons = lessons_of(edition, "hch")
    assert [lesson.number for lesson in lessons] == ["1.1", "1.2"]
    assert "Texto de la lección 1." in lesson_of(edition, "es-mx", lessons[0].uid).content.html
