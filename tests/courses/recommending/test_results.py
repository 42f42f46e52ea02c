"""One's own result: entered or imported, seen by nobody else, and the courses that it recommends."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry, ReferenceIndex
from wagtail.snippets.models import get_snippet_models

from accounts.models import User
from cms.skills.models import Crosswalk, ResultLevel
from cms.skills.operations import SCALES, FrameworkRefused, load_scales, rows_of
from courses.editions.models import Edition
from courses.recommending.models import DimensionResult, EvaluationResult
from courses.recommending.operations import COLUMNS, ResultRefused, delete_result, levels_in, record_result
from courses.recommending.selectors import Advice
from courses.study.operations import enrol, withdraw
from foundation.personal import holdings
from foundation.tables import read_table
from tests.accounts.factories import TeacherFactory
from tests.addressing import Role, World
from tests.clients import signed_in
from tests.courses.cohorts.factories import make_cohort
from tests.courses.editions.factories import make_edition
from tests.courses.recommending.factories import NOON, make_framework, make_result, make_scale, skill
from tests.courses.study.factories import complete

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


def edition_for(*codes: str, title: str = "Un taller") -> Edition:
    edition = make_edition(title={"es-mx": title})
    edition.skills.set([skill(code) for code in codes])
    return edition


def titles(user: User) -> list[str]:
    return [one.edition.title for one in Advice(user, TODAY).best(10)]


# --- Entering ---


def test_the_later_result_takes_the_place_of_the_former_one() -> None:
    teacher = TeacherFactory.create()
    make_result(teacher, 1, 1, 1)
    make_result(teacher, 4)
    result = EvaluationResult.objects.get(teacher=teacher)
    assert [row.level.label for row in result.dimensions.all()] == ["Nivel IV"]


def test_a_result_says_something_of_a_dimension_that_there_is_on_the_scale_chosen_and_of_the_past() -> None:
    version, scale, teacher = make_framework(), make_scale(), TeacherFactory.create()
    known: dict[str, Any] = {
        "teacher": teacher,
        "version": version,
        "scale": scale,
        "at": NOON,
        "obtained_on": date(2026, 2, 1),
    }
    level = scale.levels.all()[0]
    other = make_framework("OTRO")
    wrongs: list[dict[str, Any]] = [
        {"levels": {}},
        {"levels": {skill("1.1"): level}},
        {"levels": {skill("1", other): level}},
        {"levels": {skill("1"): level}, "obtained_on": date(2026, 3, 3)},
    ]
    for wrong in wrongs:
        with pytest.raises(ResultRefused):
            record_result(**{**known, **wrong})
    assert not EvaluationResult.objects.exists()


def test_it_is_entered_in_the_browser_and_shown_again(world: World) -> None:
    version, scale = make_framework(), make_scale()
    client = signed_in(world.teacher)
    lowest = scale.levels.get(position=1)
    answer = client.post(
        reverse("results"), {"obtained_on": "2026-02-01", f"d-{skill('3', version).pk}": lowest.pk}, follow=True
    )
    assert answer.status_code == 200
    assert "Nivel I" in answer.content.decode()
    assert DimensionResult.objects.get().dimension == skill("3", version)


def test_without_a_level_the_form_says_what_is_missing(world: World) -> None:
    make_framework()
    make_scale()
    answer = signed_in(world.teacher).post(reverse("results"), {"obtained_on": "2026-02-01"})
    assert answer.status_code == 422


def test_without_a_framework_the_page_says_so(world: World) -> None:
    assert signed_in(world.teacher).get(reverse("results")).status_code == 200


@pytest.mark.parametrize("choice", ["framework=x", "framework=999999999999999999999", "scale=0&framework=%00"])
def test_nonsense_in_the_address_chooses_nothing(choice: str, world: World) -> None:
    make_framework()
    make_scale()
    assert signed_in(world.teacher).get(f"{reverse('results')}?{choice}").status_code in {200, 400}


# --- Importing ---


def table(text: str) -> Any:
    return read_table(BytesIO(text.encode()), columns=COLUMNS)


def test_a_table_names_dimensions_and_levels_by_number_or_wording() -> None:
    version, scale = make_framework(), make_scale()
    rows = table("Dimensión;Nivel\n1;2\nORGANIZAR LA ENSENANZA;nivel iv\n3;\n")
    found = levels_in(rows, version=version, scale=scale)
    assert {one.code: level.position for one, level in found.items()} == {"1": 2, "2": 4}


def test_a_table_with_a_wrong_row_changes_nothing_and_says_which(world: World) -> None:
    make_result(world.teacher, 4, 4, 4)
    upload = SimpleUploadedFile("r.csv", "dimensión,nivel\n1,1\n9,1\n2,Nivel IX\n1,2\n".encode())
    answer = signed_in(world.teacher).post(reverse("results_import"), {"obtained_on": "2026-02-01", "table": upload})
    assert answer.status_code == 422
    problems = answer.context["problems"]
    assert [problem.number for problem in problems] == [3, 4, 5]
    assert DimensionResult.objects.filter(level__position=4).count() == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"PK\x03\x04nada", b"a,b\n1,2\n", b"dimension\x00,nivel\n"])
def test_what_is_no_table_is_refused_kindly(content: bytes, world: World) -> None:
    make_framework()
    make_scale()
    upload = SimpleUploadedFile("r.csv", content)
    answer = signed_in(world.teacher).post(reverse("results_import"), {"obtained_on": "2026-02-01", "table": upload})
    assert answer.status_code == 422


def test_the_table_to_fill_in_comes_back_filled_in(world: World) -> None:
    make_framework()
    make_scale()
    answer = signed_in(world.teacher).get(reverse("results_template"))
    text = b"".join(answer.streaming_content).decode().replace("3,", "3,Nivel I")  # type: ignore[attr-defined]
    found = levels_in(table(text), version=make_framework(), scale=make_scale())
    assert [one.code for one in found] == ["3"]


# --- Nobody else ---


def test_nobody_else_finds_or_deletes_it_whatever_their_role(world: World) -> None:
    result = make_result(world.teacher)
    everybody = [world.stranger, world.superuser, world.stranger_staff]
    everybody += [world.member(role) for role in (Role.SEJ_ADMIN, Role.EVALUATOR, Role.INSTITUTE_ADMIN)]
    for person in everybody:
        client = signed_in(person)
        assert client.post(reverse("result_delete", args=[result.pk])).status_code == 404
        assert "Mejora profesional" not in _told(client.get(reverse("results")))
    assert EvaluationResult.objects.filter(pk=result.pk).exists()


def _told(answer: Any) -> str:
    """What the page shows of results: the form names the dimensions to everybody."""
    text: str = answer.content.decode()
    return text.split('id="enter-title"', maxsplit=1)[0]


def test_those_who_accompany_the_group_read_nothing_of_it(world: World) -> None:
    edition = make_edition(organisation=world.institute)
    cohort = make_cohort(edition=edition, opens_on=TODAY, closes_on=TODAY, starts_on=TODAY)
    enrolment = enrol(teacher=world.teacher, edition=edition, cohort=cohort, at=NOON)
    make_result(world.teacher, 1, 1, 1)
    client = signed_in(world.member(Role.INSTITUTE_ADMIN))
    code = world.institute.code
    for address in (
        reverse("person", args=[code, cohort.pk, enrolment.uid]), reverse("cohort", args=[code, cohort.pk]),
        reverse("cohort_csv", args=[code, cohort.pk]), reverse("follow_up", args=[code, cohort.pk]),
    ):  # fmt: skip
        answer = client.get(address)
        text = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert b"Nivel I" not in text, address


def test_the_cms_has_no_door_to_it() -> None:
    for model in apps.get_app_config("recommending").get_models():
        assert model not in get_snippet_models()
        assert not ReferenceIndex.model_is_indexable(model)


def test_no_log_tells_of_it() -> None:
    teacher = TeacherFactory.create()
    before = ModelLogEntry.objects.count()
    delete_result(teacher=teacher, result=make_result(teacher))
    assert ModelLogEntry.objects.count() == before
    assert not EvaluationResult.objects.exists()


def test_its_name_says_nothing() -> None:
    result = make_result()
    assert str(result) == str(result.pk)
    assert all(str(row) == str(row.pk) for row in result.dimensions.all())


def test_the_teacher_takes_it_along_and_it_goes_with_the_account() -> None:
    teacher = TeacherFactory.create()
    make_result(teacher, 3, 2, 1)
    held = next(holding for holding in holdings() if holding.name == "evaluation_levels")
    assert dict(held.rows(teacher).values_list("dimension__code", "level__label")) == {
        "1": "Nivel III",
        "2": "Nivel II",
        "3": "Nivel I",
    }
    teacher.delete()
    assert not EvaluationResult.objects.exists()


# --- Recommending ---


def test_courses_for_the_weakest_dimension_come_first_with_the_reason() -> None:
    teacher = TeacherFactory.create()
    make_result(teacher, 3, 2, 1)
    for code in ("1.1", "2", "3.1"):
        edition_for(code, title=f"Taller {code}")
    edition_for(title="Sin competencias")
    assert titles(teacher) == ["Taller 3.1", "Taller 2", "Taller 1.1"]
    first = Advice(teacher, TODAY).best(1)[0]
    assert [(one.dimension, one.level) for one in first.reasons] == [("Mejora profesional", "Nivel I")]


def test_what_was_completed_or_is_under_way_is_not_recommended_and_what_was_left_is() -> None:
    teacher = TeacherFactory.create()
    make_result(teacher, 1, 1, 1)
    done, begun, left = (edition_for("1", title=title) for title in ("Hecho", "Comenzado", "Dejado"))
    complete(enrol(teacher=teacher, edition=done, cohort=None, at=NOON), at=NOON + timedelta(days=1))
    enrol(teacher=teacher, edition=begun, cohort=None, at=NOON)
    withdraw(actor=teacher, enrolment=enrol(teacher=teacher, edition=left, cohort=None, at=NOON), at=NOON)
    assert titles(teacher) == ["Dejado"]


def test_only_courses_in_the_catalogue_are_recommended() -> None:
    teacher = TeacherFactory.create()
    make_result(teacher, 1, 1, 1)
    hidden = edition_for("1").course
    hidden.is_listed = False
    hidden.save()
    assert titles(teacher) == []


def test_an_open_group_is_named_and_one_by_invitation_is_not() -> None:
    teacher = TeacherFactory.create()
    make_result(teacher, 1)
    edition = edition_for("1")
    dates: dict[str, Any] = {
        "opens_on": TODAY,
        "closes_on": TODAY,
        "starts_on": TODAY,
        "ends_on": TODAY + timedelta(days=9),
    }
    make_cohort(edition=edition, name="Cerrado", is_public=False, **dates)
    assert Advice(teacher, TODAY).best(1)[0].group is None
    open_one = make_cohort(edition=edition, name="Abierto", **dates)
    assert Advice(teacher, TODAY).best(1)[0].group == open_one


def test_a_crosswalk_leads_from_one_version_to_another() -> None:
    teacher, other = TeacherFactory.create(), make_framework("OTRO")
    make_result(teacher, 1)
    edition = make_edition(title={"es-mx": "De otro marco"})
    edition.skills.set([skill("2.1", other)])
    assert titles(teacher) == []
    Crosswalk.objects.create(
        source=skill("2", other), target=skill("1"), relation=Crosswalk.Relation.EQUAL, stated_on=TODAY
    )
    assert titles(teacher) == ["De otro marco"]


def test_empty_states_are_honest(world: World) -> None:
    client, address = signed_in(world.teacher), reverse("my_place")
    assert 'id="recommended-title"' in client.get(address).content.decode()
    make_result(world.teacher, 4, 4, 4)
    assert Advice(world.teacher, TODAY).all_at_the_top
    assert client.get(address).status_code == 200
    make_result(world.teacher, 1, 4, 4)
    assert not Advice(world.teacher, TODAY).all_at_the_top
    assert client.get(address).status_code == 200


def test_the_catalogue_shows_it_to_its_owner_only(world: World, client: Any) -> None:
    make_result(world.teacher, 1)
    edition_for("1")
    address, strip = reverse("catalogue"), 'id="recommended-title"'
    assert strip in signed_in(world.teacher).get(address).content.decode()
    assert strip not in signed_in(world.teacher).get(f"{address}?q=taller").content.decode()
    for other in (client, signed_in(world.stranger)):
        assert strip not in other.get(address).content.decode()


@pytest.mark.parametrize("page", ["results", "my_place", "catalogue"])
def test_pages_cost_the_same_for_few_courses_and_for_many(
    page: str, world: World, django_assert_max_num_queries: Any
) -> None:
    make_result(world.teacher, 1, 1, 1)
    client, today = signed_in(world.teacher), timezone.localdate()

    def cost(number: int) -> int:
        for _index in range(number):
            edition = edition_for("1.1", "2.1")
            make_cohort(edition=edition, opens_on=today, closes_on=today, starts_on=today, ends_on=today)
        client.get(reverse(page))
        with django_assert_max_num_queries(70) as counted:
            client.get(reverse(page))
        return len(counted)

    assert cost(1) >= cost(5)


# --- Scales ---


def test_scales_load_once_and_never_change_once_published() -> None:
    rows = rows_of(SCALES)
    assert load_scales(rows) == 4
    assert load_scales(rows) == 0
    with pytest.raises(FrameworkRefused):
        load_scales([{**row, "label": f"{row['label']} bis"} for row in rows])
    with pytest.raises((DatabaseError, IntegrityError)), transaction.atomic():
        ResultLevel.objects.filter(position=1).update(label="Otro")
