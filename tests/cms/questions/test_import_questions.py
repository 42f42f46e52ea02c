"""Importing a file: what comes in, what stays out, what is told, and that doing it twice harms nothing."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import ModelLogEntry
from wagtail.rich_text import RichText

from bench.questions import gift_of
from cms.questions.exporting import file_of
from cms.questions.formats import FileRefused
from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.operations import import_questions
from cms.questions.reports import Report, Row, from_json
from cms.questions.wording import said, with_words
from institutes.models import Membership
from tests.cms.questions.factories import make_bank, make_question
from tests.cms.questions.reading import SAMPLES
from tests.institutes.factories import MembershipFactory

Role = Membership.Role
pytestmark = pytest.mark.django_db
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
TWO = "// [id:a]\n::Uno::¿Uno? {T}\n\n::Dos::¿Dos? {=a ~b}\n"


@pytest.fixture
def bank() -> QuestionBank:
    return make_bank()


def bring(bank: QuestionBank, content: str | bytes, **more: Any) -> Report:
    raw = content.encode() if isinstance(content, str) else content
    return import_questions(actor=None, bank=bank, content=raw, at=NOON, **more)


def actions(report: Report) -> list[str]:
    return [row.action for row in report.rows]


def test_questions_come_in_with_name_labels_and_identifier(bank: QuestionBank) -> None:
    report = bring(bank, "// [id:a] [tag:sol]\n" + TWO.split("\n", 1)[1])
    first = bank.questions.get(source_id="a")
    assert report.counts == {"new": 2, "updated": 0, "unchanged": 0, "refused": 0}
    assert (first.name, first.kind, first.tags) == ("Uno", "true_false", ["sol"])
    assert first.body[0].id == str(first.uid)


def test_a_dry_run_tells_the_same_and_changes_nothing(bank: QuestionBank) -> None:
    report = bring(bank, TWO, dry_run=True)
    assert actions(report) == ["new", "new"]
    assert not bank.questions.exists()
    assert not ModelLogEntry.objects.exists()


def test_the_same_file_again_changes_nothing(bank: QuestionBank) -> None:
    bring(bank, TWO)
    before = list(bank.questions.order_by("pk").values())
    assert actions(bring(bank, TWO)) == ["unchanged", "unchanged"]
    assert list(bank.questions.order_by("pk").values()) == before


def test_what_was_edited_here_is_not_undone_by_the_same_file(bank: QuestionBank) -> None:
    bring(bank, TWO)
    question = bank.questions.get(source_id="a")
    question.body[0].value["explanation"] = RichText("<p>Editada aquí</p>")
    question.save()
    assert actions(bring(bank, TWO)) == ["unchanged", "unchanged"]


def test_a_question_changed_in_the_file_is_updated_and_keeps_what_no_file_holds(bank: QuestionBank) -> None:
    file = "// [id:a]\n¿Cuál? {=La una#Sí ~La otra}\n"
    bring(bank, file)
    question = bank.questions.get()
    question.body[0].value["skills"] = ["PPI|1|2.3"]
    question.body[0].value["credit"]["person"] = "Ana"
    question.save()
    options = [item.id for item in question.value["options"].bound_blocks]
    assert actions(bring(bank, file.replace("La otra", "Ninguna"))) == ["updated"]
    changed = bank.questions.get()
    assert changed.uid == question.uid
    assert changed.value["options"][1]["text"] == "Ninguna"
    assert next(item.id for item in changed.value["options"].bound_blocks) == options[0]
    assert (changed.skills, changed.value["credit"]["person"]) == (["PPI|1|2.3"], "Ana")
    assert changed.updated_at == NOON


def test_a_question_without_identifier_is_known_by_what_it_says(bank: QuestionBank) -> None:
    make_question(bank, "true_false", prompt="<p>¿Sí?</p>", explanation="")
    assert actions(bring(bank, "¿Sí? {T}\n\n¿Sí? {F}")) == ["unchanged", "new"]


def test_the_same_question_twice_in_a_file_comes_in_once(bank: QuestionBank) -> None:
    report = bring(bank, "¿Sí? {T}\n\n::Otra::¿Sí? {T}")
    assert actions(report) == ["new", "unchanged"]
    assert said(report.rows[1].notes[0])
    assert bank.questions.count() == 1


def test_an_identifier_used_twice_in_a_file_is_refused(bank: QuestionBank) -> None:
    report = bring(bank, "// [id:a]\n¿Uno? {T}\n\n// [id:a]\n¿Dos? {T}")
    assert actions(report) == ["new", "refused"]
    assert report.rows[1].problems[0]["code"] == "duplicate_id"


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("¿Cuál? {=a ~a}", "Opciones"),
        ("¿Cuál? {=a}\n\n", ""),
        ("¿Cuáles? {~%50%a ~%50%b}", "Opciones"),
        ("Una {=x -> y =z -> y}", "Parejas"),
        (f"¿Cuál? {{={'a' * 401} ~b}}", "Opciones › 1 › Opción"),
    ],
)
def test_a_question_that_breaks_our_rules_stays_out_and_says_at_which_field(
    bank: QuestionBank, text: str, field: str
) -> None:
    report = bring(bank, f"{text}\n\n¿Bien? {{T}}")
    if not field:  # one answer alone is a short answer
        assert actions(report) == ["new", "new"]
        return
    assert actions(report) == ["refused", "new"]
    assert report.rows[0].problems[0]["field"] == field
    assert report.rows[0].problems[0]["message"]


HOSTILE = (
    "[html]<p onclick='x()'>Hola<script>alert(1)</script><iframe src='http\\://x'></iframe>"
    "<a href='javascript\\:alert(1)'>a</a><a href='data\\:text/html,x'>b</a><img src=x onerror\\=alert(1)>"
    "<style>*\\{\\}</style><svg onload\\=x()></svg></p> {T}"
)


def test_hostile_markup_comes_in_clean_and_what_went_is_named(bank: QuestionBank) -> None:
    report = bring(bank, HOSTILE)
    stored = str(bank.questions.get().body.get_prep_value())
    assert actions(report) == ["new"]
    for bad in ("script", "onclick", "iframe", "javascript", "data:", "onerror", "style", "svg", "<img"):
        assert bad not in stored
    assert "Hola" in stored
    assert {note["code"] for note in report.rows[0].notes} == {"image", "media", "markup"}


def test_a_text_with_gaps_gets_a_question_above_it(bank: QuestionBank) -> None:
    report = bring(bank, "El sol {=sale} hoy.")
    assert bank.questions.get().kind == "cloze"
    assert [note["code"] for note in report.rows[0].notes] == ["prompt_added"]


def test_a_name_too_long_is_cut_and_told(bank: QuestionBank) -> None:
    report = bring(bank, f"::{'a' * 200}::¿Sí? {{T}}")
    assert len(bank.questions.get().name) == 120
    assert [note["code"] for note in report.rows[0].notes] == ["name_cut"]


@pytest.mark.parametrize("name", ["moodle.gift", "moodle.xml", "choice.qti.xml"])
def test_every_sample_comes_in_and_again_changes_nothing(bank: QuestionBank, name: str) -> None:
    content = (SAMPLES / name).read_bytes()
    first, again = bring(bank, content), bring(bank, content)
    assert first.counts["new"] == bank.questions.count() > 0
    assert again.counts["unchanged"] == first.counts["new"]
    assert again.counts["refused"] == first.counts["refused"]


@pytest.mark.parametrize("name", ["gift", "moodlexml"])
def test_what_was_exported_changes_nothing_when_it_comes_back(bank: QuestionBank, name: str) -> None:
    bring(bank, (SAMPLES / "moodle.gift").read_bytes())
    report = bring(bank, file_of(bank, name).content, format=name)
    assert set(actions(report)) == {"unchanged"}


def test_a_file_that_cannot_be_read_changes_nothing(bank: QuestionBank) -> None:
    with pytest.raises(FileRefused):
        bring(bank, b"<quiz>")
    assert not bank.questions.exists()


def test_it_leaves_a_trace(bank: QuestionBank) -> None:
    author = MembershipFactory.create(organisation=bank.organisation, role=Role.AUTHOR).user
    import_questions(actor=author, bank=bank, content=TWO.encode(), at=NOON)
    entry = ModelLogEntry.objects.get(action="questions.import")
    assert (entry.user, entry.data["new"], entry.data["format"]) == (author, 2, "gift")
    assert set(bank.questions.values_list("created_by", flat=True)) == {author.pk}


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER])
def test_it_is_for_those_who_keep_the_bank(bank: QuestionBank, role: Membership.Role) -> None:
    stranger = MembershipFactory.create(role=role).user
    with pytest.raises(QuestionBank.DoesNotExist):
        import_questions(actor=stranger, bank=bank, content=TWO.encode(), at=NOON)
    assert not BankQuestion.objects.exists()


def _queries(bank: QuestionBank, number: int) -> int:
    content = gift_of(number)
    with CaptureQueriesContext(connection) as captured:
        bring(bank, content)
    # Each block that is checked asks for the organisations that a credit may name; that is the blocks' matter.
    return sum('FROM "institutes_organisation" ORDER BY' not in query["sql"] for query in captured)


def test_the_queries_do_not_grow_with_the_questions() -> None:
    few, many = _queries(make_bank(), 10), _queries(make_bank(), 60)
    # SQLite takes so many parameters at a time: sixty questions are one statement or two.
    assert many - few <= 2
    assert few < 20


def test_a_report_is_kept_as_json_and_told_in_words(bank: QuestionBank) -> None:
    report = bring(bank, "¿Cuál? {=a ~%50%b}\n\nNada", dry_run=True)
    assert from_json(report.as_json()) == report
    told = with_words(report)
    assert told["counts"] == {"new": 1, "updated": 0, "unchanged": 0, "refused": 1}
    assert "50" in told["questions"][0]["notes"][0]["message"]
    assert told["questions"][1]["problems"][0]["message"]


def test_a_detail_that_is_missing_is_no_reason_to_break() -> None:
    assert "?" in said({"code": "partial_credit"})
    assert Row(1).action == "refused"
