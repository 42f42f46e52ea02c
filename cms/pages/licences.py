"""Licences of courses and their blocks, and which of them may stand together. Pure.

Sources, read in November 2026:

- Names, addresses and conditions: https://creativecommons.org/share-your-work/cclicenses/ and SPDX's list.
- What an adapted work may be offered under: https://creativecommons.org/faq/, "If I derive or adapt material offered
  under a Creative Commons license, which CC license(s) can I use?": the new work carries at least the conditions of
  what it contains, ShareAlike asks for the same licence or a later version of it, NoDerivatives allows no adaptation
  but does allow the unmodified work within a collection. Legal code: BY-SA 4.0 §3(b), BY-SA 3.0 §4(b), BY-ND 4.0 §2(a).
- Terms of free use of the Mexican government's open data: https://datos.gob.mx/libreusomx (copying, adapting and
  commercial use allowed, the source cited).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Place = TypeVar("Place")


class Condition(StrEnum):
    """What a licence asks of whoever uses the work."""

    ATTRIBUTION = "attribution"
    NON_COMMERCIAL = "non-commercial"
    SHARE_ALIKE = "share-alike"
    NO_DERIVATIVES = "no-derivatives"
    PERMISSION = "permission"  # all rights reserved: nothing is allowed that was not permitted in writing


@dataclass(frozen=True)
class Licence:
    """``family`` and ``version`` tell which later licence a share-alike work may move to."""

    id: str
    name: str
    label: str
    address: str
    conditions: frozenset[Condition]
    family: str = ""
    version: tuple[int, int] = (0, 0)
    for_courses: bool = False

    @property
    def permits_adapting(self) -> bool:
        return not self.conditions & {Condition.NO_DERIVATIVES, Condition.PERMISSION}

    @property
    def permits_commerce(self) -> bool:
        return not self.conditions & {Condition.NON_COMMERCIAL, Condition.PERMISSION}

    @property
    def shares_alike(self) -> bool:
        return Condition.SHARE_ALIKE in self.conditions


_OF_ELEMENT = {
    "BY": Condition.ATTRIBUTION,
    "NC": Condition.NON_COMMERCIAL,
    "SA": Condition.SHARE_ALIKE,
    "ND": Condition.NO_DERIVATIVES,
}
_WORDS = {"BY": "Atribución", "NC": "NoComercial", "SA": "CompartirIgual", "ND": "SinDerivadas"}


def _creative_commons(family: str, version: str = "4.0", *, for_courses: bool = False) -> Licence:
    elements = family.split("-")
    major, minor = version.split(".")
    place = "Internacional" if version == "4.0" else "No portada"
    return Licence(
        id=f"CC-{family}-{version}",
        name=f"CC {family} {version}",
        label=f"{'-'.join(_WORDS[element] for element in elements)} {version} {place}",
        address=f"https://creativecommons.org/licenses/{family.lower()}/{version}/deed.es",
        conditions=frozenset(_OF_ELEMENT[element] for element in elements),
        family=family,
        version=(int(major), int(minor)),
        for_courses=for_courses,
    )


RESERVED = "all-rights-reserved"
_ALL = (
    _creative_commons("BY", for_courses=True),
    _creative_commons("BY-SA", for_courses=True),
    _creative_commons("BY-NC", for_courses=True),
    _creative_commons("BY-NC-SA", for_courses=True),
    Licence(
        "CC0-1.0", "CC0 1.0", "Renuncia a los derechos: dominio público",
        "https://creativecommons.org/publicdomain/zero/1.0/deed.es", frozenset(), for_courses=True,
    ),
    Licence(
        "CC-PDM-1.0", "Dominio público", "Libre de derechos de autor conocidos",
        "https://creativecommons.org/publicdomain/mark/1.0/deed.es", frozenset(),
    ),
    Licence(
        "LIBRE-USO-MX", "Libre Uso MX", "Datos abiertos del Gobierno de México, citando la fuente",
        "https://datos.gob.mx/libreusomx", frozenset({Condition.ATTRIBUTION}),
    ),
    _creative_commons("BY-SA", "3.0"),
    _creative_commons("BY-ND"),
    _creative_commons("BY-NC-ND"),
    Licence(
        RESERVED, "Todos los derechos reservados", "Solo con permiso escrito de quien los tiene", "",
        frozenset({Condition.ATTRIBUTION, Condition.PERMISSION}),
    ),
)  # fmt: skip
LICENCES = {licence.id: licence for licence in _ALL}


def licence_choices() -> list[tuple[str, str]]:
    """Every licence that a block may come with, by name and what it means."""
    return [(licence.id, f"{licence.name} · {licence.label}") for licence in _ALL]


def course_licence_choices() -> list[tuple[str, str]]:
    """Licences under which a whole course may be offered: all let others adapt and translate it."""
    return [(licence.id, f"{licence.name} · {licence.label}") for licence in _ALL if licence.for_courses]


@dataclass(frozen=True)
class Use(Generic[Place]):
    """Something under a licence that a course contains; ``unaltered``: quoted as it was, not made part of the text."""

    place: Place
    licence: str
    unaltered: bool = False
    permission: bool = False


class Reason(StrEnum):
    """Why a course may not contain something."""

    UNKNOWN = "unknown"
    NON_COMMERCIAL = "non-commercial"
    SHARE_ALIKE = "share-alike"
    NO_DERIVATIVES = "no-derivatives"
    ATTRIBUTION = "attribution"
    PERMISSION = "permission"


@dataclass(frozen=True)
class Conflict(Generic[Place]):
    """One use that the course's licence does not allow."""

    use: Use[Place]
    reason: Reason

    @property
    def licence_name(self) -> str:
        licence = LICENCES.get(self.use.licence)
        return licence.name if licence else self.use.licence


def incompatibilities(course_licence: str, uses: Iterable[Use[Place]]) -> list[Conflict[Place]]:
    """Every use that may not stand in a course under this licence, with the reason, in the order given."""
    course = LICENCES[course_licence]
    return [Conflict(use, reason) for use in uses if (reason := _reason(course, use)) is not None]


def compatible_licences(uses: Iterable[Use[Place]]) -> list[Licence]:
    """The licences under which a course that contains all this may be offered; the freest first."""
    contained = list(uses)
    offered = [licence for licence in _ALL if licence.for_courses]
    fitting = [licence for licence in offered if not incompatibilities(licence.id, contained)]
    return sorted(fitting, key=lambda licence: len(licence.conditions))


def _reason(course: Licence, use: Use[Place]) -> Reason | None:
    licence = LICENCES.get(use.licence)
    if licence is None:
        return Reason.UNKNOWN
    if Condition.PERMISSION in licence.conditions and not use.permission:
        return Reason.PERMISSION
    if Condition.NON_COMMERCIAL in licence.conditions - course.conditions:
        return Reason.NON_COMMERCIAL
    # What is quoted unaltered stands in the course as in a collection, under its own licence.
    return None if use.unaltered else _reason_against_adapting(course, licence)


def _reason_against_adapting(course: Licence, licence: Licence) -> Reason | None:
    if not licence.permits_adapting:
        return Reason.NO_DERIVATIVES
    if licence.shares_alike and not (course.family == licence.family and course.version >= licence.version):
        return Reason.SHARE_ALIKE
    if Condition.ATTRIBUTION in licence.conditions - course.conditions:
        return Reason.ATTRIBUTION
    return None
