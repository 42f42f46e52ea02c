"""Dates are written as Spanish writes them: months and weekdays without a capital."""

from datetime import date

import pytest
from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR
from django.utils.formats import date_format


def test_a_date_in_full() -> None:
    with translation.override("es-mx"):
        assert date_format(date(2026, 10, 20)) == "20 de octubre de 2026"


@pytest.mark.parametrize("names", [MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP, WEEKDAYS, WEEKDAYS_ABBR])
def test_no_name_of_a_month_or_day_has_a_capital(names: dict[int, str]) -> None:
    with translation.override("es-mx"):
        spelt = [str(name) for name in names.values()]
    assert spelt == [name.lower() for name in spelt]
