"""Charts drawn on the server as SVG: the same picture on the screen and on paper, in two widths.

Colours are the light palette of the design; on the screen ``static/css/evaluation.css`` maps each of them to the token
in force, so that one picture serves light and dark. Nothing in the SVG needs a style attribute or a font of its own.
"""

import re
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape

import vl_convert
from django.utils.translation import gettext as _

INK, QUIET, LINE = "#20302f", "#566463", "#c9cfc9"
BEFORE, AFTER = "#a8512f", "#12615d"
FONT = "system-ui, 'Noto Sans', sans-serif"


@dataclass(frozen=True)
class Estimate:
    """A value with its interval; what is not known or not published is None."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    @property
    def is_known(self) -> bool:
        return self.value is not None


@dataclass(frozen=True)
class ChartRow:
    """What the charts show of one institute, or of all of them (``is_total``)."""

    label: str
    pre: Estimate
    post: Estimate
    gain: Estimate
    completion: Estimate
    certification: Estimate
    is_total: bool = False


@dataclass(frozen=True)
class Width:
    name: str
    plot: int
    label: int
    font: int


WIDTHS = (Width("wide", 540, 270, 13), Width("narrow", 180, 112, 13))


def charts_for(rows: list[ChartRow]) -> dict[str, str]:
    """{"scores-wide": svg, "scores-narrow": svg, "gain-wide": …}; a chart without a single value is left out."""
    made = {"scores": _scores(rows), "gain": _gain(rows), "rates": _rates(rows)}
    return {
        f"{name}-{width.name}": _svg(f"{name}-{width.name}", drawing, width)
        for name, drawing in made.items()
        if drawing.values
        for width in WIDTHS
    }


@dataclass(frozen=True)
class Drawing:
    """What a chart is about, in words for those who do not see it, and its values."""

    title: str
    description: str
    axis: str
    domain: tuple[float, float]
    values: list[dict[str, Any]]
    series: list[str]
    format: str = ".0f"
    zero_line: bool = False

    @property
    def labels(self) -> list[str]:
        """Rows that have something to show, in the order of the table."""
        return sorted({value["label"] for value in self.values}, key=lambda label: self._position[label])

    @property
    def _position(self) -> dict[str, int]:
        return {value["label"]: value["position"] for value in self.values}


def _scores(rows: list[ChartRow]) -> Drawing:
    before, after = _("Before"), _("After")
    values = [*_values(rows, "pre", before), *_values(rows, "post", after)]
    description = _(
        "Mean score before and after the course, from 0 to 100, with the 95 per cent interval of each mean."
    )
    return Drawing(_("Mean score"), description, _("Score (0 to 100)"), (0, 100), values, [before, after])


def _gain(rows: list[ChartRow]) -> Drawing:
    values = _values(rows, "gain", _("Gain"))
    ends = [0.0, *(float(value[end]) for value in values for end in ("low", "value", "high"))]
    reach = (min(ends) - 0.1, max(ends) + 0.1)
    description = _("Gain g_av of each institute with its 95 per cent interval; the line at zero means no change.")
    return Drawing(_("Gain"), description, _("Gain (g_av)"), reach, values, [_("Gain")], ".1f", zero_line=True)


def _rates(rows: list[ChartRow]) -> Drawing:
    certified, completed = _("With certificate"), _("Completed the course")
    values = [*_values(rows, "certification", certified, 100), *_values(rows, "completion", completed, 100)]
    description = _(
        "Share of participants who completed the course and who were certified, with 95 per cent intervals."
    )
    axis = _("Per cent of participants")
    return Drawing(_("Completion and certification"), description, axis, (0, 100), values, [certified, completed])


def _values(rows: list[ChartRow], name: str, series: str, scale: float = 1) -> list[dict[str, Any]]:
    found = [(position, row, getattr(row, name)) for position, row in enumerate(rows)]
    return [
        {
            "position": position,
            "label": row.label,
            "series": series,
            "value": scale * estimate.value,
            "low": scale * (estimate.value if estimate.low is None else estimate.low),
            "high": scale * (estimate.value if estimate.high is None else estimate.high),
            "total": row.is_total,
        }
        for position, row, estimate in found
        if estimate.is_known
    ]


def _svg(name: str, drawing: Drawing, width: Width) -> str:
    svg: str = vl_convert.vegalite_to_svg(_spec(drawing, width).to_dict())
    return _accessible(svg, name, drawing)


def _spec(drawing: Drawing, width: Width) -> Any:
    import altair as alt  # half a second, for the few processes that draw

    several = len(drawing.series) > 1
    y = alt.Y("label:N", sort=drawing.labels, title=None, scale=alt.Scale(domain=drawing.labels, paddingInner=0.25))
    x = alt.Scale(domain=list(drawing.domain), nice=False, zero=False)
    axis = alt.Axis(title=drawing.axis, format=drawing.format, tickCount=5)
    legend = alt.Legend(title=None, orient="top", symbolType="circle", symbolOpacity=1) if several else None
    colour = alt.Color(
        "series:N", scale=alt.Scale(domain=drawing.series, range=[BEFORE, AFTER][-len(drawing.series) :])
    )
    offset = {"yOffset": alt.YOffset("series:N", sort=drawing.series)} if several else {}
    base = alt.Chart(alt.Data(values=drawing.values)).encode(y=y, color=colour.legend(legend), **offset)
    interval = base.mark_rule(strokeWidth=2, strokeCap="round").encode(
        x=alt.X("low:Q", scale=x, axis=axis), x2="high:Q"
    )
    shape = alt.Shape("total:N", scale=alt.Scale(domain=[False, True], range=["circle", "diamond"]), legend=None)
    point = base.mark_point(filled=True, opacity=1).encode(
        x=alt.X("value:Q", scale=x, axis=axis),
        shape=shape,
        size=alt.condition("datum.total", alt.value(150), alt.value(70)),
    )
    zero = alt.Chart(alt.Data(values=[{"at": 0}])).mark_rule(color=QUIET, strokeDash=[4, 4]).encode(x="at:Q")
    layers = [*([zero] if drawing.zero_line else []), interval, point]
    chart = alt.layer(*layers).properties(width=width.plot, height=alt.Step(17 if several else 26))
    return _styled(chart, width)


def _styled(chart: Any, width: Width) -> Any:
    axis = {
        "labelColor": INK,
        "titleColor": QUIET,
        "labelFontSize": width.font,
        "titleFontSize": width.font,
        "titleFontWeight": "normal",
        "titlePadding": 10,
        "gridColor": LINE,
        "tickColor": LINE,
        "domain": False,
    }
    names = {"grid": False, "ticks": False, "labelLimit": width.label, "minExtent": width.label, "labelPadding": 10}
    return (
        chart.configure(background="transparent", font=FONT, aria=False, padding=4)
        .configure_view(stroke=None)
        .configure_axis(**axis)
        .configure_axisY(**names)
        .configure_legend(labelColor=INK, labelFontSize=width.font, symbolSize=90, padding=6)
    )


def _accessible(svg: str, name: str, drawing: Drawing) -> str:
    """Give the drawing a name and a description, and let the page decide its size."""
    size = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart__drawing" role="img" focusable="false"'
        f' aria-labelledby="{name}-title" aria-describedby="{name}-description"'
        f' viewBox="{size.group(0)[9:-1] if size else "0 0 600 400"}">'
        f'<title id="{name}-title">{escape(drawing.title)}</title>'
        f'<desc id="{name}-description">{escape(drawing.description)}</desc>'
    )
    body = re.sub(r"^.*?<svg[^>]*>", "", svg, count=1, flags=re.DOTALL)
    return opening + re.sub(r'\s(?:style|aria-[a-z]+|role)="[^"]*"', "", body)
