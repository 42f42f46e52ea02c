# ruff: noqa: E501
"""The certificate's artwork, drawn by this code: an agave seen from above and a woven border. Pure.

Geometry of our own: leaves set by the golden angle, each engraved with nested contours, and sine threads crossing
at the phase of their neighbours. It imitates nobody's sacred or traditional art.
"""

from functools import lru_cache
from math import cos, pi, radians, sin

Point = tuple[float, float]

AGAVE, AGAVE_SOFT, AGAVE_PALE = "#14595b", "#7fb0ab", "#dcebe7"
TERRACOTTA, SAND, PAPER = "#b4532f", "#e6c9ae", "#fffdf8"
GOLDEN_ANGLE = 137.507764
PAGE_WIDTH, PAGE_HEIGHT = 297.0, 210.0
# A quarter of a sine wave is one cubic curve with these handles, to less than a thousandth of its height.
_HANDLE = 0.512286623 / (pi / 2)
_FLAT_HANDLE = 1.002313686 / (pi / 2)


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _svg(width: float, height: float, body: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_number(width)} {_number(height)}"'
        f' width="{_number(width)}mm" height="{_number(height)}mm" fill="none">{body}</svg>'
    )


def _leaf(length: float, width: float, turn: float, *, base: float) -> str:
    """A pointed leaf from ``base`` to ``length`` along ``turn`` degrees, widest at its lower third."""
    along = (cos(radians(turn)), sin(radians(turn)))
    across = (-along[1], along[0])

    def at(distance: float, offset: float) -> str:
        x = along[0] * distance + across[0] * offset
        y = along[1] * distance + across[1] * offset
        return f"{_number(x)} {_number(y)}"

    belly, shoulder = base + (length - base) * 0.38, base + (length - base) * 0.72
    return (
        f"M{at(base, -width * 0.28)}C{at(belly, -width * 0.78)} {at(shoulder, -width * 0.42)} {at(length, 0)}"
        f"C{at(shoulder, width * 0.42)} {at(belly, width * 0.78)} {at(base, width * 0.28)}Z"
    )


def _leaves(radius: float, count: int, contours: int) -> list[tuple[float, list[str]]]:
    """Leaves from the outermost in: (share of the way to the heart, their contours from the edge in)."""
    drawn = []
    for i in reversed(range(count)):
        share = ((i + 1.6) / (count + 0.6)) ** 0.62
        length, width = radius * share, radius * (0.10 + 0.20 * share)
        nested = [
            _leaf(length * (1 - 0.10 * k), width * (1 - k / (contours + 0.6)), i * GOLDEN_ANGLE, base=length * 0.06)
            for k in range(contours)
        ]
        drawn.append((1 - share, nested))
    return drawn


def _thread(radius: float, height: float, waves: int, phase: float, steps: int = 12) -> str:
    """A closed wave around a circle."""
    count = waves * steps
    points = []
    for i in range(count):
        angle = 2 * pi * i / count
        reach = radius + height * sin(waves * angle + phase)
        points.append(f"{_number(reach * cos(angle))} {_number(reach * sin(angle))}")
    return "M" + "L".join(points) + "Z"


@lru_cache(maxsize=1)
def seal() -> str:
    """The agave in a woven ring, in full colour, 40 mm wide."""
    ring = "".join(
        f'<path d="{_thread(17.6, 1.5, 24, pi * k / 3)}" stroke="{AGAVE if k % 2 else TERRACOTTA}" stroke-width=".13"/>'
        for k in range(6)
    )
    circles = "".join(
        f'<circle r="{r}" fill="{PAPER}" stroke="{AGAVE}" stroke-width="{w}"/>' for r, w in ((19.7, 0.4), (15.6, 0.22))
    )
    leaves = "".join(
        f'<path d="{contour}" fill="{PAPER if k == 0 else "none"}" stroke="{AGAVE}" stroke-width="{0.2 if k == 0 else 0.09}"/>'
        for _depth, nested in _leaves(14.6, 34, 4)
        for k, contour in enumerate(nested)
    )
    heart = f'<circle r=".9" fill="{TERRACOTTA}"/>'
    return _svg(40, 40, f'<g transform="translate(20 20)">{circles}{ring}{leaves}{heart}</g>')


