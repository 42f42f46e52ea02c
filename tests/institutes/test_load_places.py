"""The places of Jalisco, loaded from data files."""

import pytest

from accounts.models import User  # noqa: F401  the app registry must know people first
from institutes.loading import load_places
from institutes.models import Municipality, MunicipalityRegion, Organisation

pytestmark = pytest.mark.django_db


def test_loads_everything_and_twice_changes_nothing() -> None:
    assert load_places() == load_places()
    assert Municipality.objects.count() == 125
    assert MunicipalityRegion.objects.count() == 250
    assert Organisation.objects.filter(kind="institute", is_illustrative=True).count() == 13
    assert Organisation.objects.filter(kind="partner").count() == 7
    assert Organisation.objects.get(kind="authority").code == "SEJ"


def test_the_two_regionalisations_differ_in_32_municipalities() -> None:
    load_places()
    by_year: dict[str, dict[str, str]] = {"1998": {}, "2014": {}}
    for row in MunicipalityRegion.objects.select_related("region", "regionalisation"):
        by_year[row.regionalisation.code][row.municipality_id] = row.region.name
    assert sum(by_year["1998"][key] != by_year["2014"][key] for key in by_year["2014"]) == 32


def test_an_institute_that_the_operator_changed_stays_changed() -> None:
    load_places()
    Organisation.objects.filter(code="IES-01").update(name="Otro nombre", is_illustrative=False)
    load_places()
    assert Organisation.objects.get(code="IES-01").name == "Otro nombre"
