"""The platform's own words are proposed by one person and accepted by another, through every door, and used at once."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils.translation import gettext, ngettext, override, pgettext
from wagtail.models import ModelLogEntry

from accounts.models import User
from languages.models import InterfaceString, Language, StringTranslation
from languages.operations.interface import (
    TranslationRefused,
    decline_translation,
    import_po,
    review_translation,
    review_translations,
)
from languages.operations.languages import change_language
from languages.selectors import coverage_of, found_strings
from tests.accounts.factories import TeacherFactory, UserFactory
from tests.clients import signed_in
from tests.courses.assessment.factories import NOON
from tests.languages.factories import CATALOGUE, make_strings, make_trainer, propose

pytestmark = pytest.mark.django_db
Status = StringTranslation.Status


@pytest.fixture
def strings() -> list[InterfaceString]:
    return make_strings()


@pytest.fixture
def hch() -> Language:
    return Language.objects.get(tag="hch")


@pytest.fixture
def trainer() -> User:
    return make_trainer()


@pytest.fixture
def other() -> User:
    return make_trainer()


def accept(proposal: StringTranslation) -> StringTranslation:
    return review_translation(actor=make_trainer(), proposal=proposal, at=NOON)


def speak(language: Language) -> None:
    admin = UserFactory.create(is_superuser=True)
    change_language(actor=admin, language=language, at=NOON, is_interface=True)


def test_loading_again_changes_nothing_and_sets_aside_what_is_gone(strings: list[InterfaceString]) -> None:
    assert [one.pk for one in make_strings()] == [one.pk for one in strings]
    assert "templates/foundation/_footer.html" in strings[0].places
    left = make_strings(CATALOGUE.replace('"Sign in"', '"Sign in here"'))
    assert not InterfaceString.objects.get(pk=strings[1].pk).is_current
    assert len(left) == len(strings)


def test_one_proposes_another_accepts_and_both_are_told(
    strings: list[InterfaceString], hch: Language, trainer: User, other: User
) -> None:
    proposal = propose(strings[0], hch, ["ɨ"], trainer)
    review_translation(actor=other, proposal=proposal, at=NOON)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.reviewer, proposal.reviewed_at) == (Status.REVIEWED, other, NOON)
    logged = ModelLogEntry.objects.filter(action__in=["languages.propose", "languages.review"])
    assert set(logged.values_list("action", "user")) == {
        ("languages.propose", trainer.pk),
        ("languages.review", other.pk),
    }


def test_nobody_accepts_their_own_through_any_door(
    strings: list[InterfaceString], hch: Language, trainer: User
) -> None:
    proposal = propose(strings[0], hch, ["ɨ"], trainer)
    with pytest.raises(StringTranslation.DoesNotExist):
        review_translation(actor=trainer, proposal=proposal, at=NOON)
    assert review_translations(actor=trainer, language=hch, keys=[proposal.pk], at=NOON) == 0
    client = signed_in(trainer)
    assert client.post(reverse("interface_decide", args=["hch", proposal.pk]), {"accept": "1"}).status_code == 404
    client.post(reverse("interface_review", args=["hch"]), {"proposal": proposal.pk})
    report = import_po(
        actor=trainer, language=hch, content=_file('msgid "Sign in"\nmsgstr "ʉ"'), at=NOON, dry_run=False
    )
    assert report.proposed == 1
    assert not StringTranslation.objects.exclude(status=Status.PROPOSED).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        StringTranslation.objects.filter(pk=proposal.pk).update(
            status=Status.REVIEWED, reviewer=trainer, reviewed_at=NOON
        )


def test_somebody_without_the_right_proposes_nothing(strings: list[InterfaceString], hch: Language) -> None:
    with pytest.raises(Language.DoesNotExist):
        propose(strings[0], hch, ["ɨ"], TeacherFactory.create())


def test_spanish_itself_is_nobodys_to_translate_here(strings: list[InterfaceString], trainer: User) -> None:
    with pytest.raises(Language.DoesNotExist):
        propose(strings[0], Language.objects.get(tag="es-mx"), ["Otra"], trainer)


def test_a_proposal_takes_the_place_of_an_open_one_which_stays_in_the_history(
    strings: list[InterfaceString], hch: Language, trainer: User, other: User
) -> None:
    first = propose(strings[0], hch, ["ɨ"], trainer)
    assert propose(strings[0], hch, ["ɨ"], trainer).pk == first.pk
    propose(strings[0], hch, ["ʉ"], other)
    first.refresh_from_db()
    assert first.status == Status.REPLACED
    assert StringTranslation.objects.filter(status=Status.PROPOSED).count() == 1


def test_declining_needs_a_reason_which_the_proposer_reads(
    strings: list[InterfaceString], hch: Language, trainer: User, other: User
) -> None:
    proposal = propose(strings[0], hch, ["ɨ"], trainer)
    with pytest.raises(TranslationRefused):
        decline_translation(actor=other, proposal=proposal, reason=" ", at=NOON)
    decline_translation(actor=other, proposal=proposal, reason="Así no se dice.", at=NOON)
    html = signed_in(trainer).get(reverse("interface_string", args=["hch", strings[0].pk])).content.decode()
    assert "Así no se dice." in html


@pytest.mark.parametrize(
    ("place", "texts", "word"),
    [
        (2, ["ɨ <b>ʉ</b>"], "%(name)s"), (2, ["%(name)s %(otro)s <b></b>"], "%(otro)s"), (2, ["%(name)s"], "<b>"),
        (3, ["%(n)s ɨ"], "2"), (0, [" "], "vacía"), (0, ["a\u202eb"], "U+202E"), (0, ["\u0301a"], "U+0301"),
    ],
)  # fmt: skip
def test_what_would_break_a_page_is_refused_in_words(
    strings: list[InterfaceString], hch: Language, place: int, texts: list[str], word: str
) -> None:
    with pytest.raises(TranslationRefused) as refusal:
        propose(strings[place], hch, texts)
    assert word in str(refusal.value)
    assert not StringTranslation.objects.exists()


def _file(entries: str) -> bytes:
    return f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n{entries}\n'.encode()


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (_file('msgid "Hello %(name)s, read <b>this</b>"\nmsgstr "<b>ɨ</b>"'), "%(name)s"),
        (_file('msgid "%(n)s role in force"\nmsgid_plural "%(n)s roles in force"\nmsgstr[0] "%(n)s"'), "formas"),
        (_file('msgid "Unheard of"\nmsgstr "ɨ"'), "no tiene este texto"),
        (_file('#, fuzzy\nmsgid "Sign in"\nmsgstr "ɨ"'), "fuzzy"),
        (_file('msgid "Sign in"\nmsgstr "ɨ"').replace(b"nplurals=2", b"nplurals=3"), "plural"),
        (b"\xff\xfe", "UTF-8"), (b"PK\x03\x04", "po"), (b"", "traducciones"),
    ],
)  # fmt: skip
def test_a_file_with_one_problem_says_where_and_leaves_nothing(
    strings: list[InterfaceString], hch: Language, trainer: User, content: bytes, word: str
) -> None:
    good = content + b'\nmsgid "Accessibility"\nmsgstr "a"\n' if content.startswith(b"msgid") else content
    report = import_po(actor=trainer, language=hch, content=good, at=NOON, dry_run=False)
    assert word in " ".join(reason for _line, _msgid, reason in report.problems)
    assert not StringTranslation.objects.exists()


def test_looking_keeps_nothing_and_the_same_file_twice_proposes_once(
    strings: list[InterfaceString], hch: Language, trainer: User
) -> None:
    content = _file('msgid "Sign in"\nmsgstr "ɨ"\n\nmsgid "Accessibility"\nmsgstr ""')
    looked = import_po(actor=trainer, language=hch, content=content, at=NOON, dry_run=True)
    assert (looked.proposed, looked.empty, StringTranslation.objects.count()) == (1, 1, 0)
    import_po(actor=trainer, language=hch, content=content, at=NOON, dry_run=False)
    again = import_po(actor=trainer, language=hch, content=content, at=NOON, dry_run=False)
    assert (again.proposed, again.unchanged, StringTranslation.objects.count()) == (0, 1, 1)


def test_what_was_exported_comes_in_again_unchanged(
    strings: list[InterfaceString], hch: Language, trainer: User
) -> None:
    accept(propose(strings[3], hch, ["%(n)s ɨ", "%(n)s ʉ"]))
    exported = signed_in(trainer).get(reverse("interface_export", args=["hch"]))
    assert "nplurals=2" in exported.content.decode()
    report = import_po(actor=trainer, language=hch, content=exported.content, at=NOON, dry_run=False)
    assert (report.problems, report.unchanged, report.proposed) == ([], 1, 0)


def test_states_and_coverage_follow_the_source(strings: list[InterfaceString], hch: Language) -> None:
    accept(propose(strings[0], hch, ["ɨ"]))
    propose(strings[1], hch, ["ʉ"])
    assert {one.msgid: one.state for one in found_strings(hch)}["Accessibility"] == "reviewed"  # type: ignore[attr-defined]
    make_strings(CATALOGUE.replace("Accesibilidad", "Accesibilidad de todo"))
    assert [one.msgid for one in found_strings(hch, "stale")] == ["Accessibility"]
    assert coverage_of(Language.objects.filter(tag="hch"))[0][1].percent == 0
    make_strings()
    assert coverage_of(Language.objects.filter(tag="hch"))[0][1].percent == 20
    assert [one.msgid for one in found_strings(hch, "", "ʉ")] == ["Sign in"]
    assert [one.msgid for one in found_strings(hch, "proposed", "iniciar")] == ["Sign in"]


@pytest.mark.usefixtures("languages_of_this_test")
def test_an_accepted_text_is_shown_without_a_restart_and_the_rest_in_spanish(
    strings: list[InterfaceString], hch: Language, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        speak(hch)
        accept(propose(strings[0], hch, ["ɨʉ"]))
        accept(propose(strings[3], hch, ["%(n)s ɨ", "%(n)s ʉ"]))
        accept(propose(strings[4], hch, ["ꞌ"]))
    with override("hch"):
        assert gettext("Accessibility") == "ɨʉ"
        assert ngettext("%(n)s role in force", "%(n)s roles in force", 1) % {"n": 1} == "1 ɨ"
        assert ngettext("%(n)s role in force", "%(n)s roles in force", 2) % {"n": 2} == "2 ʉ"
        assert pgettext("verb", "Change") == "ꞌ"
        assert gettext("Sign in") == "Iniciar sesión"
    client = Client()
    client.post(reverse("languages"), {"interface": "hch"})
    html = client.get(reverse("accessibility")).content.decode()
    assert '<html lang="hch"' in html
    assert "ɨʉ" in html
    assert '<span lang="es-mx">Iniciar sesión</span>' in html
    assert int(client.get(reverse("accessibility")).headers.get("Content-Length", len(html.encode()))) >= 1


@pytest.mark.usefixtures("languages_of_this_test")
def test_a_page_asks_for_news_once_in_the_cache_and_never_in_the_database(django_assert_num_queries: Any) -> None:
    client = Client()
    client.get(reverse("accessibility"))
    with django_assert_num_queries(0):
        client.get(reverse("accessibility"))


def test_a_list_costs_the_same_for_few_and_many(
    strings: list[InterfaceString], hch: Language, trainer: User, django_assert_max_num_queries: Any
) -> None:
    client = signed_in(trainer)
    address = reverse("interface_strings", args=["hch"])
    client.get(address)
    make_strings(CATALOGUE + "".join(f'\nmsgid "t{n}"\nmsgstr "t{n}"\n' for n in range(60)))
    with django_assert_max_num_queries(16):
        html = client.get(address).content.decode()
    assert html.count("<tr>") == 26


def test_a_trainer_lives_it_in_the_pages(
    strings: list[InterfaceString], hch: Language, trainer: User, other: User
) -> None:
    page = reverse("interface_string", args=["hch", strings[2].pk])
    refused = signed_in(trainer).post(page, {"text_0": "ɨ"})
    assert refused.status_code == 422
    assert "%(name)s" in refused.content.decode()
    assert signed_in(trainer).post(page, {"text_0": "%(name)s <b>ɨ</b>", "dialect": "Mezquitic"}).status_code == 302
    proposal = StringTranslation.objects.get()
    signed_in(other).post(reverse("interface_review", args=["hch"]), {"proposal": [proposal.pk]})
    proposal.refresh_from_db()
    assert (proposal.status, proposal.dialect) == (Status.REVIEWED, "Mezquitic")
