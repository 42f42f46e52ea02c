"""Reading a downloaded certificate with tools that know nothing of us: poppler's, and a ruler."""

import re
import subprocess
from io import BytesIO
from pathlib import Path

import segno
from PIL import Image

Matrix = list[list[int]]
DOTS = 300  # per inch
# Where the certificate has its QR code, in millimetres from the page's left and top edge, and its size.
QR_LEFT, QR_TOP, QR_SIZE = 23, 162, 27


def run(*command: str | Path) -> str:
    """What a program says; a failing one fails the test."""
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def printed_address(pdf: Path) -> str:
    """The address of the verification page as printed under the folio, over however many lines."""
    found = re.search(r"https?://[^/]+/verificar/[^/]+/[^/]+/", re.sub(r"\s+", "", run("pdftotext", "-raw", pdf, "-")))
    assert found, "no address is printed"
    return found[0]


def _picture(pdf: Path) -> Image.Image:
    command = ["pdftoppm", "-r", str(DOTS), "-gray", "-singlefile", str(pdf)]
    page = Image.open(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout))
    left, top, right, bottom = (
        round(millimetres / 25.4 * DOTS) for millimetres in (QR_LEFT, QR_TOP, QR_LEFT + QR_SIZE, QR_TOP + QR_SIZE)
    )
    return page.crop((left, top, right, bottom)).point(lambda grey: 255 if grey < 128 else 0)


def drawn_qr(pdf: Path) -> Matrix:
    """The dark (1) and light (0) modules of the QR code, measured on the rendered page."""
    picture = _picture(pdf)
    box = picture.getbbox()
    assert box, "no QR code is drawn"
    symbol = picture.crop(box)  # three finder patterns touch its edges
    width = symbol.width
    finder = next(x for x in range(width) if not symbol.getpixel((x, 2)))  # seven modules wide
    count = round((width / (finder / 7) - 17) / 4) * 4 + 17
    middles = [round((place + 0.5) * width / count) for place in range(count)]
    return [[1 if symbol.getpixel((x, y)) else 0 for x in middles] for y in middles]


def qr_of(address: str) -> Matrix:
    """The modules that a QR code of this address has."""
    return [[int(bool(module)) for module in row] for row in segno.make(address, error="m", micro=False).matrix]
