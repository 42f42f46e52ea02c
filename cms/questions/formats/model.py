"""What a file of questions becomes before any rule of ours is asked."""

from dataclasses import dataclass, field
from typing import Any

from cms.questions.formats.notes import Code, Note, note

MOST_BYTES = 20 * 1024 * 1024
MOST_QUESTIONS = 20_000


@dataclass(frozen=True)
class Place:
    """Where in the file a question stands: its number, its line, and in a package its file."""

    number: int
    line: int = 0
    file: str = ""


@dataclass
class ImportedQuestion:
    """A question of one of our kinds; ``value`` is what its block stores, with plain lists and no identifiers."""

    kind: str
    value: dict[str, Any]
    name: str = ""
    tags: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    place: Place = field(default_factory=lambda: Place(0))
    source_id: str = ""


@dataclass
class Refusal:
    """A question of the file that cannot be one of ours, and why."""

    reason: Note
    name: str = ""
    place: Place = field(default_factory=lambda: Place(0))
    notes: list[Note] = field(default_factory=list)


@dataclass
class Parsed:
    """Everything a file holds, in its order."""

    format: str
    entries: list[ImportedQuestion | Refusal] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


@dataclass
class Told:
    """What writing one question left out; or, if it was not written, why."""

    question: ImportedQuestion
    is_written: bool
    notes: list[Note]


@dataclass
class Written:
    """A file of questions, and what it does not hold."""

    content: str
    told: list[Told] = field(default_factory=list)


class FileRefused(Exception):
    """The file as a whole cannot be read; ``reason`` says why."""

    def __init__(self, code: Code, **data: object) -> None:
        self.reason = note(code, **data)
        super().__init__(f"{self.reason.code}: {self.reason.data}")


class QuestionRefused(Exception):
    """Raised while one question is read, and turned into its ``Refusal``."""

    def __init__(self, code: Code, **data: object) -> None:
        self.reason = note(code, **data)
        super().__init__(str(self.reason))
