"""How each database looks words up: PostgreSQL in tsvectors, SQLite in an FTS5 table. Both find the same."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.db import connection

from courses.finding.words import Wanted


def store_words(rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Put (entry, exact, strict, loose) into the table, many at once."""
    if connection.vendor == "postgresql":
        values = "%s, array_to_tsvector(string_to_array(%s, ' ')), array_to_tsvector(string_to_array(%s, ' ')), "
        values += "array_to_tsvector(string_to_array(%s, ' '))"
        statement = f"INSERT INTO finding_words (entry_id, exact, strict, loose) VALUES ({values})"  # noqa: S608
    else:
        statement = "INSERT INTO finding_words (rowid, exact, strict, loose) VALUES (%s, %s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


class Answer(NamedTuple):
    """A course or one of its lessons, by its best entry; ``tier`` 0 typed so, 1 the same sounds, 2 similar."""

    edition: int
    is_lesson: bool
    tier: int
    entry: int


def answers_to(wanted: Sequence[Sequence[Wanted]]) -> Iterator[Answer]:
    """What has all the words of one of the groups, in listed courses, the best first; one statement."""
    groups = [words for words in wanted if words]
    if not groups:
        return
    postgresql = connection.vendor == "postgresql"
    write = _tsquery if postgresql else _fts5
    with connection.cursor() as cursor:
        queries = [write(groups, column) for column in _COLUMNS]
        cursor.execute(_POSTGRESQL if postgresql else _SQLITE, queries)
        for edition, lessons, best in cursor.fetchall():
            yield Answer(edition, bool(lessons), *divmod(best, _TIER))


_TIER = 10**12  # more than there will be entries: the least of tier and key together is the best
# Sub-selects, so that each is answered by its index; the functions were made by the first migration.
_STATEMENT = """
    SELECT e.edition_id, COUNT(e.lesson_uid), MIN(e.id +
        {tier} * CASE WHEN e.id IN ({exact}) THEN 0 WHEN e.id IN ({strict}) THEN 1 ELSE 2 END) AS best
    FROM finding_entry e JOIN editions_course c ON c.uid = e.course_id AND c.is_listed
    WHERE e.id IN ({loose}) GROUP BY e.edition_id, e.lesson_uid ORDER BY best"""
_COLUMNS = ("exact", "strict", "loose")
_POSTGRESQL = _STATEMENT.format(tier=_TIER, **{column: f"SELECT finding_{column}(%s)" for column in _COLUMNS})
_MATCH = "SELECT rowid FROM finding_words WHERE finding_words MATCH %s"
_SQLITE = _STATEMENT.format(tier=_TIER, **dict.fromkeys(_COLUMNS, _MATCH))


def _tsquery(groups: Iterable[Sequence[Wanted]], column: str) -> str:
    alternatives = (" & ".join(f"({_any(one, column, ' | ', ':*')})" for one in words) for words in groups)
    return " | ".join(f"({words})" for words in alternatives)


def _fts5(groups: Iterable[Sequence[Wanted]], column: str) -> str:
    alternatives = (" AND ".join(f"({_any(one, column, ' OR ', '*')})" for one in words) for words in groups)
    return f"{{{column}}} : ({' OR '.join(f'({words})' for words in alternatives)})"


def _any(one: Wanted, column: str, either: str, beginning: str) -> str:
    """One word; its tokens are letters and digits, so that there is nothing to quote."""
    tokens = one.loose if column == "loose" else (getattr(one, column),)
    return either.join(f"{token}{beginning}" if one.begins else token for token in tokens)
