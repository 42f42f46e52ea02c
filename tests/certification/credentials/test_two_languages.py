"""A certificate in two languages. Words of a language are letters quoted in the domain guide, or marked as pending."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.test import Client
from django.urls import reverse
from django.utils.translation import get_language

from certification.credentials.facts import digest
from certification.credentials.models import Credential
from certification.credentials.second import CERTIFIED
from courses.assessment.models import Attempt
from courses.study.models import Enrolment
from institutes.models import Organisation
from languages.models import Language, LanguageChoices
from languages.operations.interface import review_translation
from tests.certification.credentials.facts import LETTERS
from tests.certification.credentials.test_certificate_pdf import _boxes, draw, squeezed, words_of
from tests.certification.factories import NOON, CompletedEnrolmentFactory, issued
from tests.courses.editions.factories import make_edition
from tests.languages.factories import make_strings, make_trainer, propose

assert draw  # the fixture that draws is shared with the tests of the PDF
SPANISH_TITLE, TITLE = "Evaluación formativa", "[pendiente] Wixárika Niukiyari"
CATALOGUE = f"""
msgid "{CERTIFIED}"
msgstr "Se hace constar que"
"""


def earned(institute: Organisation, title: dict[str, str], **facts: Any) -> Enrolment:
    """A completed course with these titles."""
    source = facts.get("source_language", "es-mx")
    languages = [source, *(language for language in title if language != source)]
    edition = make_edition(title=title, languages=languages, **facts)
    enrolment: Enrolment = CompletedEnrolmentFactory.create(institute=institute, edition=edition)
    return enrolment


def second_of(enrolment: Enrolment) -> Any:
    return issued(enrolment).facts.get("second")


def test_freezes_the_title_that_a_second_person_reviewed(institute: Organisation) -> None:
    credential = issued(earned(institute, {"es-mx": SPANISH_TITLE, "hch": TITLE}))
    assert credential.facts["course"]["title"] == SPANISH_TITLE
    assert credential.facts["second"] == {"language": "hch", "title": TITLE, "words": {}}
    assert credential.facts_digest == digest(credential.facts)


def test_stays_in_spanish_where_nothing_was_reviewed(enrolment: Enrolment) -> None:
    assert "second" not in issued(enrolment).facts


def test_a_title_whose_original_changed_is_not_certified(institute: Organisation) -> None:
    uid = "5f0c8fb4-52a4-4f6d-8d4e-0a9d5c1c7a11"
    titles = {"es-mx": SPANISH_TITLE, "hch": TITLE}
    assert second_of(earned(institute, titles, uid=uid, stale={"hch": [uid]})) is None


def test_a_course_written_in_another_language_shows_spanish_first(institute: Organisation) -> None:
    credential = issued(earned(institute, {"hch": TITLE, "es-mx": SPANISH_TITLE}, source_language="hch"))
    assert credential.facts["course"]["title"] == SPANISH_TITLE
    assert credential.facts["second"]["title"] == TITLE


def test_a_title_that_nobody_put_into_spanish_names_its_language(institute: Organisation) -> None:
    facts = issued(earned(institute, {"hch": TITLE}, source_language="hch")).facts
    assert (facts["course"]["title"], facts["course"]["language"]) == (TITLE, "hch")
    assert "second" not in facts


THREE = {"es-mx": SPANISH_TITLE, "hch": TITLE, "nah-x-mexocc": "[pendiente] tl tz"}


def test_of_several_languages_it_is_the_one_studied_in(institute: Organisation) -> None:
    enrolment = earned(institute, THREE)
    LanguageChoices.objects.create(user=enrolment.teacher, content="hch", chosen_at=NOON)
    Attempt.objects.create(
        enrolment=enrolment, lesson_uid="5f0c8fb4-52a4-4f6d-8d4e-0a9d5c1c7a11", number=1, language="nah-x-mexocc",
        questions=[], max_points=0, points=0, started_at=NOON, submitted_at=NOON,
    )  # fmt: skip
    assert second_of(enrolment)["language"] == "nah-x-mexocc"


def test_who_answered_in_spanish_has_the_language_chosen_for_lessons(institute: Organisation) -> None:
    enrolment = earned(institute, THREE)
    LanguageChoices.objects.create(user=enrolment.teacher, content="hch", chosen_at=NOON)
    assert second_of(enrolment)["language"] == "hch"


def test_of_several_languages_nobody_chooses_for_the_person(institute: Organisation) -> None:
    assert second_of(earned(institute, THREE)) is None


def test_the_sentences_are_those_that_trainers_reviewed(institute: Organisation) -> None:
    (string,) = make_strings(CATALOGUE)
    proposal = propose(string, Language.objects.get(tag="hch"), ["[pendiente] ɨ kw"])
    titles = {"es-mx": SPANISH_TITLE, "hch": TITLE}
    assert second_of(earned(institute, titles))["words"] == {}
    review_translation(actor=make_trainer(), proposal=proposal, at=NOON)
    assert second_of(earned(institute, titles))["words"] == {"certified": "[pendiente] ɨ kw"}


# --- What is seen -----------------------------------------------------------------------------------------------------
SECOND = {
    "language": "hch", "title": f"[pendiente] {LETTERS}",
    "words": {"heading": "[pendiente] tɨri", "certified": "[pendiente] ꞌu", "completed": "[pendiente] kwɨ"},
}  # fmt: skip


def test_the_paper_draws_both_and_gives_every_letter_back(draw: Any) -> None:
    text = squeezed(words_of(draw(second=SECOND)))
    assert text.index("Evaluaciónformativa") < text.index("[pendiente]ʉɄɨƗ")
    for words in SECOND["words"].values():  # type: ignore[attr-defined]
        assert squeezed(words) in text
    assert [letter for letter in LETTERS.split() if unicodedata.normalize("NFC", letter) not in text] == []


def _languages(node: Any) -> Iterator[str]:
    """The languages that the structure of a PDF names."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _languages(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/Lang" in node:
            yield str(node.Lang)
        if "/K" in node:
            yield from _languages(node.K)


