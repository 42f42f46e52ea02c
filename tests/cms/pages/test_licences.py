"""Which licences may stand together: the rules of Creative Commons, and laws that hold for any course."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.pages.licences import (
    LICENCES,
    RESERVED,
    Reason,
    Use,
    compatible_licences,
    course_licence_choices,
    incompatibilities,
    licence_choices,
)

COURSES = [code for code, _label in course_licence_choices()]
use = st.builds(
    Use,
    place=st.integers(),
    licence=st.sampled_from([*LICENCES, "made-up"]),
    unaltered=st.booleans(),
    permission=st.booleans(),
)
uses = st.lists(use, max_size=8)
course_licence = st.sampled_from(COURSES)


def reason(course: str, block: str, **how: bool) -> Reason | None:
    found = incompatibilities(course, [Use("here", block, **how)])
    return found[0].reason if found else None


@pytest.mark.parametrize(
    ("course", "block", "expected"),
    [
        # Rows of the adapter's licence chart of Creative Commons.
        ("CC-BY-4.0", "CC-BY-4.0", None),
        ("CC-BY-SA-4.0", "CC-BY-4.0", None),
        ("CC-BY-NC-4.0", "CC-BY-4.0", None),
        ("CC-BY-NC-SA-4.0", "CC-BY-4.0", None),
        ("CC-BY-NC-SA-4.0", "CC-BY-NC-4.0", None),
        ("CC-BY-4.0", "CC-BY-NC-4.0", Reason.NON_COMMERCIAL),
        ("CC-BY-SA-4.0", "CC-BY-NC-4.0", Reason.NON_COMMERCIAL),
        ("CC-BY-SA-4.0", "CC-BY-NC-SA-4.0", Reason.NON_COMMERCIAL),
        ("CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", Reason.SHARE_ALIKE),
        ("CC-BY-SA-4.0", "CC-BY-SA-4.0", None),
        ("CC-BY-4.0", "CC-BY-SA-4.0", Reason.SHARE_ALIKE),
        ("CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", Reason.SHARE_ALIKE),
        ("CC-BY-SA-4.0", "CC-BY-SA-3.0", None),  # to a later version of the same licence
        ("CC-BY-NC-SA-4.0", "CC-BY-SA-3.0", Reason.SHARE_ALIKE),
        ("CC-BY-4.0", "CC-BY-ND-4.0", Reason.NO_DERIVATIVES),
        ("CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", Reason.NO_DERIVATIVES),
        ("CC0-1.0", "CC-BY-4.0", Reason.ATTRIBUTION),
        ("CC0-1.0", "CC-PDM-1.0", None),
        ("CC-BY-4.0", "LIBRE-USO-MX", None),
        ("CC0-1.0", "LIBRE-USO-MX", Reason.ATTRIBUTION),
        ("CC-BY-4.0", RESERVED, Reason.PERMISSION),
        ("CC-BY-4.0", "made-up", Reason.UNKNOWN),
    ],
)
def test_a_block_in_a_course(course: str, block: str, expected: Reason | None) -> None:
    assert reason(course, block) == expected


def test_what_is_quoted_unaltered_stands_as_in_a_collection() -> None:
    assert reason("CC-BY-4.0", "CC-BY-ND-4.0", unaltered=True) is None
    assert reason("CC-BY-4.0", "CC-BY-SA-4.0", unaltered=True) is None
    assert reason("CC-BY-NC-4.0", "CC-BY-NC-ND-4.0", unaltered=True) is None


def test_quoting_does_not_make_it_commercial() -> None:
    assert reason("CC-BY-SA-4.0", "CC-BY-NC-ND-4.0", unaltered=True) == Reason.NON_COMMERCIAL


def test_reserved_rights_need_a_permission_and_still_allow_no_change() -> None:
    assert reason("CC-BY-4.0", RESERVED, unaltered=True) == Reason.PERMISSION
    assert reason("CC-BY-4.0", RESERVED, permission=True) == Reason.NO_DERIVATIVES
    assert reason("CC-BY-4.0", RESERVED, permission=True, unaltered=True) is None


@given(course_licence, uses)
def test_public_domain_never_stands_in_the_way(course: str, others: list[Use[int]]) -> None:
    before = incompatibilities(course, others)
    free = [Use(0, "CC0-1.0"), Use(0, "CC-PDM-1.0")]
    assert incompatibilities(course, [*others, *free]) == before


@given(course_licence, uses, use)
def test_another_block_never_removes_a_conflict(course: str, others: list[Use[int]], one_more: Use[int]) -> None:
    assert set(incompatibilities(course, others)) <= set(incompatibilities(course, [*others, one_more]))


@given(uses)
def test_a_licence_suggested_has_no_conflict_and_every_such_licence_is_suggested(contained: list[Use[int]]) -> None:
    suggested = {licence.id for licence in compatible_licences(contained)}
    assert suggested == {code for code in COURSES if not incompatibilities(code, contained)}


@given(course_licence, use)
def test_quoting_unaltered_never_makes_it_worse(course: str, one: Use[int]) -> None:
    quoted = Use(one.place, one.licence, unaltered=True, permission=one.permission)
    if not incompatibilities(course, [Use(one.place, one.licence, permission=one.permission)]):
        assert not incompatibilities(course, [quoted])


@given(course_licence)
def test_a_course_may_contain_its_own_licence(course: str) -> None:
    assert reason(course, course) is None


def test_every_licence_is_described() -> None:
    assert len(licence_choices()) == len(LICENCES) == 11
    assert all(licence.permits_adapting for licence in LICENCES.values() if licence.for_courses)
    assert all(licence.address.startswith("https://") for licence in LICENCES.values() if licence.id != RESERVED)
    assert {code for code, licence in LICENCES.items() if not licence.permits_commerce} == {
        "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-NC-ND-4.0", RESERVED,
    }  # fmt: skip
