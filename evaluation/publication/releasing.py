"""What of a data cut may be public: its findings after disclosure control, as plain data."""

import json
from collections.abc import Mapping
from typing import Any

from evaluation.findings.models import DataCut, Finding
from evaluation.findings.selectors import findings_table
from evaluation.pilots.models import Pilot
from evaluation.publication.disclosure import MINIMUM_FOR_MEANS, Cell, Hidden, Sum, Table, hidden_cells
from evaluation.publication.models import Release

FORMAT = "formacion-docente/release"
TOTAL = ""
COUNTS = ("participants", "completed", "certified", "analysed")
SMALL_GROUP = 20
REMAINDERS = {"not_completed": "completed", "not_certified": "certified"}
RANK = {"certified": 0, "completed": 1, "participants": 2, "analysed": 3}
TOTAL_RANK = 10
MEANS = (
    "mean_pre",
    "mean_post",
    "sd_pre",
    "sd_post",
    "mean_change",
    "g_av",
    "g_av_low",
    "g_av_high",
    "gain_class_gain",
)
INTERVALS = ("pre_interval", "post_interval")
SHARES = ("share", "low", "high")
Findings = Mapping[str, Mapping[str, Finding]]


def former_release(pilot: Pilot, *, before: int | None = None) -> Release | None:
    """The pilot's last release, or the last one before a number."""
    releases = Release.objects.filter(pilot=pilot).select_related("data_cut").order_by("-number")
    return releases.filter(number__lt=before).first() if before is not None else releases.first()


def content_of(data_cut: DataCut, *, former: Release | None = None) -> dict[str, Any]:
    """The public table of a computed data cut; what is hidden is None, with the reason in ``hidden``."""
    findings = findings_table(data_cut)
    names = {site["code"]: site["name"] for site in json.loads(data_cut.inputs)["sites"]}
    before = (counts_of(findings_table(former.data_cut)), _hidden_then(former)) if former else None
    hidden = hidden_in(counts_of(findings), before=before)
    places = [*sorted(names), TOTAL]
    return {
        "format": FORMAT,
        "version": 1,
        "pilot": str(data_cut.pilot.uid),
        "data_cut": {
            "number": data_cut.number,
            "taken_at": data_cut.taken_at.isoformat(),
            "is_interim": data_cut.is_interim,
            "digest": data_cut.digest,
            "findings_digest": data_cut.findings_digest,
            "method_version": data_cut.method_version,
        },
        "minimum_n": MINIMUM_FOR_MEANS,
        "rows": [_public_row(code, names.get(code, ""), findings[code], hidden) for code in places],
    }


def counts_of(findings: Findings) -> dict[Cell, int]:
    """The counts that a release prints: {(institute or "", name): count}."""
    counts: dict[Cell, int] = {}
    for code, measures in findings.items():
        counts[code, "participants"] = measures["completion"].n
        counts[code, "completed"] = measures["completion"].statistic["count"]
        counts[code, "certified"] = measures["certification"].statistic["count"]
        counts[code, "analysed"] = measures["learning"].n
    return counts


def hidden_in(
    counts: Mapping[Cell, int], *, before: tuple[Mapping[Cell, int], set[Cell]] | None = None
) -> dict[Cell, Hidden]:
    """The cells not to be printed, whole institutes first, then what is too small, then what would give it back."""
    withheld = withheld_institutes(counts)
    table = table_of(counts, before=before)
    also = {(code, name) for code in withheld for name in COUNTS} | _extremes(counts)
    if before is not None:
        also |= {("former", *cell) for cell in before[1]}
    hidden = hidden_cells(table, also=also)
    for code, reason in withheld.items():
        hidden |= {(code, name): reason for name in COUNTS}
    return {cell: reason for cell, reason in hidden.items() if cell in counts}