def test_who_reads_aloud_is_told_the_language(draw: Any) -> None:
    with pikepdf.open(draw(second=SECOND)) as pdf:
        assert "hch" in set(_languages(pdf.Root.StructTreeRoot))


def test_long_titles_in_both_languages_stay_above_the_signature(draw: Any) -> None:
    label = "Organiza y evalúa el trabajo educativo y realiza una intervención didáctica pertinente" * 3
    path = draw(
        holder=("María de los Ángeles Fernanda Ximena Guadalupe " * 3)[:120],
        title=("Estrategias de evaluación formativa y retroalimentación en comunidades " * 3)[:200],
        second=SECOND | {"title": ("[pendiente] tɨri kwɨ " * 12)[:200]},
        skills=[{"framework": "PPI", "version": "2014", "code": f"{i}.1", "label": label} for i in range(9)],
    )
    boxes = _boxes(path)
    heading = max(bottom for _top, bottom, words in boxes if words == "[pendiente]tɨri")
    lead = min(top for top, _bottom, words in boxes if "[pendiente]ꞌu" in words)
    last_skill = max(bottom for _top, bottom, words in boxes if "PPI2014" in words)
    signature = min(top for top, _bottom, words in boxes if "Villaseñor" in words)
    assert heading < lead
    assert last_skill < signature


def test_the_public_page_shows_both_titles_each_in_its_language(client: Client, institute: Organisation) -> None:
    credential = issued(earned(institute, {"es-mx": SPANISH_TITLE, "hch": TITLE}))
    address = reverse("verify_certificate", args=[credential.folio, credential.token])
    page = client.get(address).content.decode()
    assert re.search(rf'<span lang="es-mx">{SPANISH_TITLE}</span><br><span lang="hch">{re.escape(TITLE)}</span>', page)
    told = client.get(address, headers={"accept": "application/json"}).json()
    assert (told["second_title"], told["second_language"]) == (TITLE, "hch")


def test_one_issued_before_there_were_two_languages_is_shown_as_ever(client: Client, enrolment: Enrolment) -> None:
    credential = issued(enrolment)
    Credential.objects.filter(pk=credential.pk).update(status=Credential.Status.ISSUED)
    told = client.get(
        reverse("verify_certificate", args=[credential.folio, credential.token]), headers={"accept": "application/json"}
    ).json()
    assert (told["title"], told["title_language"], told["second_title"]) == (SPANISH_TITLE, "es-mx", "")


def test_its_own_page_shows_both_titles(client: Client, institute: Organisation) -> None:
    credential = issued(earned(institute, {"es-mx": SPANISH_TITLE, "hch": TITLE}))
    client.force_login(credential.enrolment.teacher)
    page = client.get(reverse("my_certificate", args=[credential.folio])).content.decode()
    assert f'lang="hch">{TITLE}' in page


def test_drawing_leaves_the_language_of_the_moment(draw: Any) -> None:
    before = get_language()
    draw(second=SECOND)
    assert get_language() == before
