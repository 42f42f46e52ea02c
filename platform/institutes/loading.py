"""Loading places from data files; running it twice changes nothing."""

import csv
from datetime import date
from pathlib import Path

from django.db import transaction

from institutes.models import Municipality, MunicipalityRegion, Organisation, Region, Regionalisation

DATA = Path(__file__).parent / "data"
# Only the years are known; the days are the first of each.
REGIONALISATIONS = {
    "1998": ("Regionalización de 1998", date(1998, 1, 1), date(2013, 12, 31)),
    "2014": ("Regionalización de 2014", date(2014, 1, 1), None),
}


def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@transaction.atomic
def load_places() -> dict[str, int]:
    """Municipalities, both regionalisations, organisations and the example institutes; how many of each there are."""
    rows = _rows("municipalities.csv")
    for row in rows:
        Municipality.objects.update_or_create(
            key=row["inegi_code"],
            defaults={
                "name": row["name"],
                "is_metropolitan": row["metropolitan_area_guadalajara"] == "yes",
                "language_note": row["indigenous_language_note"],
            },
        )
    for code in REGIONALISATIONS:
        _load_regions(code, rows)
    _load_organisations()
    _load_institutes()
    return {model._meta.label: model.objects.count() for model in (Municipality, Region, Organisation)}


def _load_regions(code: str, rows: list[dict[str, str]]) -> None:
    name, valid_from, valid_to = REGIONALISATIONS[code]
    regionalisation, _ = Regionalisation.objects.update_or_create(
        code=code, defaults={"name": name, "valid_from": valid_from, "valid_to": valid_to}
    )
    names = {row[f"region_{code}_code"]: row[f"region_{code}"] for row in rows}
    regions = {
        key: Region.objects.update_or_create(regionalisation=regionalisation, code=key, defaults={"name": label})[0]
        for key, label in names.items()
    }
    for row in rows:
        MunicipalityRegion.objects.update_or_create(
            municipality_id=row["inegi_code"],
            regionalisation=regionalisation,
            defaults={
                "region": regions[row[f"region_{code}_code"]],
                "needs_confirmation": f"region_{code}" in row["confirm"],
            },
        )


def _load_organisations() -> None:
    for row in _rows("organisations.csv"):
        code = row.pop("code")
        Organisation.objects.get_or_create(code=code, defaults=row)


def _load_institutes() -> None:
    """Illustrative until the operator replaces them; an institute that was edited is left as it is."""
    for row in _rows("institutes_example.csv"):
        Organisation.objects.get_or_create(
            code=row["code"],
            defaults={
                "kind": Organisation.Kind.INSTITUTE,
                "name": row["name"],
                "short_name": row["short_name"],
                "sector": row["type"],
                "municipality_id": row["inegi_code"],
                "cct": row["fictitious_cct"],
                "is_illustrative": True,
                "note": "Ejemplo: el plan habla de 13 institutos y no los nombra. La clave es ficticia.",
            },
        )
