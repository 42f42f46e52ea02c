"""Banks are kept by the authors and administrators of their organisation; whoever else knocks finds nothing."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from cms.pages.models import LessonPage
from cms.pages.operations import sync_editor_groups
from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.permissions import banks_editable_by, questions_editable_by
from tests.addressing import Role, World
from tests.cms.pages.factories import make_course, make_institute_page
from tests.cms.questions.factories import make_bank, make_question

pytestmark = pytest.mark.django_db
SECRET = "Reservado para nosotros"


def enter(user: Any) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def secret(world: World) -> BankQuestion:
    bank = make_bank(world.other_institute, name=SECRET)
    return make_question(bank, name=f"{SECRET} 1", prompt=f"<p>{SECRET}</p>", tags=[f"{SECRET} etiqueta"])


@pytest.fixture
def own(world: World) -> BankQuestion:
    make_institute_page(world.institute)
    return make_question(make_bank(world.institute, name="Propio"), name="Propia", tags=["agua"])


KEEPERS = {Role.AUTHOR, Role.INSTITUTE_ADMIN}


@pytest.mark.parametrize("role", [*sorted(KEEPERS), Role.REVIEWER, Role.FACILITATOR, Role.CERTIFIER])
def test_which_roles_keep_the_banks_of_their_organisation(
    world: World, own: BankQuestion, secret: BankQuestion, role: Any
) -> None:
    user = world.member(role)
    assert list(banks_editable_by(user)) == ([own.bank] if role in KEEPERS else [])
    assert list(questions_editable_by(user)) == ([own] if role in KEEPERS else [])


def test_the_state_keeps_all(world: World, own: BankQuestion, secret: BankQuestion) -> None:
    assert set(banks_editable_by(world.member(Role.SEJ_ADMIN))) == {own.bank, secret.bank}


def _patterns(resolver: URLResolver, namespace: str = "") -> Any:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield f"{namespace}{entry.name or ''}", entry
        else:
            yield from _patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace)


ROOMS = ("questionbank:", "bankquestion:", "question_bank_chooser:")


def _doors(secret: BankQuestion) -> list[str]:
    """Every address of the admin's views of banks and questions, with the other's number wherever one fits."""
    found = []
    for name, pattern in _patterns(get_resolver()):
        if name.startswith(ROOMS):
            number = secret.pk if name.startswith("bankquestion") else secret.bank.pk
            try:
                found.append(reverse(name, kwargs=dict.fromkeys(pattern.pattern.converters, number)))
            except NoReverseMatch:
                continue
    chooser = reverse("question_bank_chooser:chosen_multiple")
    questions = reverse("bankquestion:index")
    return [
        *found,
        f"{chooser}?id={secret.bank.pk}",
        f"{reverse('question_bank_chooser:choose')}?q=Reservado",
        f"{questions}?bank={secret.bank.pk}",
        f"{questions}?q=Reservado",
        f"{questions}?tag={SECRET} etiqueta",
        f"{reverse('bankquestion:add')}?bank={secret.bank.pk}",
        f"/cms/bulk/questions/bankquestion/delete/?id={secret.pk}",
        f"/cms/bulk/questions/questionbank/delete/?id={secret.bank.pk}",
        f"/cms/reports/site-history/?q={SECRET}",
    ]


def _text(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return str(content.decode(errors="replace"))


def test_no_door_shows_or_changes_another_institute_s(world: World, own: BankQuestion, secret: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    before = list(BankQuestion.objects.order_by("pk").values()), list(QuestionBank.objects.order_by("pk").values())
    doors = _doors(secret)
    leaking = []
    for address in doors:
        for method in (author.get, author.post):
            answer = method(address)
            # What one looked for may be repeated in the box one wrote it into.
            if SECRET in _text(answer).replace(f"{SECRET} etiqueta", ""):
                leaking.append(address)
            assert answer.status_code < 500, address
    assert len(doors) > 25
    assert not leaking
    assert before == (
        list(BankQuestion.objects.order_by("pk").values()), list(QuestionBank.objects.order_by("pk").values()),
    )  # fmt: skip


@pytest.mark.parametrize("view", ["edit", "delete", "history", "usage", "copy"])
def test_whoever_keeps_it_gets_in_and_others_find_nothing(
    world: World, own: BankQuestion, secret: BankQuestion, view: str
) -> None:
    author = enter(world.member(Role.AUTHOR))
    assert author.get(reverse(f"bankquestion:{view}", args=[own.pk])).status_code == 200
    assert author.get(reverse(f"bankquestion:{view}", args=[secret.pk])).status_code == 404


def test_reviewers_see_no_bank_at_all(world: World, own: BankQuestion) -> None:
    sync_editor_groups()
    reviewer = enter(world.member(Role.REVIEWER))
    for name in ("questionbank:index", "bankquestion:index"):
        assert "Propi" not in _text(reviewer.get(reverse(name)))


def test_a_question_cannot_be_put_into_another_s_bank(world: World, own: BankQuestion, secret: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    address = reverse("bankquestion:edit", args=[own.pk])
    answer = author.post(address, _form(own, bank=secret.bank.pk))
    assert answer.context["form"].errors["bank"]
    own.refresh_from_db()
    assert own.bank.name == "Propio"


def _form(question: BankQuestion, **changes: Any) -> dict[str, Any]:
    """What the editor sends for a question of true or false."""
    return {
        "bank": question.bank.pk, "name": "Editada", "tag_words": "agua, sol , agua",
        "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "question_true_false",
        "body-0-id": str(question.uid),
        "body-0-value-prompt": '{"blocks":[{"key":"a","text":"¿Hierve?","type":"unstyled","depth":0,'
        '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}',
        "body-0-value-points": "2", "body-0-value-explanation": "null", "body-0-value-hint": "null",
        "body-0-value-correct": "true",
        **changes,
    }  # fmt: skip


def test_a_question_is_edited_as_in_a_lesson(world: World, own: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    answer = author.post(reverse("bankquestion:edit", args=[own.pk]), _form(own))
    assert answer.status_code == 302, answer.context["form"].errors
    own.refresh_from_db()
    assert (own.name, own.kind, own.tags, own.prompt_text) == ("Editada", "true_false", ["agua", "sol"], "¿Hierve?")
    assert own.body[0].id == str(own.uid)


def test_a_new_question_starts_in_the_bank_one_comes_from(world: World, own: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    user = world.member(Role.AUTHOR)
    page = author.get(reverse("bankquestion:add") + f"?bank={own.bank.pk}")
    assert page.context["form"].initial["bank"] == own.bank.pk
    assert author.post(reverse("bankquestion:add"), _form(own)).status_code == 302
    made = BankQuestion.objects.exclude(pk=own.pk).get()
    assert (made.created_by, made.bank) == (user, own.bank)
    assert made.uid != own.uid


def test_a_copy_is_another_question(world: World, own: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    assert author.post(reverse("bankquestion:copy", args=[own.pk]), _form(own)).status_code == 302
    made = BankQuestion.objects.exclude(pk=own.pk).get()
    assert made.uid != own.uid
    assert made.body[0].id == str(made.uid)


def test_a_bank_is_made_in_one_s_own_organisation(world: World, own: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    form = {"name": "Otro", "language": "es-mx", "description": ""}
    refused = author.post(reverse("questionbank:add"), {**form, "organisation": world.other_institute.pk})
    assert refused.context["form"].errors["organisation"]
    assert author.post(reverse("questionbank:add"), {**form, "organisation": world.institute.pk}).status_code == 302
    twin = author.post(reverse("questionbank:add"), {**form, "name": "OTRO", "organisation": world.institute.pk})
    assert twin.context["form"].errors
    assert QuestionBank.objects.get(name="Otro").organisation == world.institute


def test_the_list_is_filtered_by_kind_tag_and_words(world: World, own: BankQuestion) -> None:
    make_question(own.bank, "numeric", name="Cuántos minutos", tags=["sol"])
    author = enter(world.member(Role.AUTHOR))
    for query in ("kind=numeric", "tag=sol", "q=minutos", "kind=numeric&tag=sol"):
        told = _text(author.get(f"{reverse('bankquestion:index')}?bank={own.bank.pk}&{query}"))
        assert "Cuántos minutos" in told
        assert "Propia" not in told


@pytest.mark.parametrize("name", ["questionbank:index", "bankquestion:index"])
def test_a_list_costs_the_same_for_few_and_for_many(world: World, own: BankQuestion, name: str) -> None:
    author = enter(world.member(Role.AUTHOR))

    def cost() -> int:
        author.get(reverse(name))
        with CaptureQueriesContext(connection) as queries:
            author.get(reverse(name))
        return len(queries)

    few = cost()
    for number in range(12):
        make_question(make_bank(world.institute, name=f"Banco {number}"), name=f"P {number}")
    assert cost() == few < 25


def test_a_question_is_seen_as_teachers_see_it(world: World, own: BankQuestion) -> None:
    author = enter(world.member(Role.AUTHOR))
    told = _text(author.get(reverse("question_preview", args=[own.pk])))
    assert "La correcta" in told
    assert f'name="q-{own.uid}"' in told


def _draw_from(bank: QuestionBank, world: World) -> LessonPage:
    course = make_course(
        organisation=bank.organisation, title="Curso que sortea", questions=[], rich=False, publish=False
    )
    lesson: LessonPage = LessonPage.objects.descendant_of(course).get()
    lesson.body.append(("pool", {"draw": 1, "questions": [], "bank": bank, "tags": "", "skills": []}))
    lesson.save()
    return lesson


def test_a_bank_that_a_course_draws_from_stays_and_says_which(world: World, own: BankQuestion) -> None:
    lesson = _draw_from(own.bank, world)
    author = enter(world.member(Role.AUTHOR))
    answer = author.post(reverse("questionbank:delete", args=[own.bank.pk]))
    assert answer.status_code == 302
    assert QuestionBank.objects.filter(pk=own.bank.pk).exists()
    for name, number in (("questionbank:usage", own.bank.pk), ("bankquestion:usage", own.pk)):
        assert lesson.title in _text(author.get(reverse(name, args=[number])))
    lesson.body.pop()
    lesson.save()
    author.post(reverse("questionbank:delete", args=[own.bank.pk]))
    assert not QuestionBank.objects.filter(pk=own.bank.pk).exists()


def test_uses_name_no_draft_that_one_may_not_know(world: World, own: BankQuestion) -> None:
    course = make_course(organisation=world.other_institute, title=SECRET, questions=[], rich=False, publish=False)
    lesson = LessonPage.objects.descendant_of(course).get()
    lesson.title = f"{SECRET} 2"
    lesson.body.append(("pool", {"draw": 1, "questions": [], "bank": own.bank, "tags": "", "skills": []}))
    lesson.save()
    author = enter(world.member(Role.AUTHOR))
    for name, number in (("questionbank:usage", own.bank.pk), ("bankquestion:usage", own.pk)):
        assert SECRET not in _text(author.get(reverse(name, args=[number])))
