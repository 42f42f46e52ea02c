"""Every pair of colours that the style sheet puts together is readable: 4.5:1 for text, 3:1 for borders of fields."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = (Path(settings.BASE_DIR) / "static" / "css" / "platform.css").read_text()
TEXT_PAIRS = [
    *((text, ground) for ground in ("paper", "surface", "sunken") for text in ("ink", "muted", "agave", "terracotta")),
    *(("agave-strong", ground) for ground in ("paper", "surface", "sunken", "agave-soft")),
    *(("ink", f"{tone}-soft") for tone in ("agave", "terracotta", "ok", "warn", "error", "info")),
    *((tone, f"{tone}-soft") for tone in ("agave", "terracotta", "ok", "warn", "error", "info")),
    *((tone, "surface") for tone in ("ok", "warn", "error")),
    *(("on-agave", ground) for ground in ("agave", "agave-strong")),
    *((text, "deep") for text in ("on-deep", "deep-muted")),
    *(("muted", ground) for ground in ("terracotta-soft", "agave-soft")),
]
EDGE_PAIRS = [("line-strong", "surface"), ("line-strong", "paper"), ("focus", "paper"), ("focus", "surface")]


def _blocks() -> dict[str, dict[str, str]]:
    starts = {
        "light": CSS.index(":root {"),
        "chosen dark": CSS.index('[data-theme="dark"] {'),
        "dark": CSS.index(':root:not([data-theme="light"]) {'),
        "high light": CSS.index('[data-contrast="high"] {'),
        "high dark by choice": CSS.index('[data-theme="dark"][data-contrast="high"] {'),
        "high dark": CSS.index(':root[data-contrast="high"]:not([data-theme="light"]) {'),
    }
    return {
        name: dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", CSS[start : CSS.index("}", start)]))
        for name, start in starts.items()
    }


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    bright, dim = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_contrast_formula_knows_its_extremes() -> None:
    assert _contrast("#000000", "#ffffff") == pytest.approx(21)
    assert _contrast("#777777", "#777777") == 1


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_is_readable(theme: str) -> None:
    colours = _blocks()[theme]
    pale = {
        f"{text} on {ground}": round(_contrast(colours[text], colours[ground]), 2)
        for pairs, least in ((TEXT_PAIRS, 4.5), (EDGE_PAIRS, 3))
        for text, ground in pairs
        if _contrast(colours[text], colours[ground]) < least
    }
    assert pale == {}


def test_dark_by_choice_is_dark_by_device() -> None:
    blocks = _blocks()
    assert blocks["chosen dark"] == blocks["dark"]
    assert blocks["dark"].keys() == blocks["light"].keys()


@pytest.mark.parametrize("theme", ["high light", "high dark"])
def test_high_contrast_is_seven_to_one_and_its_edges_four_and_a_half(theme: str) -> None:
    colours = _blocks()[theme]
    pale = {
        f"{text} on {ground}": round(_contrast(colours[text], colours[ground]), 2)
        for pairs, least in ((TEXT_PAIRS, 7), (EDGE_PAIRS, 4.5), ([("line", "paper"), ("line", "surface")], 4.5))
        for text, ground in pairs
        if _contrast(colours[text], colours[ground]) < least
    }
    assert pale == {}


def test_high_contrast_in_the_dark_is_the_same_by_choice_and_by_device() -> None:
    blocks = _blocks()
    assert blocks["high dark"] == blocks["high dark by choice"]
