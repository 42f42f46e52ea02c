"""The pictures of the demonstration courses, drawn with Pillow.

``python -m demonstration.drawings`` draws them again into ``demonstration/content/*/images``. The results are
committed, so that neither Pillow's version nor the fonts of a machine change what teachers see.
"""

import math
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

CONTENT = Path(__file__).parent / "content"
WIDTH, HEIGHT = 1200, 700
SCALE = 2  # drawn at twice the size and reduced: smooth edges
PAPER, INK, SOFT = "#FBF7EF", "#17332F", "#E9E2D3"
AGAVE, AGAVE_LIGHT = "#1F6F68", "#CFE5E0"
TERRACOTTA, TERRACOTTA_LIGHT = "#B4532F", "#F3D9CC"
MAIZE, MAIZE_LIGHT = "#8A6410", "#F4E4B8"
TONES = [(AGAVE, AGAVE_LIGHT), (TERRACOTTA, TERRACOTTA_LIGHT), (MAIZE, MAIZE_LIGHT)]
FONTS = (
    "/usr/share/fonts/truetype/andika/Andika-{}.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-{}.ttf",
    "/usr/share/fonts/truetype/dejavu/DejaVuSans{}.ttf",
)


@cache
def font(size: int, *, bold: bool = False) -> ImageFont.FreeTypeFont:
    """The first reading typeface this machine has."""
    for pattern in FONTS:
        style = ("-Bold" if bold else "") if "dejavu" in pattern else ("Bold" if bold else "Regular")
        if Path(pattern.format(style)).exists():
            return ImageFont.truetype(pattern.format(style), size * SCALE)
    raise FileNotFoundError("Install one of the font packages fonts-sil-andika, fonts-noto-core, fonts-dejavu-core.")