def withheld_institutes(counts: Mapping[Cell, int]) -> dict[str, Hidden]:
    """Institutes of which nothing is shown: under 10 analysed; and, if that is just one, the next smallest too."""
    analysed = {code: count for (code, name), count in counts.items() if name == "analysed" and code != TOTAL}
    small = sorted(code for code, count in analysed.items() if count < MINIMUM_FOR_MEANS)
    withheld = dict.fromkeys(small, Hidden.SMALL)
    others = [code for code in analysed if code not in withheld]
    if len(small) == 1 and others:
        withheld[min(others, key=lambda code: (analysed[code], code))] = Hidden.COMPLEMENTARY
    if counts[TOTAL, "analysed"] < MINIMUM_FOR_MEANS:
        withheld[TOTAL] = Hidden.SMALL
    return withheld


def table_of(counts: Mapping[Cell, int], *, before: tuple[Mapping[Cell, int], set[Cell]] | None = None) -> Table:
    """The printed counts with everything that a reader can add up or subtract, the former release included."""
    codes = sorted({code for code, _name in counts} - {TOTAL})
    all_counts, sums = dict(counts), []
    for code in [*codes, TOTAL]:
        for remainder, name in REMAINDERS.items():
            all_counts[code, remainder] = counts[code, "participants"] - counts[code, name]
            sums.append(Sum((code, "participants"), ((code, name), (code, remainder))))
    sums += [Sum((TOTAL, name), tuple((code, name) for code in codes)) for name in (*COUNTS, *REMAINDERS)]
    implied = {cell for cell in all_counts if cell not in counts}
    former: set[Cell] = set()
    if before is not None:
        then = table_of(before[0])
        former = {("former", *cell) for cell in then.counts if cell not in then.implied}
        implied |= {("former", *cell) for cell in then.implied}
        all_counts |= {("former", *cell): count for cell, count in then.counts.items()}
        sums += [Sum(("former", *one.total), tuple(("former", *part) for part in one.parts)) for one in then.sums]
        for cell in set(counts) & set(before[0]):
            all_counts["change", *cell] = counts[cell] - before[0][cell]
            implied.add(("change", *cell))
            sums.append(Sum(cell, (("former", *cell), ("change", *cell))))
    rank = {cell: RANK.get(cell[-1], 0) + (TOTAL_RANK if cell[0] == TOTAL else 0) for cell in counts}
    return Table(all_counts, tuple(sums), frozenset(implied), frozenset(former), rank)


def _extremes(counts: Mapping[Cell, int]) -> set[Cell]:
    """Nobody or everybody of a small group: it tells the result of each of its members."""
    return {
        (code, name)
        for code, name in counts
        if name in ("completed", "certified")
        and counts[code, "participants"] < SMALL_GROUP
        and counts[code, name] in (0, counts[code, "participants"])
    }


def _hidden_then(release: Release) -> set[Cell]:
    rows = json.loads(release.content)["rows"]
    return {(row["institute"], name) for row in rows for name in COUNTS if row[name] is None}


def _public_row(code: str, name: str, measures: Mapping[str, Finding], hidden: Mapping[Cell, Hidden]) -> dict[str, Any]:
    def count(column: str, value: int) -> int | None:
        return None if (code, column) in hidden else value

    learning, completion = measures["learning"], measures["completion"].statistic
    certification = measures["certification"].statistic
    row: dict[str, Any] = {
        "institute": code,
        "name": name,
        "participants": count("participants", measures["completion"].n),
        "completed": count("completed", completion["count"]),
        "certified": count("certified", certification["count"]),
        "analysed": count("analysed", learning.n),
        "hidden": {column: hidden[code, column].value for column in COUNTS if (code, column) in hidden},
    }
    shown = row["analysed"] is not None
    row |= {key: learning.statistic[key] if shown else None for key in (*MEANS, *INTERVALS)}
    for label, statistic in (("completed", completion), ("certified", certification)):
        shown = row[label] is not None and row["participants"] is not None
        row |= {f"{label}_{key}": statistic[key] if shown else None for key in SHARES}
    return row
