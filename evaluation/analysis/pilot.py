"""From the inputs of a data cut to its findings; knows neither people nor the database.

Inputs (docs/evaluation.md): {"confidence", "sites": [{"code", "invited"}], "participants": [{"institute", "pseudonym",
"pre": [points, max] | None, "post": …, "completed": bool, "certified": bool}]}; points are decimals written as text.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from evaluation.analysis.clusters import clustering
from evaluation.analysis.effects import mean_interval, paired_effect
from evaluation.analysis.gains import normalised_gains
from evaluation.analysis.proportions import Proportion, wilson

METHOD_VERSION = "1"
PERCENT = 100.0
DECIMALS = 6
Record = dict[str, Any]


@dataclass(frozen=True)
class Result:
    """One measure of one institute ("" for all together)."""

    institute: str
    measure: str
    n: int
    statistic: dict[str, Any]
    exclusions: dict[str, int] = field(default_factory=dict)


def findings_of(inputs: dict[str, Any]) -> list[Result]:
    """Every measure of every site, and of all sites together; the same inputs give the same results."""
    confidence = float(inputs["confidence"])
    people = sorted(inputs["participants"], key=lambda record: (record["institute"], record["pseudonym"]))
    results: list[Result] = []
    for site in sorted(inputs["sites"], key=lambda site: str(site["code"])):
        own = [record for record in people if record["institute"] == site["code"]]
        results += _measures(site["code"], site["invited"], own, confidence)
    invited = sum(site["invited"] for site in inputs["sites"])
    overall = _measures("", invited, people, confidence)
    return results + [_with_clusters(result, people) if result.measure == "learning" else result for result in overall]


def flow_of(invited: int, people: list[Record]) -> dict[str, int]:
    """How many reached each step; each step counts those who also took the ones before."""
    pre = [record for record in people if record["pre"]]
    completed = [record for record in pre if record["completed"]]
    post = [record for record in completed if record["post"]]
    certified = [record for record in people if record["certified"]]
    return {
        "invited": max(invited, len(people)),
        "consented": len(people),
        "pre": len(pre),
        "completed": len(completed),
        "post": len(post),
        "analysed": len(analysed(people)),
        "certified": len(certified),
    }


def analysed(people: Iterable[Record]) -> list[Record]:
    """Those whose change is measured: both tests and the course completed."""
    return [record for record in people if record["pre"] and record["completed"] and record["post"]]


def percent(points: tuple[str, str]) -> float:
    """Points of the maximum, on a scale of 0 to 100."""
    return PERCENT * float(points[0]) / float(points[1])


def _measures(code: str, invited: int, people: list[Record], confidence: float) -> list[Result]:
    completed = sum(1 for record in people if record["completed"])
    certified = sum(1 for record in people if record["certified"])
    return [
        Result(code, "flow", len(people), dict(flow_of(invited, people))),
        _learning(code, people, confidence),
        _share(code, "completion", wilson(completed, len(people), confidence=confidence)),
        _share(code, "certification", wilson(certified, len(people), confidence=confidence)),
    ]


def _learning(code: str, people: list[Record], confidence: float) -> Result:
    pairs = analysed(people)
    pre, post = [percent(record["pre"]) for record in pairs], [percent(record["post"]) for record in pairs]
    effect = paired_effect(pre, post, confidence=confidence)
    gains = normalised_gains(pre, post, maximum=PERCENT)
    statistic = {
        **asdict(effect),
        "pre_interval": mean_interval(pre, confidence=confidence),
        "post_interval": mean_interval(post, confidence=confidence),
        "change_interval": mean_interval([b - a for a, b in zip(pre, post, strict=True)], confidence=confidence),
        **{f"gain_{name}": value for name, value in asdict(gains).items()},
        "leavers": _leavers(people),
    }
    return Result(code, "learning", len(pairs), _rounded(statistic), _exclusions(people))


def _leavers(people: list[Record]) -> dict[str, Any]:
    """First scores of those who are not analysed, to be set beside those who are: did the weaker ones leave?"""
    scores = [
        percent(record["pre"]) for record in people if record["pre"] and not (record["completed"] and record["post"])
    ]
    return {"n": len(scores), "mean_pre": sum(scores) / len(scores) if scores else None}


def _exclusions(people: list[Record]) -> dict[str, int]:
    """Why participants are not analysed; each for the first reason that applies."""
    no_pre = sum(1 for record in people if not record["pre"])
    not_completed = sum(1 for record in people if record["pre"] and not record["completed"])
    no_post = sum(1 for record in people if record["pre"] and record["completed"] and not record["post"])
    return {"no_pre": no_pre, "not_completed": not_completed, "no_post": no_post}


def _share(code: str, measure: str, proportion: Proportion) -> Result:
    return Result(code, measure, proportion.n, _rounded(asdict(proportion)))


def _with_clusters(result: Result, people: list[Record]) -> Result:
    """Add to the overall result how alike the changes within an institute are."""
    changes: dict[str, list[float]] = {}
    for record in analysed(people):
        changes.setdefault(record["institute"], []).append(percent(record["post"]) - percent(record["pre"]))
    statistic = {**result.statistic, "clusters": _rounded(asdict(clustering(list(changes.values()))))}
    return Result(result.institute, result.measure, result.n, statistic, result.exclusions)


def _rounded(value: Any) -> Any:
    """Six decimals: more than is read, fewer than what differs between machines."""
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0  # + 0.0: no negative zero
    if isinstance(value, dict):
        return {name: _rounded(item) for name, item in value.items()}
    return [_rounded(item) for item in value] if isinstance(value, list | tuple) else value