class Canvas:
    """A drawing surface in logical pixels of 1200 × 700."""

    def __init__(self) -> None:
        self.image = Image.new("RGB", (WIDTH * SCALE, HEIGHT * SCALE), PAPER)
        self.draw = ImageDraw.Draw(self.image)

    def box(self, x: float, y: float, w: float, h: float, fill: str, *, line: str = "", radius: int = 18) -> None:
        self.draw.rounded_rectangle(
            [x * SCALE, y * SCALE, (x + w) * SCALE, (y + h) * SCALE],
            radius * SCALE,
            fill=fill,
            outline=line or None,
            width=4 * SCALE if line else 0,
        )

    def disc(self, x: float, y: float, r: float, fill: str, *, line: str = "") -> None:
        self.draw.ellipse(
            [(x - r) * SCALE, (y - r) * SCALE, (x + r) * SCALE, (y + r) * SCALE],
            fill=fill or None,
            outline=line or None,
            width=4 * SCALE if line else 0,
        )

    def line(self, *points: tuple[float, float], color: str = INK, width: int = 5) -> None:
        self.draw.line([(x * SCALE, y * SCALE) for x, y in points], fill=color, width=width * SCALE, joint="curve")

    def polygon(self, *points: tuple[float, float], fill: str) -> None:
        self.draw.polygon([(x * SCALE, y * SCALE) for x, y in points], fill=fill)

    def arrow(self, start: tuple[float, float], end: tuple[float, float], *, color: str = INK) -> None:
        angle = math.atan2(end[1] - start[1], end[0] - start[0])
        self.line(start, (end[0] - 12 * math.cos(angle), end[1] - 12 * math.sin(angle)), color=color, width=6)
        self.head(end, angle, color=color)

    def head(self, tip: tuple[float, float], angle: float, *, color: str = INK) -> None:
        wings = [(tip[0] - 24 * math.cos(angle + a), tip[1] - 24 * math.sin(angle + a)) for a in (0.5, -0.5)]
        self.polygon(tip, *wings, fill=color)

    def text(self, x: float, y: float, text: str, size: int = 28, *, color: str = INK, bold: bool = False) -> None:
        """Centred on the point; line breaks are the caller's."""
        self.draw.multiline_text(
            (x * SCALE, y * SCALE),
            text,
            color,
            font(size, bold=bold),
            anchor="mm",
            align="center",
            spacing=size * SCALE // 5,
        )

    def upright(self, x: float, y: float, text: str, size: int) -> None:
        """Read from bottom to top, centred on the point."""
        face = font(size, bold=True)
        width, height = int(face.getlength(text)) + 8, size * SCALE * 2
        strip = Image.new("L", (width, height), 0)
        ImageDraw.Draw(strip).text((width / 2, height / 2), text, 255, face, anchor="mm")
        strip = strip.rotate(90, expand=True)
        corner = (int(x * SCALE - strip.width / 2), int(y * SCALE - strip.height / 2))
        self.image.paste(INK, corner, strip)

    def card(self, x: float, y: float, w: float, h: float, text: str, tone: int, size: int = 28) -> None:  # noqa: PLR0917
        dark, light = TONES[tone % 3]
        self.box(x, y, w, h, light, line=dark)
        self.text(x + w / 2, y + h / 2, text, size)

    def save(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        small = self.image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        small.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def ciclo(c: Canvas) -> None:
    cx, cy, r = 600, 350, 225
    for quarter in range(4):
        start = quarter * 90 - 90 + 33
        box = [(cx - r) * SCALE, (cy - r) * SCALE, (cx + r) * SCALE, (cy + r) * SCALE]
        c.draw.arc(box, start, start + 22, fill=INK, width=7 * SCALE)
        end = math.radians(start + 26)
        c.head((cx + r * math.cos(end), cy + r * math.sin(end)), end + math.pi / 2 - 0.1)
    stations = [("Aclarar la meta", 600, 110), ("Reunir\nevidencias", 900, 350), ("Interpretar", 600, 590)]
    for number, (label, x, y) in enumerate([*stations, ("Actuar", 300, 350)]):
        dark, light = TONES[number % 3]
        c.box(x - 150, y - 68, 300, 136, light, line=dark, radius=40)
        c.disc(x - 105, y, 27, dark)
        c.text(x - 105, y - 1, str(number + 1), 28, color=PAPER, bold=True)
        c.text(x + 32, y, label.replace("Aclarar la", "Aclarar\nla"), 30, bold=True)
    c.text(cx, cy, "Evaluar\npara aprender", 34, color=AGAVE, bold=True)


def _table(c: Canvas, x: float, y: float, label: str, tone: int) -> None:
    dark, light = TONES[tone]
    for dx, dy in ((-95, 0), (95, 0), (-45, -75), (45, -75), (-45, 75), (45, 75)):
        c.disc(x + dx * 1.22, y + dy * 1.2, 25, dark)
    c.box(x - 95, y - 62, 190, 124, light, line=dark, radius=30)
    c.text(x, y, label, 27, bold=True)


def aula(c: Canvas) -> None:
    c.box(30, 30, 1140, 640, "#FFFFFF", line=INK, radius=8)
    c.box(470, 250, 260, 200, SOFT, radius=90)
    c.text(600, 350, "Espacio\ncomún", 30, bold=True)
    _table(c, 290, 200, "1.º y 2.º", 0)
    _table(c, 910, 200, "3.º y 4.º", 1)
    _table(c, 290, 510, "5.º y 6.º", 2)
    c.card(790, 440, 240, 140, "Mesa de\napoyo", 0)
    c.box(1090, 180, 80, 340, TERRACOTTA_LIGHT, line=TERRACOTTA, radius=6)
    c.upright(1130, 350, "Rincón de lectura", 28)
    c.box(440, 30, 320, 56, AGAVE, radius=4)
    c.text(600, 57, "Muro de acuerdos", 26, color=PAPER, bold=True)
    c.box(540, 640, 120, 34, PAPER, radius=0)
    c.text(600, 655, "Puerta", 22)


def peldanos(c: Canvas) -> None:
    c.text(600, 60, "Un criterio: los pasos están completos y en orden", 34, bold=True)
    steps = [
        "Dibuja los pasos\nen orden y los cuenta",
        "Escribe los pasos\ny las cantidades",
        "Otra persona puede\nseguirla sin ayuda",
    ]
    for i, label in enumerate(steps):
        dark, light = TONES[i]
        x, top = 60 + i * 365, 430 - i * 140
        c.box(x, top, 350, 650 - top, light, line=dark, radius=10)
        c.disc(x + 175, top + 60, 34, dark)
        c.text(x + 175, top + 59, str(i + 1), 32, color=PAPER, bold=True)
        c.text(x + 175, top + 150, label, 29)
    for i in range(2):
        c.arrow((200 + i * 365, 405 - i * 140), (400 + i * 365, 320 - i * 140), color=INK)


def matriz(c: Canvas) -> None:
    c.box(40, 30, 1120, 90, AGAVE)
    c.text(600, 74, "Situación común: medir la lluvia", 36, color=PAPER, bold=True)
    rows = [
        ("Propósito", ["Distinguir\ny contar", "Medir y\nrepresentar", "Comparar y\nargumentar"]),
        (
            "Consigna",
            [
                "¿Qué días llovió?\n¿Cuántos fueron?",
                "¿Cuántos milímetros\nhubo cada día?",
                "¿Está lloviendo más?\n¿Cómo lo saben?",
            ],
        ),
        ("Evidencia", ["Calendario\nmarcado", "Gráfica de barras\ncon escala", "Argumento escrito\ncon datos"]),
    ]
    for r, (name, cells) in enumerate(rows):
        y = 145 + r * 178
        c.box(40, y, 200, 162, SOFT)
        c.text(140, y + 80, name, 30, bold=True)
        for i, cell in enumerate(cells):
            c.card(255 + i * 305, y, 292, 162, cell, i, 27)


def registro(c: Canvas) -> None:
    c.box(50, 50, 600, 600, "#FFFFFF", line=INK)
    c.box(50, 50, 600, 86, AGAVE)
    c.text(350, 93, "Nombre y fecha", 30, color=PAPER, bold=True)
    for i, label in enumerate(["Qué observé", "Qué interpreto", "Qué sigue"]):
        y = 165 + i * 160
        dark, light = TONES[i]
        c.box(80, y, 540, 140, light)
        c.text(210, y + 30, label, 27, color=dark, bold=True)
        for row in range(2):
            c.line((105, y + 78 + row * 34), (595 - row * 150, y + 78 + row * 34), color=dark, width=2)
    for d, day in enumerate(["L", "M", "M", "J", "V"]):
        c.text(770 + d * 88, 110, day, 30, bold=True)
        for row in range(6):
            seen = (d + row * 2) % 5 == 0
            c.box(734 + d * 88, 150 + row * 82, 74, 68, TONES[row % 3][1] if seen else "#FFFFFF", line=INK, radius=8)
            if seen:
                x, y = 771 + d * 88, 184 + row * 82
                c.line((x - 16, y), (x - 4, y + 13), (x + 18, y - 15), color=TONES[row % 3][0], width=6)


def portafolio(c: Canvas) -> None:
    labels = ["Primer\nintento", "Versión\nmejorada", "En mi lengua", "Lo elegí\nporque…"]
    for i, label in enumerate(labels):
        x, y = 80 + i * 265, 70 + (i % 2) * 50
        dark, light = TONES[i % 3]
        c.box(x, y, 245, 400, light, line=dark)
        c.disc(x + 122, y + 70, 34, dark)
        c.text(x + 122, y + 69, str(i + 1), 32, color=PAPER, bold=True)
        c.text(x + 122, y + 170, label, 32, bold=True)
    c.polygon((30, 400), (430, 400), (480, 450), (1170, 450), (1170, 670), (30, 670), fill=AGAVE)
    c.text(600, 560, "Portafolio de evidencias", 46, color=PAPER, bold=True)


def retroalimentacion(c: Canvas) -> None:
    steps = [
        ("Aclarar", "¿Qué quisiste\nmostrar?"),
        ("Valorar", "Funciona\nporque…"),
        ("Dudas", "¿Cómo sabría\nalguien…?"),
        ("Sugerir", "Podrías\nrevisar…"),
    ]
    for i, (name, words) in enumerate(steps):
        dark, light = TONES[i % 3]
        x, top = 40 + i * 283, 430 - i * 115
        c.box(x, top, 270, 660 - top, light, line=dark, radius=10)
        c.box(x, top, 270, 74, dark, radius=10)
        c.text(x + 135, top + 36, f"{i + 1}. {name}", 31, color=PAPER, bold=True)
        c.text(x + 135, top + 140, words, 28)
    c.arrow((80, 330), (560, 105))
    c.text(250, 110, "Primero comprender,\ndespués sugerir", 32, color=AGAVE, bold=True)


def _person(c: Canvas, x: float, tone: int) -> None:
    dark, _light = TONES[tone]
    c.disc(x, 380, 62, dark)
    c.polygon((x - 105, 640), (x - 80, 500), (x - 40, 462), (x + 40, 462), (x + 80, 500), (x + 105, 640), fill=dark)


def pares(c: Canvas) -> None:
    _person(c, 230, 0)
    _person(c, 970, 1)
    c.box(480, 420, 240, 220, "#FFFFFF", line=INK)
    for i in range(4):
        c.line((510, 470 + i * 40), (690 - (i % 2) * 50, 470 + i * 40), color=TONES[i % 3][0], width=6)
    c.card(60, 60, 420, 110, "Me gusta que…", 0, 34)
    c.card(60, 190, 420, 100, "¿Qué pasaría si…?", 0, 34)
    c.card(720, 90, 420, 160, "Lo que haré\nahora es…", 1, 34)
    c.polygon((230, 288), (290, 288), (240, 312), fill=AGAVE)
    c.polygon((920, 248), (985, 248), (970, 300), fill=TERRACOTTA)
    c.arrow((350, 530), (460, 530), color=AGAVE)
    c.arrow((740, 530), (850, 530), color=TERRACOTTA)


def decisiones(c: Canvas) -> None:
    c.box(290, 40, 620, 110, INK)
    c.text(600, 94, "¿Qué muestran las evidencias?", 37, color=PAPER, bold=True)
    paths = [
        ("Casi todo el grupo\ntiene la duda", "Volver a enseñar\nde otra manera"),
        ("Algunas personas\ntienen la duda", "Formar un equipo\npor necesidad"),
        ("Casi nadie\ntiene la duda", "Avanzar con un\nreto mayor"),
    ]
    for i, (seen, decision) in enumerate(paths):
        x, dark = 40 + i * 385, TONES[i][0]
        c.arrow((430 + i * 170, 150), (x + 175, 250), color=dark)
        c.card(x, 254, 350, 140, seen, i, 30)
        c.arrow((x + 175, 396), (x + 175, 488), color=dark)
        c.box(x, 492, 350, 150, dark)
        c.text(x + 175, 566, decision, 32, color=PAPER, bold=True)


def portada(c: Canvas) -> None:
    c.box(0, 0, WIDTH, HEIGHT, AGAVE_LIGHT, radius=0)
    c.box(60, 60, 1080, 580, PAPER, radius=50)
    c.disc(600, 350, 120, SOFT)
    c.disc(600, 350, 84, "", line=AGAVE)
    for tone, x, y in ((0, 270, 350), (1, 900, 190), (2, 900, 510)):
        dark, light = TONES[tone]
        for k in range(6):
            a = k * math.pi / 3
            c.disc(x + 128 * math.cos(a), y + 100 * math.sin(a), 26, dark)
        c.box(x - 88, y - 58, 176, 116, light, line=dark, radius=34)
        for k in range(3):
            c.box(x - 60 + k * 42, y - 24, 34, 46, PAPER, line=dark, radius=4)


def _bubble(c: Canvas, x: float, y: float, w: float, h: float, tone: int) -> None:  # noqa: PLR0917
    dark, light = TONES[tone]
    c.box(x, y, w, h, light, line=dark, radius=int(h / 2.4))
    for k in range(3):
        c.disc(x + w * (0.3 + 0.2 * k), y + h / 2, h / 11, dark)


def portada_lenguas(c: Canvas) -> None:
    c.box(0, 0, WIDTH, HEIGHT, TERRACOTTA_LIGHT, radius=0)
    c.disc(430, 330, 250, AGAVE_LIGHT, line=AGAVE)
    c.disc(770, 330, 250, MAIZE_LIGHT, line=TERRACOTTA)
    c.disc(430, 330, 250, "", line=AGAVE)
    c.polygon((280, 510), (400, 560), (240, 650), fill=AGAVE)
    c.polygon((920, 510), (800, 560), (960, 650), fill=TERRACOTTA)
    for k in range(3):
        c.disc(600, 230 + 100 * k, 30, INK)
        c.disc(330, 230 + 100 * k, 22, AGAVE)
        c.disc(870, 230 + 100 * k, 22, TERRACOTTA)


def lenguas(c: Canvas) -> None:
    for tone, (x, y) in enumerate([(460, 265), (740, 265), (600, 455)]):
        c.disc(x, y, 225, "", line=TONES[tone][0])
    c.text(400, 110, "Casa", 32, bold=True)
    c.text(800, 110, "Comunidad", 32, bold=True)
    c.text(600, 640, "Escuela", 32, bold=True)
    for x, y, tone in ((285, 200, 0), (320, 290, 1), (810, 200, 0), (780, 290, 1), (490, 540, 1), (610, 540, 0)):
        _bubble(c, x, y, 100, 60, tone)
    c.text(600, 335, "El grupo", 34, color=AGAVE, bold=True)


def muro(c: Canvas) -> None:
    c.box(40, 40, 1120, 620, SOFT)
    for row in range(2):
        for column in range(3):
            x, y, empty = 85 + column * 365, 90 + row * 290, (row, column) in ((0, 2), (1, 1))
            c.line((x + 140, y + 110), (x + 190, y + 110), color=INK, width=5)
            for side, tone in ((0, 0), (1, 1)):
                dark, light = TONES[tone]
                blank = empty and side
                c.box(x + side * 180, y, 145, 220, PAPER if blank else light, line=dark, radius=12)
                if not blank:
                    c.disc(x + side * 180 + 72, y + 80, 38, dark if column != 1 else MAIZE)
                    c.line((x + side * 180 + 30, y + 165), (x + side * 180 + 115, y + 165), color=dark, width=7)


def voz(c: Canvas) -> None:
    for i, name in enumerate(["Escuchar", "Conversar", "Producir", "Dialogar"]):
        x = 165 + i * 290
        dark, light = TONES[i % 3]
        c.disc(x, 300, 120, light, line=dark)
        c.text(x, 480, f"{i + 1}. {name}", 34, bold=True)
        if i < 3:
            c.arrow((x + 126, 300), (x + 166, 300))
    c.draw.arc([230, 420, 400, 720], 200, 70, fill=AGAVE, width=20)
    c.draw.arc([270, 500, 370, 660], 200, 60, fill=AGAVE, width=14)
    _bubble(c, 375, 235, 110, 64, 1)
    _bubble(c, 425, 315, 110, 64, 0)
    c.box(690, 235, 90, 130, "#FFFFFF", line=MAIZE, radius=8)
    c.box(768, 270, 36, 66, MAIZE, radius=18)
    c.line((786, 336), (786, 372), color=MAIZE, width=6)
    c.box(960, 240, 68, 96, AGAVE_LIGHT, line=AGAVE, radius=6)
    c.box(1042, 264, 68, 96, TERRACOTTA_LIGHT, line=TERRACOTTA, radius=6)
    c.arrow((1000, 220), (1075, 220))
    c.arrow((1075, 384), (1000, 384))


def proyecto(c: Canvas) -> None:
    stops = [
        (210, 180, "Pregunta\ncompartida"),
        (990, 180, "Acuerdos\ny permisos"),
        (990, 520, "Registro\ny taller"),
        (210, 520, "Devolución a\nla comunidad"),
    ]
    for i, (x, y, _label) in enumerate(stops):
        nx, ny, _next = stops[(i + 1) % 4]
        dx, dy = (nx > x) - (nx < x), (ny > y) - (ny < y)
        c.arrow((x + dx * 175, y + dy * 100), (nx - dx * 175, ny - dy * 100), color=TERRACOTTA)
    for i, (x, y, label) in enumerate(stops):
        c.card(x - 165, y - 90, 330, 180, label, i, 34)
    c.text(600, 350, "Con la comunidad,\nde principio a fin", 36, color=AGAVE, bold=True)


EVALUATION: list[Callable[[Canvas], None]] = [
    portada,
    ciclo,
    aula,
    peldanos,
    matriz,
    registro,
    portafolio,
    retroalimentacion,
    pares,
    decisiones,
]
LANGUAGES: list[Callable[[Canvas], None]] = [lenguas, muro, voz, proyecto]


def draw(folder: str, name: str, function: Callable[[Canvas], None]) -> Path:
    """Draw one picture into the folder of its course."""
    canvas, path = Canvas(), CONTENT / folder / "images" / f"{name}.png"
    function(canvas)
    canvas.save(path)
    return path


def draw_all() -> list[Path]:
    """Draw every picture of both courses."""
    first = [draw("evaluacion-formativa", function.__name__, function) for function in EVALUATION]
    second = [draw("lengua-materna", function.__name__, function) for function in LANGUAGES]
    return [*first, *second, draw("lengua-materna", "portada", portada_lenguas)]


if __name__ == "__main__":
    for drawn in draw_all():
        sys.stdout.write(f"{drawn.relative_to(CONTENT)}  {drawn.stat().st_size // 1024} KiB\n")
