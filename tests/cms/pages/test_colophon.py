"""The colophon: every credit of a document once, gathered by who and under which licence."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cms.pages.colophon import colophon

NAMES = st.sampled_from(["", "Ana Núñez", "ana  núñez", "Luz Ibarra"])
ORGANISATIONS = st.sampled_from(["", "ITESO", "Mexicanos Primero"])
credit = st.builds(
    lambda person, organisation, licence, role: {
        name: value
        for name, value in {
            "person": person, "organisation_name": organisation, "licence": licence, "role": role,
        }.items()
        if value
    },
    NAMES, ORGANISATIONS, st.sampled_from(["", "CC-BY-4.0", "CC-BY-SA-4.0"]), st.sampled_from(["", "Texto", "Voz"]),
)  # fmt: skip
lessons = st.lists(st.lists(credit, max_size=4), max_size=4)


def document(*given_lessons: list[dict[str, Any]], course: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """One module of lessons, each with a block for every credit; an empty credit leaves the block without."""
    made = [
        {
            "uid": f"lesson-{number}",
            "blocks": [
                {"uid": f"block-{number}-{place}", "type": "text", **({"credit": one} if one else {})}
                for place, one in enumerate(one_lesson)
            ],
        }
        for number, one_lesson in enumerate(given_lessons, start=1)
    ]
    return {"course": {"licence": "CC-BY-SA-4.0", "credits": course or []}, "modules": [{"lessons": made}]}


def test_the_same_maker_under_the_same_licence_is_one_entry() -> None:
    drawing = {"person": "Ana Núñez", "organisation_name": "ITESO", "role": "Ilustración", "licence": "CC-BY-SA-4.0"}
    voice = {"person": "ANA NÚÑEZ", "organisation_name": "Iteso", "role": "Voz"}  # the licence of the course
    (entry,) = colophon(document([drawing], [voice, drawing]))
    assert (entry.person, entry.organisation, entry.licence) == ("Ana Núñez", "ITESO", "CC-BY-SA-4.0")
    assert entry.roles == ("Ilustración", "Voz")
    assert entry.lessons == ["1.1", "1.2"]
    assert len(entry.blocks) == 3
    assert not entry.of_course


def test_another_licence_is_another_entry() -> None:
    same = {"person": "Ana Núñez"}
    found = colophon(document([{**same, "licence": "CC-BY-4.0"}, same]))
    assert [entry.licence for entry in found] == ["CC-BY-4.0", "CC-BY-SA-4.0"]


def test_those_of_the_whole_course_come_first() -> None:
    whole = {"person": "", "organisation": "ITESO", "organisation_name": "ITESO", "role": "Diseño", "licence": ""}
    found = colophon(document([{"person": "Luz Ibarra"}, {"organisation_name": "ITESO"}], course=[whole]))
    assert [(entry.organisation, entry.of_course) for entry in found] == [("ITESO", True), ("", False)]
    assert found[0].lessons == ["1.1"]


def test_sources_and_permissions_are_told_once() -> None:
    photo = {"person": "X", "source": "https://a.example/1", "permission": "Oficio 12", "unaltered": True}
    (entry,) = colophon(document([photo, photo]))
    assert entry.sources == ["https://a.example/1"]
    assert entry.permissions == ["Oficio 12"]


@given(lessons)
def test_every_credited_block_stands_in_exactly_one_entry(made_up: list[list[dict[str, Any]]]) -> None:
    made = document(*made_up)
    credited = [
        block["uid"] for lesson in made["modules"][0]["lessons"] for block in lesson["blocks"] if block.get("credit")
    ]
    assert sorted(block.block_uid for entry in colophon(made) for block in entry.blocks) == sorted(credited)


@given(lessons)
def test_no_two_entries_have_the_same_maker_and_licence(made_up: list[list[dict[str, Any]]]) -> None:
    makers = [
        (" ".join(entry.person.split()).casefold(), entry.organisation.casefold(), entry.licence)
        for entry in colophon(document(*made_up))
    ]
    assert len(makers) == len(set(makers))
