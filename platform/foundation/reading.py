"""How somebody reads and writes: size, spacing, contrast, typeface, data, keys, letters.

One small cookie carries it, so that the server draws each page right from the start: ``size-large_data-low``. What is
not in it is as everybody has it.

    reading_of(request).size          # "large"
    saves_data(request)               # by choice, or because the browser asks for it (Save-Data)

Whoever has an account and comes from another device finds the same choices there:
``accounts.operations.keep_reading``.
"""

from dataclasses import asdict, dataclass, fields
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from config.languages import LANGUAGES, SPANISH

COOKIE = "reading"
SESSION_KEY = "reading"
YEAR = 60 * 60 * 24 * 365
# The first of each is what everybody has who never chose.
OPTIONS: dict[str, tuple[str, ...]] = {
    "size": ("normal", "large", "larger", "largest"),
    "spacing": ("normal", "wide"),
    "contrast": ("normal", "high"),
    "font": ("platform", "system"),
    "data": ("auto", "low", "full"),
    "keys": ("off", "on"),
    "letters": ("off", *(code for code, _name in LANGUAGES if code != SPANISH)),
}


@dataclass(frozen=True)
class Reading:
    """The choices of one reader."""

    size: str = "normal"
    spacing: str = "normal"
    contrast: str = "normal"
    font: str = "platform"
    data: str = "auto"
    keys: str = "off"
    letters: str = "off"

    @classmethod
    def parse(cls, text: str) -> "Reading":
        """The choices that a text carries; what is not known in it says nothing."""
        pairs = dict(part.split("-", 1) for part in text[:200].split("_") if "-" in part)
        return cls(**{name: value for name, value in pairs.items() if value in OPTIONS.get(name, ())})

    def __str__(self) -> str:
        return "_".join(f"{name}-{value}" for name, value in asdict(self).items() if value != OPTIONS[name][0])

    @property
    def shown(self) -> dict[str, str]:
        """What the style sheet has to know, as attributes of the page: only where it differs from the ordinary."""
        seen = {name: getattr(self, name) for name in ("size", "spacing", "contrast", "keys")}
        return {name: value for name, value in seen.items() if value != OPTIONS[name][0]}


NAMES = tuple(field.name for field in fields(Reading))


def reading_of(request: HttpRequest) -> Reading:
    """This device's choices, else those that came with the account at sign-in."""
    text = request.COOKIES.get(COOKIE)
    if text is None and settings.SESSION_COOKIE_NAME in request.COOKIES and hasattr(request, "session"):
        text = str(request.session.get(SESSION_KEY, ""))
    return Reading.parse(text or "")


def saves_data(request: HttpRequest) -> bool:
    """Whether media wait until somebody asks for them."""
    chosen = reading_of(request).data
    return chosen == "low" or (chosen == "auto" and request.headers.get("Save-Data", "").lower() == "on")


def remember(response: Any, reading: Reading) -> None:
    """Keep the choices on the device."""
    response.set_cookie(COOKIE, str(reading), max_age=YEAR, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
