"""Who made a course, read from its document: one entry for each maker and licence, with what they made. Pure.

Nothing is stored: credits stand once, in the course and in its blocks, and are gathered whenever they are shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Credited:
    """A block that somebody is credited for; ``lesson`` is its number, as in "2.3"."""

    lesson: str
    lesson_uid: str
    block_uid: str
    kind: str
    source: str = ""
    unaltered: bool = False
    permission: str = ""


@dataclass(frozen=True)
class Entry:
    """What one maker did under one licence. ``of_course``: credited for the course as a whole, too."""

    person: str
    organisation: str
    licence: str
    roles: tuple[str, ...]
    blocks: tuple[Credited, ...]
    of_course: bool

    @property
    def lessons(self) -> list[str]:
        """The numbers of the lessons with something of theirs, each once."""
        return list(dict.fromkeys(block.lesson for block in self.blocks))

    @property
    def sources(self) -> list[str]:
        """Where the originals are, each once."""
        return list(
            dict.fromkeys(block.source for block in self.blocks if block.source.startswith(("https://", "http://")))
        )

    @property
    def permissions(self) -> list[str]:
        """Who allowed what is used by permission, each once."""
        return list(dict.fromkeys(block.permission for block in self.blocks if block.permission))


def colophon(document: Document) -> list[Entry]:
    """Every credit of a course and of its blocks; credits to the same maker under the same licence are one entry.

    Those of the whole course come first, then the others in the order in which a reader meets them.
    """
    course_licence = str(document["course"].get("licence") or "")
    gathered: dict[tuple[str, str, str], list[tuple[Mapping[str, Any], Credited | None]]] = {}
    for credit, block in _credits(document):
        licence = str(credit.get("licence") or course_licence)
        key = (_folded(credit.get("person")), _folded(_organisation(credit)), licence)
        gathered.setdefault(key, []).append((credit, block))
    return [_entry(licence, given) for (_person, _name, licence), given in gathered.items()]


def _credits(document: Document) -> Iterator[tuple[Mapping[str, Any], Credited | None]]:
    for credit in document["course"].get("credits") or []:
        yield credit, None
    for module_number, module in enumerate(document["modules"], start=1):
        for lesson_number, lesson in enumerate(module["lessons"], start=1):
            yield from _credits_of(lesson, f"{module_number}.{lesson_number}")


def _credits_of(lesson: Mapping[str, Any], number: str) -> Iterator[tuple[Mapping[str, Any], Credited]]:
    for block in lesson["blocks"]:
        if credit := block.get("credit"):
            yield (
                credit,
                Credited(
                    number,
                    lesson["uid"],
                    block["uid"],
                    block["type"],
                    source=str(credit.get("source") or ""),
                    unaltered=bool(credit.get("unaltered")),
                    permission=str(credit.get("permission") or ""),
                ),
            )


def _entry(licence: str, given: list[tuple[Mapping[str, Any], Credited | None]]) -> Entry:
    first = given[0][0]
    roles = dict.fromkeys(str(credit["role"]) for credit, _block in given if credit.get("role"))
    return Entry(
        person=str(first.get("person") or ""),
        organisation=_organisation(first),
        licence=licence,
        roles=tuple(roles),
        blocks=tuple(block for _credit, block in given if block is not None),
        of_course=any(block is None for _credit, block in given),
    )


def _organisation(credit: Mapping[str, Any]) -> str:
    return str(credit.get("organisation_name") or credit.get("organisation") or "")


def _folded(name: Any) -> str:
    """Names that differ in case or spaces only are the same."""
    return " ".join(str(name or "").split()).casefold()