@lru_cache(maxsize=1)
def ground() -> str:
    """The same agave, very pale and large: what the text stands on."""
    leaves = "".join(
        f'<path d="{contour}" fill="{PAPER if k == 0 else "none"}" stroke="{AGAVE_PALE}" stroke-width="{0.34 if k == 0 else 0.2}"/>'
        for _depth, nested in _leaves(76, 55, 4)
        for k, contour in enumerate(nested)
    )
    return _svg(160, 160, f'<g transform="translate(80 80)">{leaves}</g>')


def _wave(length: float, height: float, waves: int, phase: int) -> str:
    """A straight sine thread along x, ``phase`` in quarters of a wave."""
    quarter = length / waves / 4
    levels = (0.0, height, 0.0, -height)
    path = [f"M0 {_number(levels[phase % 4])}"]
    for i in range(waves * 4):
        x, start, end = i * quarter, levels[(i + phase) % 4], levels[(i + 1 + phase) % 4]
        rising_from_middle = start == 0.0
        first = _HANDLE if rising_from_middle else 1 - _FLAT_HANDLE
        first_y = start + (end - start) * (0.512286623 if rising_from_middle else 0.0)
        second = _FLAT_HANDLE if rising_from_middle else 1 - _HANDLE
        second_y = end if rising_from_middle else end + (start - end) * 0.512286623
        path.append(
            f"C{_number(x + quarter * first)} {_number(first_y)} {_number(x + quarter * second)} {_number(second_y)}"
            f" {_number(x + quarter)} {_number(end)}"
        )
    return "".join(path)


def _band(length: float, waves: int) -> str:
    """Threads of two colours crossing along x, two wide and two narrow."""
    threads = (
        (0, 2.3, AGAVE),
        (2, 2.3, AGAVE),
        (1, 2.3, TERRACOTTA),
        (3, 2.3, TERRACOTTA),
        (0, 1.3, AGAVE_SOFT),
        (2, 1.3, AGAVE_SOFT),
        (1, 1.3, SAND),
        (3, 1.3, SAND),
    )
    return "".join(
        f'<path d="{_wave(length, height, waves, phase)}" stroke="{colour}" stroke-width=".15"/>'
        for phase, height, colour in threads
    )


def _corner() -> str:
    """A small agave that closes the band at a corner."""
    leaves = "".join(
        f'<path d="{contour}" fill="{PAPER if k == 0 else "none"}" stroke="{AGAVE}" stroke-width="{0.16 if k == 0 else 0.08}"/>'
        for _depth, nested in _leaves(5.0, 13, 3)
        for k, contour in enumerate(nested)
    )
    return f'<circle r="5.7" fill="{PAPER}" stroke="{AGAVE}" stroke-width=".25"/>{leaves}<circle r=".5" fill="{TERRACOTTA}"/>'


@lru_cache(maxsize=1)
def frame() -> str:
    """The border of an A4 page on its side: a woven band between hairlines, an agave at each corner."""
    inset, across, down = 12.0, 42, 29
    width, height = PAGE_WIDTH - 2 * inset, PAGE_HEIGHT - 2 * inset
    long_band, short_band = _band(width, across), _band(height, down)
    lines = "".join(
        f'<rect x="{_number(d)}" y="{_number(d)}" width="{_number(PAGE_WIDTH - 2 * d)}" height="{_number(PAGE_HEIGHT - 2 * d)}"'
        f' stroke="{colour}" stroke-width="{stroke}"/>'
        for d, colour, stroke in (
            (inset - 3.9, AGAVE, 0.5),
            (inset - 3.1, AGAVE, 0.13),
            (inset + 3.1, AGAVE, 0.13),
            (inset + 3.9, TERRACOTTA, 0.28),
        )
    )
    sides = (
        f'<g transform="translate({_number(inset)} {_number(inset)})">{long_band}</g>'
        f'<g transform="translate({_number(inset)} {_number(PAGE_HEIGHT - inset)})">{long_band}</g>'
        f'<g transform="translate({_number(inset)} {_number(inset)}) rotate(90)">{short_band}</g>'
        f'<g transform="translate({_number(PAGE_WIDTH - inset)} {_number(inset)}) rotate(90)">{short_band}</g>'
    )
    corners = "".join(
        f'<g transform="translate({_number(x)} {_number(y)})">{_corner()}</g>'
        for x in (inset, PAGE_WIDTH - inset)
        for y in (inset, PAGE_HEIGHT - inset)
    )
    return _svg(PAGE_WIDTH, PAGE_HEIGHT, f"{lines}{sides}{corners}")
