"""Which questions of a file are new to a bank, and writing those: a few queries for each five hundred."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any

from accounts.models import User
from cms.questions.contents import keep_identifiers
from cms.questions.formats import Code, ImportedQuestion, Note, Parsed, Refusal
from cms.questions.formats.markup import text_of
from cms.questions.models import BankQuestion, QuestionBank
from cms.questions.preparing import Prepared, blocks, prepare
from cms.questions.reports import NEW, REFUSED, UNCHANGED, UPDATED, Report, Row

AT_ONCE = 500
Entry = Prepared | Refusal


def prepared_of(entries: Iterable[ImportedQuestion | Refusal]) -> Iterator[Entry]:
    """Every entry of a file with our own rules asked: the long part of an import, and one without a query."""
    for entry in entries:
        yield prepare(entry) if isinstance(entry, ImportedQuestion) else entry


@dataclass(frozen=True)
class Known:
    """What an import needs to know of a question that the bank has."""

    pk: int
    name: str
    tags: str
    digest: str
    imported_digest: str


@dataclass
class Plan:
    """What is to be written, and what is told about every entry."""

    report: Report
    new: list[Prepared] = field(default_factory=list)
    updates: "dict[int, tuple[Prepared, Row]]" = field(default_factory=dict)
    changed: list[BankQuestion] = field(default_factory=list)


class Planner:
    """Compares a file with a bank; every question of the bank was read once, without its content."""

    def __init__(self, bank: QuestionBank) -> None:
        self.bank = bank
        self.by_id: dict[str, Known] = {}
        self.by_digest: set[str] = set()
        columns = ("pk", "name", "tag_lines", "digest", "imported_digest", "uid", "source_id")
        for *known, uid, source_id in bank.questions.order_by("pk").values_list(*columns):
            row = Known(*known)
            self.by_id[str(uid)] = row
            if source_id:
                self.by_id[source_id] = row
            self.by_digest |= {row.digest, row.imported_digest}
        self.seen_ids: dict[str, int] = {}
        self.seen_digests: dict[str, int] = {}

    def plan(self, parsed: Parsed, entries: Iterable[Entry], *, dry_run: bool) -> Plan:
        plan = Plan(Report(parsed.format, dry_run, notes=[asdict(note) for note in parsed.notes]))
        for entry in entries:
            plan.report.rows.append(self._refused(entry) if isinstance(entry, Refusal) else self._place(entry, plan))
        plan.changed = list(_changed(self.bank, plan.updates))
        return plan

    def _refused(self, entry: Refusal) -> Row:
        notes, problems = [asdict(note) for note in entry.notes], [asdict(entry.reason)]
        return Row(**asdict(entry.place), name=entry.name, action=REFUSED, notes=notes, problems=problems)

    def _place(self, entry: Prepared, plan: Plan) -> Row:
        """The entry's row, and the entry itself where it belongs in the plan."""
        row = _row(entry)
        if entry.problems:
            row.problems = entry.problems
            return row
        question = entry.question
        if first := self.seen_ids.get(question.source_id):
            row.problems = [asdict(Note(Code.DUPLICATE_ID, {"id": question.source_id, "number": str(first)}))]
            return row
        known = self.by_id.get(question.source_id) if question.source_id else None
        if known is not None:
            row.action = UNCHANGED if _says_the_same(entry, known) else UPDATED
        else:
            row.action = self._new_or_not(entry, row)
        self._remember(entry)
        if row.action == NEW:
            plan.new.append(entry)
        elif row.action == UPDATED and known is not None:
            plan.updates[known.pk] = (entry, row)
        return row

    def _new_or_not(self, entry: Prepared, row: Row) -> str:
        """By what it says: a question without an identifier, or whose identifier the bank has not met."""
        if first := self.seen_digests.get(entry.digest):
            row.notes.append(asdict(Note(Code.REPEATED, {"number": str(first)})))
            return UNCHANGED
        is_known = {entry.digest, entry.full_digest} & self.by_digest
        return UNCHANGED if is_known and not entry.question.source_id else NEW

    def _remember(self, entry: Prepared) -> None:
        number = entry.question.place.number
        if entry.question.source_id:
            self.seen_ids[entry.question.source_id] = number
        self.seen_digests.setdefault(entry.digest, number)


def _row(entry: Prepared) -> Row:
    question = entry.question
    shown = entry.name or _first_words(entry)
    return Row(**asdict(question.place), name=shown, kind=question.kind, notes=[asdict(note) for note in entry.notes])


def _first_words(entry: Prepared) -> str:
    return text_of(str(entry.question.value.get("prompt") or entry.question.value.get("text") or ""))[:80]


def _says_the_same(entry: Prepared, known: Known) -> bool:
    """The file says what it said when it was imported, whatever was changed here since; or what is here now."""
    if entry.full_digest == known.imported_digest:
        return True
    labels = known.tags.split("\n")[1:-1]
    return entry.digest == known.digest and (entry.name or known.name) == known.name and entry.question.tags == labels


def _changed(bank: QuestionBank, updates: dict[int, tuple[Prepared, Row]]) -> Iterator[BankQuestion]:
    """The questions of the bank as the file would have them; one that stays as it is is told so and left out."""
    keys = iter(updates)
    while some := list(islice(keys, AT_ONCE)):
        for question in bank.questions.filter(pk__in=some).order_by("pk"):
            entry, row = updates[question.pk]
            before = (question.digest, question.name, question.tag_lines)
            _change(question, entry)
            if (question.digest, question.name, question.tag_lines) == before:
                row.action = UNCHANGED
            else:
                yield question


def write(plan: Plan, *, bank: QuestionBank, actor: User | None, at: datetime) -> None:
    """Create and update; the caller holds the transaction and the bank's lock."""
    made = (_made(entry, bank, actor) for entry in plan.new)
    while chunk := list(islice(made, AT_ONCE)):
        BankQuestion.objects.bulk_create(chunk)
    for question in plan.changed:
        question.updated_at = at
    columns = ["body", "name", "kind", "prompt_text", "tag_lines", "skill_lines", "digest", "imported_digest",
               "updated_at"]  # fmt: skip
    BankQuestion.objects.bulk_update(plan.changed, columns, batch_size=AT_ONCE)


def _made(entry: Prepared, bank: QuestionBank, actor: User | None) -> BankQuestion:
    question = BankQuestion(
        bank=bank, name=entry.name, source_id=entry.question.source_id, imported_digest=entry.full_digest,
        created_by=actor,
    )  # fmt: skip
    question.body = [(f"question_{entry.question.kind}", entry.value)]
    question.tags = entry.question.tags
    question.settle()
    return question


def _change(question: BankQuestion, entry: Prepared) -> None:
    question.body = [(f"question_{entry.question.kind}", _merged(question, entry))]
    question.name = entry.name or question.name
    question.tags = entry.question.tags
    question.imported_digest = entry.full_digest
    question.settle()


def _merged(row: BankQuestion, entry: Prepared) -> Any:
    """What the file says over what is here; what no file can say (skills, credit, rubric …) stays, identifiers too."""
    kind = entry.question.kind
    if row.kind != kind:
        return entry.value
    block = blocks().child_blocks[f"question_{kind}"]
    old, new = row.body.get_prep_value()[0]["value"], block.get_prep_value(entry.value)
    stated = {name: part for name, part in new.items() if name in entry.question.value}
    return block.to_python(keep_identifiers({**old, **stated}, old))
