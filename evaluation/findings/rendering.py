"""The findings of a data cut as rows of a table and as charts."""

from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from evaluation.analysis.pilot import Result
from evaluation.findings.charts import ChartRow, Estimate, charts_for


def charts_of(results: list[Result], *, names: dict[str, Any]) -> dict[str, str]:
    """The charts of computed results, in the platform's own language whoever asked for them."""
    by_place: dict[str, dict[str, dict[str, Any]]] = {}
    for result in results:
        by_place.setdefault(result.institute, {})[result.measure] = result.statistic
    with translation.override(settings.LANGUAGE_CODE):
        places = [*sorted(code for code in by_place if code), ""]
        return charts_for([chart_row(names.get(code, ""), by_place[code]) for code in places])


def chart_row(name: str, measures: dict[str, dict[str, Any]]) -> ChartRow:
    """One row of the charts from the statistics of one place; without a name it is the total."""
    learning = measures["learning"]
    return ChartRow(
        label=name or _("All institutes"),
        pre=_with_interval(learning["mean_pre"], learning["pre_interval"]),
        post=_with_interval(learning["mean_post"], learning["post_interval"]),
        gain=Estimate(learning["g_av"], learning["g_av_low"], learning["g_av_high"]),
        completion=_share(measures["completion"]),
        certification=_share(measures["certification"]),
        is_total=not name,
    )


def _with_interval(value: float | None, interval: list[float] | None) -> Estimate:
    low, high = interval or (None, None)
    return Estimate(value, low, high)


def _share(statistic: dict[str, Any]) -> Estimate:
    return Estimate(statistic["share"], statistic["low"], statistic["high"])
