"""Prints a table of figures: ``python -m bench``, or with smaller sizes ``python -m bench --lessons 20``."""

import argparse
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.database import throw_away_database

Row = tuple[str, str, str, str]
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "performance.md"
SMALL = 1_000
FEW, MANY = 200, 20_000


def main() -> None:
    arguments = _arguments()
    with throw_away_database():
        from django.db import connection

        vendor = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}[connection.vendor]
        for name, measure in PARTS.items():
            if arguments.only in (None, name):
                rows = list(measure(arguments))
                _print(rows)
                if arguments.write:
                    _write(f"{name}, {vendor}", rows)


def _print(rows: list[Row]) -> None:
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())  # noqa: T201


def _write(section: str, rows: list[Row]) -> None:
    """Replace what stands between the marks of a section of the document."""
    start, end = f"<!-- measured: {section} -->", "<!-- end -->"
    text = DOCUMENT.read_text()
    before, rest = text.split(start, 1)
    head, *body = rows
    table = "\n".join(f"| {' | '.join(row)} |" for row in (head, ("---",) * 4, *body))
    DOCUMENT.write_text(f"{before}{start}\n{table}\n{rest[rest.index(end) :]}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--lessons", type=int, default=100, help="lessons of the course that is published")
    parser.add_argument("--blocks", type=int, default=40, help="blocks of the lesson whose editor is opened")
    parser.add_argument("--questions", type=int, default=5000, help="questions that are imported")
    parser.add_argument("--lessons-searched", type=int, default=5000, help="lessons that the search looks into")
    parser.add_argument("--teachers", type=int, default=130_000, help="teachers of the large population, 1000 at least")
    parser.add_argument("--minutes", type=float, default=2.0, help="how long the crowd studies")
    parser.add_argument("--only", choices=["authoring", "pages", "search", "study"], help="measure one part")
    parser.add_argument("--write", action="store_true", help="put the figures into docs/performance.md")
    found: argparse.Namespace = parser.parse_args()
    return found


def _authoring(arguments: argparse.Namespace) -> Iterator[Row]:
    yield "what", "measured", "statements", "at most"
    yield from _publishing(arguments.lessons)
    yield from _editing(arguments.blocks)
    yield from _importing(arguments.questions)
    yield from _translating(arguments.lessons)


def _searching(arguments: argparse.Namespace) -> Iterator[Row]:
    from bench.searching import LANGUAGES, search_many

    found = search_many(lessons=arguments.lessons_searched)
    yield "what", "p50", "p95", "p95 at most"
    sizes = f"{arguments.lessons_searched:,} lessons in {len(LANGUAGES)} languages, {found.entries:,} texts"
    name = f"the catalogue's page of a search over {sizes}"
    yield (
        name,
        f"{1000 * found.p50:.0f} ms",
        f"{1000 * found.p95:.0f} ms (slowest {1000 * found.slowest:.0f})",
        "150 ms",
    )


def _pages(_arguments: argparse.Namespace) -> Iterator[Row]:
    from bench.lists import count_statements

    found = count_statements(few=FEW, many=MANY)
    unequal = [one for one in found if one.few != one.many]
    yield "what", "measured", "statements", "at most"
    most = str(max(one.few for one in found))
    yield f"pages with as many statements at {MANY:,} as at {FEW} teachers", f"{len(found) - len(unequal)}", most, "all"
    for one in unequal:
        yield one.name, f"{one.few} at {FEW}", str(one.many), str(one.few)


def _studying(arguments: argparse.Namespace) -> Iterator[Row]:
    from bench.studying import rows, study

    yield "what", "measured", "of the empty view", "at least, or at most"
    yield from rows(study(small=SMALL, large=arguments.teachers, minutes=arguments.minutes))


def _publishing(lessons: int) -> Iterator[Row]:
    from bench.publishing import publish_long_course

    for one in publish_long_course(lessons=lessons, questions=4):
        name = f"publish {lessons} lessons, {4 * lessons} questions: {one.name}"
        yield (
            name,
            f"{one.job.seconds:.2f} s as a job, {one.operation.seconds:.2f} s in it",
            f"{one.operation.statements} (job {one.job.statements})",
            f"5 s, {40 + one.changed} statements",
        )


def _editing(blocks: int) -> Iterator[Row]:
    from bench.editing import compare_editors

    found = compare_editors(blocks=blocks)
    yield (
        f"open the editor of {blocks} blocks against a plain page",
        f"× {found.ratio:.2f} (median {found.ours:.3f} s, {found.plain:.3f} s; pairs {found.least:.2f}–"
        f"{found.greatest:.2f})",
        f"{found.statements} (plain {found.plain_statements})",
        "× 1.5",
    )


def _importing(questions: int) -> Iterator[Row]:
    from bench.importing import import_many

    found = import_many(number=questions)
    yield f"import {questions} questions", f"{found.seconds:.1f} s", str(found.statements), "30 s"


def _translating(lessons: int) -> Iterator[Row]:
    from bench.translating import check_ever_more

    found = check_ever_more(lessons=lessons, questions=4)
    for one in found:
        yield (
            f"which of {one.texts:,} translations are out of date: {one.changed}",
            f"{one.seconds:.2f} s, × {one.seconds / found[0].seconds:.2f} ({one.compiling:.2f} s to publish by)",
            str(one.statements),
            "linear in what changed",
        )


PARTS: dict[str, Callable[[argparse.Namespace], Iterator[Row]]] = {
    "authoring": _authoring,
    "pages": _pages,
    "search": _searching,
    "study": _studying,
}

if __name__ == "__main__":
    main()
