"""What an import did, or would do, question by question. Pure data, kept as JSON and read by people and programs."""

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any

NEW, UPDATED, UNCHANGED, REFUSED = "new", "updated", "unchanged", "refused"
ACTIONS = (NEW, UPDATED, UNCHANGED, REFUSED)


@dataclass
class Row:
    """One question of the file.

    ``notes`` say what was changed or could not be kept, ``problems`` why it stays out: each a code with details, or
    the words of one of our own rules with the field it is about.
    """

    number: int
    line: int = 0
    file: str = ""
    name: str = ""
    kind: str = ""
    action: str = REFUSED
    notes: list[dict[str, Any]] = field(default_factory=list)
    problems: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class Report:
    """A whole file."""

    format: str = ""
    dry_run: bool = True
    rows: list[Row] = field(default_factory=list)
    notes: list[dict[str, Any]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        counted = Counter(row.action for row in self.rows)
        return {action: counted[action] for action in ACTIONS}

    @property
    def is_clean(self) -> bool:
        """Whether every question came in."""
        return not self.counts[REFUSED]

    def as_json(self) -> dict[str, Any]:
        """As kept and as written out; ``from_json`` reads it."""
        return {
            "format": self.format,
            "dry_run": self.dry_run,
            "counts": self.counts,
            "notes": self.notes,
            "questions": [asdict(row) for row in self.rows],
        }


def from_json(data: dict[str, Any]) -> Report:
    """The report as it was."""
    rows = [Row(**row) for row in data.get("questions", [])]
    return Report(data.get("format", ""), data.get("dry_run", True), rows, data.get("notes", []))
