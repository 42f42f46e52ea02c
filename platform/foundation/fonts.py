"""Small copies of the reading typeface for the web, cut from the fonts installed on this machine.

Andika (SIL, Open Font License) was made for new readers and draws every letter our languages need. Each weight is cut
in two: what Spanish uses, and the rest, which a browser fetches only for a page that has such a letter.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset

SOURCE_DIR = Path("/usr/share/fonts/truetype/andika")
WEIGHTS = {400: "Andika-Regular.ttf", 700: "Andika-Bold.ttf"}
# The combining marks stand in both parts, so that a mark is never drawn by another font than its letter.
MARKS = [(0x0300, 0x0304), (0x0308, 0x0308)]
SPANISH = [
    *((0x0020, 0x007E), (0x00A0, 0x00FF), (0x2010, 0x2015), (0x2018, 0x201E), (0x2022, 0x2022), (0x2026, 0x2026)),
    *((0x202F, 0x202F), (0x20AC, 0x20AC), (0x2190, 0x2193), (0x2212, 0x2212), (0x2260, 0x2265)),
]
# Latin Extended-A and the letters of Wixárika and Náhuatl that it lacks: docs/languages.md.
BEYOND = [
    *((0x0100, 0x017F), (0x0197, 0x0197), (0x0244, 0x0244), (0x0268, 0x0268), (0x0289, 0x0289), (0x0294, 0x0294)),
    *((0x02BC, 0x02BC), (0xA78B, 0xA78C)),
]
PARTS = {"es": SPANISH + MARKS, "mas": BEYOND + MARKS}

logging.getLogger("fontTools.subset").setLevel(logging.ERROR)  # it tells of every glyph

Ranges = Iterable[tuple[int, int]]


def unicode_range(ranges: Ranges) -> str:
    """The CSS spelling: U+20-7E,U+20AC."""
    return ",".join(f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in ranges)


def cut(source: Path, target: Path, ranges: Ranges) -> int:
    """Write the letters of ``ranges`` to ``target`` as WOFF2; its size in bytes."""
    options = subset.Options(
        flavor="woff2", hinting=False, layout_features=["kern", "mark", "mkmk", "ccmp"], name_IDs=[1, 2, 13, 14]
    )
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[code for first, last in ranges for code in range(first, last + 1)])
    cutter.subset(font)
    subset.save_font(font, str(target), options)
    return target.stat().st_size


def _face(weight: int, name: str, ranges: Ranges) -> str:
    return (
        f'@font-face{{font-family:"Andika";font-weight:{weight};font-display:swap;'
        f'src:url("{name}") format("woff2");unicode-range:{unicode_range(ranges)}}}\n'
    )


def build(folder: Path) -> dict[str, int]:
    """Cut every weight into ``folder`` with its style sheet; sizes by file name, empty without the font package."""
    if not all((SOURCE_DIR / file).exists() for file in WEIGHTS.values()):
        return {}
    folder.mkdir(parents=True, exist_ok=True)
    sizes, sheet = {}, []
    for weight, file in WEIGHTS.items():
        for part, ranges in PARTS.items():
            name = f"andika-{weight}-{part}.woff2"
            sizes[name] = cut(SOURCE_DIR / file, folder / name, ranges)
            sheet.append(_face(weight, name, ranges))
    family = '"Andika",system-ui,"Noto Sans",sans-serif'
    sheet.append(f":root{{--read:{family}}}\n")
    sheet.append("@media (prefers-reduced-data:reduce){:root{--read:system-ui,sans-serif}}\n")
    (folder / "fonts.css").write_text("".join(sheet))
    return sizes
