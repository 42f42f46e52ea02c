"""Loading competency frameworks. A version once published is only ever completed by a newer one, never rewritten."""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from cms.skills.models import Framework, FrameworkVersion, ResultLevel, ResultScale, Skill

DATA = Path(__file__).parent / "data" / "ppi_dimensions.csv"
SCALES = Path(__file__).parent / "data" / "result_scales.csv"
NAMES = {
    "PPI-EB-DOC": "Perfil, parámetros e indicadores para docentes de educación básica",
    "PPI-EB-IND": "Parámetros complementarios de educación indígena",
    "MEX-EB-DOC": "Perfil y criterios para docentes de educación básica",
}
Row = Mapping[str, str]


class FrameworkRefused(Exception):
    """The rows contradict a published version; the message is meant for whoever loads them."""


@dataclass(frozen=True)
class Loaded:
    versions: int
    skills: int


def rows_of(path: Path = DATA) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@transaction.atomic
def load_framework(rows: Iterable[Row], *, language: str = "es-mx") -> Loaded:
    """Load nodes with their versions; loading the same rows again changes nothing."""
    rows = list(rows)
    before = FrameworkVersion.objects.count(), Skill.objects.count()
    for row in sorted(rows, key=lambda row: row["parent"] != ""):  # parents first
        _load_skill(row, _version_of(row), language)
    _publish({(row["framework"], row["version"]): row["published"] for row in rows})
    return Loaded(FrameworkVersion.objects.count() - before[0], Skill.objects.count() - before[1])


def _version_of(row: Row) -> FrameworkVersion:
    code = row["framework"]
    framework, _made = Framework.objects.get_or_create(code=code, defaults={"name": NAMES.get(code, code)})
    version, _made = FrameworkVersion.objects.get_or_create(
        framework=framework,
        version=row["version"],
        defaults={"valid_to": _day(row["valid_to"])},
    )
    return version


def _load_skill(row: Row, version: FrameworkVersion, language: str) -> None:
    label = row["short_label_es"].strip()
    existing = Skill.objects.filter(framework_version=version, code=row["code"]).first()
    if existing is None and version.published_on is None:
        parent = Skill.objects.get(framework_version=version, code=row["parent"]) if row["parent"] else None
        Skill.objects.create(
            framework_version=version, parent=parent, level_name=row["level"], code=row["code"],
            label=label, language=language, basis=row["basis"][:200],
        )  # fmt: skip
    elif existing is None or existing.label != label:
        raise FrameworkRefused(
            _("%(version)s is published and cannot change (%(code)s): load it as a new version.")
            % {"version": version, "code": row["code"]}
        )


def _publish(dates: Mapping[tuple[str, str], str]) -> None:
    """Freeze the versions that carry a date of publication."""
    for (code, version), published in dates.items():
        if published:
            unpublished = FrameworkVersion.objects.filter(framework__code=code, version=version, published_on=None)
            unpublished.update(published_on=date.fromisoformat(published))


@transaction.atomic
def load_scales(rows: Iterable[Row]) -> int:
    """Load scales of results with their levels and publish them; how many levels are new.

    The same rows again change nothing; other ones for a scale that is published are refused.
    """
    added = 0
    scales: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        scales.setdefault((row["scale"], row["version"]), []).append(row)
    for (code, version), levels in scales.items():
        scale, _made = ResultScale.objects.get_or_create(
            code=code, version=version,
            defaults={"name": levels[0]["name"], "valid_to": _day(levels[0]["valid_to"])},
        )  # fmt: skip
        added += _load_levels(scale, {int(row["position"]): row["label"].strip() for row in levels})
        ResultScale.objects.filter(pk=scale.pk, published_on=None).update(published_on=_day(levels[0]["published"]))
    return added


def _load_levels(scale: ResultScale, labels: Mapping[int, str]) -> int:
    known = dict(scale.levels.values_list("position", "label"))
    if known == labels:
        return 0
    if scale.published_on is not None:
        raise FrameworkRefused(
            _("%(version)s is published and cannot change (%(code)s): load it as a new version.")
            % {"version": scale, "code": scale.code}
        )
    scale.levels.all().delete()
    ResultLevel.objects.bulk_create(ResultLevel(scale=scale, position=at, label=label) for at, label in labels.items())
    return len(labels)


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
