"""Prints a table of figures: ``python -m bench``, or with smaller sizes ``python -m bench --lessons 20``."""

import argparse
from collections.abc import Iterator

from bench.database import throw_away_database

Row = tuple[str, str, str, str]


def main() -> None:
    arguments = _arguments()
    with throw_away_database():
        rows = list(_rows(arguments))
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())  # noqa: T201


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--lessons", type=int, default=100, help="lessons of the course that is published")
    parser.add_argument("--blocks", type=int, default=40, help="blocks of the lesson whose editor is opened")
    parser.add_argument("--questions", type=int, default=5000, help="questions that are imported")
    found: argparse.Namespace = parser.parse_args()
    return found


def _rows(arguments: argparse.Namespace) -> Iterator[Row]:
    yield "what", "measured", "statements", "at most"
    yield from _publishing(arguments.lessons)
    yield from _editing(arguments.blocks)
    yield from _importing(arguments.questions)


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


if __name__ == "__main__":
    main()
