"""Translating and reviewing a course: the states it goes through, and what its edition says."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale, Page, PageLogEntry

from cms.desk.operations import About, Decision, Wording, propose_translations, review_translations
from cms.desk.refusals import TranslationRefused
from cms.pages.models import CoursePage
from cms.pages.source import compile_course
from cms.translation.models import Translation
from cms.translation.standing import DRAFT, MISSING, REVIEWED, STALE
from cms.translation.units import seen
from courses.editions.models import Course, Lesson
from tests.cms.desk.factories import HCH, NOON, Desk, make_desk
from tests.institutes.factories import MembershipFactory

pytestmark = pytest.mark.django_db
TITLE = "Lección 1"


@pytest.fixture
def desk() -> Desk:
    return make_desk()


def document(desk: Desk) -> dict[str, Any]:
    return compile_course(CoursePage.objects.get(pk=desk.course.pk)).document


def test_every_state_from_nothing_to_a_source_that_changes_and_returns(desk: Desk) -> None:
    assert desk.state(TITLE) == MISSING
    made = desk.translate("ʉ", of=TITLE)
    assert desk.state(TITLE) == DRAFT
    desk.approve(made)
    assert desk.state(TITLE) == REVIEWED
    desk.change_lesson("Lección primera")
    assert desk.state("Lección primera") == STALE
    desk.change_lesson(TITLE)
    assert desk.state(TITLE) == REVIEWED


def test_the_edition_keeps_the_old_translation_marked_until_the_source_returns(desk: Desk) -> None:
    desk.reviewed("ɨ", of=desk.course.title)
    desk.reviewed("ʉ", of=TITLE)
    desk.change_lesson("Lección primera")
    lesson = document(desk)["modules"][0]["lessons"][0]
    assert lesson["title"] == {"es-mx": "Lección primera", "hch": "ʉ"}
    assert lesson["stale"] == {"hch": [lesson["uid"]]}
    desk.change_lesson(TITLE)
    lesson = document(desk)["modules"][0]["lessons"][0]
    assert (lesson["title"], lesson.get("stale")) == ({"es-mx": TITLE, "hch": "ʉ"}, None)


def test_what_nobody_reviewed_is_in_no_document(desk: Desk) -> None:
    before = document(desk)
    desk.translate("ɨ", of=desk.course.title)
    desk.translate("ʉ", of=TITLE)
    assert document(desk) == before


def test_publishing_makes_lessons_in_the_new_language(desk: Desk) -> None:
    desk.reviewed("ɨ", of=desk.course.title)
    desk.reviewed("ʉ", of=TITLE)
    page = CoursePage.objects.get(pk=desk.course.pk)
    page.save_revision().publish(skip_permission_checks=True)
    edition = Course.objects.get(pk=page.translation_key).latest
    assert edition is not None
    titles = Lesson.objects.filter(edition=edition, number="1.1").order_by("language").values_list("language", "title")
    assert list(titles) == [("es-mx", TITLE), ("hch", "ʉ")]
    html = Lesson.objects.get(edition=edition, number="1.1", language="hch").content.html
    assert 'class="translation-note"' in html


def test_a_course_written_in_wixarika_is_translated_into_spanish(desk: Desk) -> None:
    hch, _new = Locale.objects.get_or_create(language_code="hch")
    Page.objects.descendant_of(desk.course, inclusive=True).update(locale=hch)
    made = desk.translate("Pendiente", of=TITLE, language="es-mx")
    title = desk.translate("Título pendiente", of=desk.course.title, language="es-mx")
    desk.approve(made, title)
    course = document(desk)["course"]
    assert (course["source_language"], course["languages"]) == ("hch", ["hch", "es-mx"])
    assert course["title"] == {"hch": desk.course.title, "es-mx": "Título pendiente"}
    desk.change_lesson("tɨri")
    assert desk.state("tɨri", "es-mx") == STALE


def test_nobody_reviews_their_own_words(desk: Desk) -> None:
    made = desk.translate("ʉ", of=TITLE)
    with pytest.raises(TranslationRefused, match="otra persona"):
        desk.approve(made, actor=desk.translator)
    assert desk.state(TITLE) == DRAFT


def test_the_database_knows_no_translation_seen_by_one_person_only(desk: Desk) -> None:
    made = desk.translate("ʉ", of=TITLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Translation.objects.filter(pk=made.pk).update(status="approved", reviewer=desk.translator, reviewed_at=NOON)


def test_words_never_change(desk: Desk) -> None:
    made = desk.translate("ʉ", of=TITLE)
    with pytest.raises(IntegrityError), transaction.atomic():
        Translation.objects.filter(pk=made.pk).update(text="ɨ")


def test_sending_twice_stores_once(desk: Desk) -> None:
    desk.translate("ʉ", of=TITLE)
    again = propose_translations(
        actor=desk.translator, course=desk.course, language=HCH, wordings=[Wording(desk.key(TITLE), " ʉ ")],
        about=About(), at=NOON + timedelta(minutes=1),
    )  # fmt: skip
    assert (again, Translation.objects.count()) == ([], 1)


def test_approving_twice_is_once_and_returning_after_approving_is_refused(desk: Desk) -> None:
    made = desk.reviewed("ʉ", of=TITLE)
    desk.approve(made)
    with pytest.raises(TranslationRefused, match="ya decidió"):
        review_translations(actor=desk.reviewer, course=desk.course, language=HCH,
                            decisions=[Decision(made.pk, False, "No")], at=NOON)  # fmt: skip
    assert desk.state(TITLE) == REVIEWED


def test_two_people_who_write_for_one_text_lose_nothing(desk: Desk) -> None:
    key = desk.key(TITLE)
    desk.translate("ʉ", of=TITLE)
    late = Wording(key, "ɨ", base=0)
    with pytest.raises(TranslationRefused, match="Mientras tanto") as refused:
        propose_translations(
            actor=desk.reviewer, course=desk.course, language=HCH, wordings=[late], about=About(), at=NOON
        )
    assert "ʉ" in str(refused.value)
    assert Translation.objects.count() == 1
    seen = Wording(key, "ɨ", base=Translation.objects.get().pk)
    propose_translations(actor=desk.reviewer, course=desk.course, language=HCH, wordings=[seen], about=About(), at=NOON)
    assert list(Translation.objects.order_by("pk").values_list("text", "status")) == [
        ("ʉ", "replaced"), ("ɨ", "proposed"),
    ]  # fmt: skip


def test_a_source_that_changed_while_somebody_wrote_is_told_and_stores_nothing(desk: Desk) -> None:
    key = desk.key(TITLE)
    desk.change_lesson("Lección primera")
    with pytest.raises(TranslationRefused, match="original cambió"):
        propose_translations(actor=desk.translator, course=desk.course, language=HCH,
                             wordings=[Wording(key, "ʉ", seen=seen(TITLE))], about=About(), at=NOON)  # fmt: skip
    assert not Translation.objects.exists()


def test_what_translates_an_older_source_is_not_approved(desk: Desk) -> None:
    made = desk.translate("ʉ", of=TITLE)
    desk.change_lesson("Lección primera")
    with pytest.raises(TranslationRefused, match="original cambió"):
        desk.approve(made)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("abc\u202edef", r"U\+202E"),
        ("\u0301a", r"U\+0301"),
        ("a \u0304", r"U\+0304"),
        ("ʉ" * 20_001, "20,000|20000|20 000"),
    ],
)
def test_what_cannot_be_taken_is_named(desk: Desk, text: str, said: str) -> None:
    with pytest.raises(TranslationRefused, match=said):
        desk.translate(text, of=TITLE)


def test_letters_are_kept_as_typed_and_composed(desk: Desk) -> None:
    made = desk.translate("t+\u0301ri u\u0308 ʉ\u0304 Ʉ ɨ Ɨ ʼ ꞌ Ꞌ ʔ", of=TITLE)
    assert made.text == "t+\u0301ri ü ʉ\u0304 Ʉ ɨ Ɨ ʼ ꞌ Ꞌ ʔ"


def test_gaps_must_be_those_of_the_original(desk: Desk) -> None:
    with pytest.raises(TranslationRefused, match=r"\[\[1\]\]"):
        desk.translate("<p>sin huecos</p>", of="[[1]]")


def test_a_script_in_a_translation_is_no_script(desk: Desk) -> None:
    made = desk.translate('<p onclick="x()">ʉ<script>alert(1)</script><img src=x onerror=y></p>', of=_prompt(desk))
    assert made.text == "<p>ʉ</p>"


def _prompt(desk: Desk) -> str:
    return next(unit.source for _part, unit in desk.now().units.values() if unit.key.endswith(":prompt"))


def test_strangers_translate_nothing(desk: Desk) -> None:
    stranger = MembershipFactory.create(role="author").user
    with pytest.raises(CoursePage.DoesNotExist):
        desk.translate("ʉ", of=TITLE, actor=stranger)


def test_the_language_of_the_course_is_no_target(desk: Desk) -> None:
    with pytest.raises(TranslationRefused, match="no se traduce"):
        desk.translate("ʉ", of=TITLE, language="es-mx")


def test_what_was_done_is_in_the_log(desk: Desk) -> None:
    desk.reviewed("ʉ", of=TITLE)
    told = PageLogEntry.objects.filter(page_id=desk.course.pk, action__startswith="cms.desk").order_by("pk")
    assert [(entry.action, entry.user) for entry in told] == [
        ("cms.desk.translate", desk.translator), ("cms.desk.approve", desk.reviewer),
    ]  # fmt: skip


def test_many_texts_cost_as_many_statements_as_few(desk: Desk) -> None:
    keys = list(desk.now().units)

    def cost(*texts: str) -> int:
        wordings = [Wording(key, f"<p>{text}</p>") for key, text in zip(keys, texts, strict=False)]
        with CaptureQueriesContext(connection) as queries:
            propose_translations(
                actor=desk.translator, course=desk.course, language=HCH, wordings=wordings, about=About(), at=NOON
            )
        return len(queries)

    cost("ʉ", "ʉ", "ʉ")
    assert cost("ɨ") == cost("ʼ", "ʼ", "ʼ")
