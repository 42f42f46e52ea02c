"""What a bank and its questions are, and what a pool gets from them."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from cms.pages.pools import Bank
from cms.questions.contents import digest_of, keep_identifiers
from cms.questions.models import BankQuestion
from tests.cms.pages.factories import KINDS
from tests.cms.questions.factories import make_bank, make_question

pytestmark = pytest.mark.django_db


def test_a_name_is_used_once_in_an_organisation_whatever_its_case() -> None:
    bank = make_bank(name="Evaluación")
    make_bank(name="Evaluación")  # of another organisation
    with pytest.raises(IntegrityError), transaction.atomic():
        make_bank(bank.organisation, name="EVALUACIÓN".lower())


def test_an_imported_question_stands_in_a_bank_once() -> None:
    bank = make_bank()
    make_question(bank, source_id="a")
    make_question(bank, source_id="")
    make_question(bank, source_id="")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_question(bank, source_id="a")


@pytest.mark.parametrize("kind", KINDS)
def test_the_row_keeps_what_lists_need(kind: str) -> None:
    question = make_question(make_bank(), kind, prompt="<p>Lea &lt;b&gt; y <b>responda</b></p>")
    question.refresh_from_db()
    assert question.kind == kind
    assert str(question) == question.prompt_text == "Lea <b> y responda"
    assert question.body[0].id == str(question.uid)


def test_labels_are_tidy_and_each_stands_once() -> None:
    question = make_question(make_bank(), tags=[" uno ", "dos  tres", "uno", ""])
    assert question.tags == ["uno", "dos tres"]
    question.tags = []
    assert question.tags == []


def test_a_pool_gets_the_questions_of_a_bank_in_one_query() -> None:
    bank = make_bank()
    first, second = make_question(bank, "single", tags=["agua", "sol"]), make_question(bank, "numeric", tags=["sol"])
    make_question(make_bank(), "single", tags=["sol"])
    pool_bank: Bank = bank
    with CaptureQueriesContext(connection) as queries:
        found = pool_bank.questions_for(tags=["sol"])
    assert [(uid, kind) for uid, kind, _value in found] == [(str(first.uid), "single"), (str(second.uid), "numeric")]
    assert len(queries) == 1
    assert [uid for uid, _kind, _value in bank.questions_for(tags=["agua", "otra"])] == [str(first.uid)]
    assert len(bank.questions_for()) == 2
    assert bank.questions_for(tags=["so"]) == []


def test_the_skills_of_a_question_are_those_of_its_block() -> None:
    bank = make_bank()
    question = make_question(bank, skills=["PPI-EB-DOC|2015-2016|2.3"])
    make_question(bank)
    assert question.skills == ["PPI-EB-DOC|2015-2016|2.3"]
    assert [uid for uid, *_rest in bank.questions_for(skills=["PPI-EB-DOC|2015-2016|2.3"])] == [str(question.uid)]


def test_two_questions_say_the_same_whatever_their_identifiers() -> None:
    bank = make_bank()
    one, other = make_question(bank, "matching"), make_question(bank, "matching")
    assert one.digest == other.digest
    assert make_question(bank, "matching", prompt="<p>Otra</p>").digest != one.digest
    assert make_question(bank, "matching", credit={"person": "Ana"}).digest == one.digest


def test_a_digest_sees_numbers_and_not_how_they_are_written() -> None:
    assert digest_of("numeric", {"value": "1.50", "tolerance": "0"}) == digest_of(
        "numeric", {"value": "1.5", "tolerance": 0}
    )
    assert digest_of("numeric", {"value": "1.5"}) != digest_of("numeric", {"value": "1.4"})
    assert digest_of("single", {"options": [{"text": "a"}]}) == digest_of(
        "single", {"options": [{"type": "item", "id": "1", "value": {"text": "a", "feedback": ""}}], "hint": ""}
    )


def test_an_option_that_says_the_same_keeps_its_identifier() -> None:
    def item(text: str, uid: str, feedback: str = "") -> dict[str, object]:
        return {"type": "item", "id": uid, "value": {"text": text, "feedback": feedback}}

    old = {"options": [item("a", "1"), item("b", "2"), item("b", "3")]}
    new = {"options": [item("b", "9", "otra"), item("c", "8"), item("b", "7"), item("b", "6")]}
    assert [kept["id"] for kept in keep_identifiers(new, old)["options"]] == ["2", "8", "7", "6"]


def test_deleting_a_bank_deletes_its_questions() -> None:
    bank = make_bank()
    make_question(bank)
    bank.delete()
    assert not BankQuestion.objects.exists()
