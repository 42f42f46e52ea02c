"""How each database looks words up: PostgreSQL in tsvectors, SQLite in an FTS5 table. Both find the same."""

from collections.abc import Sequence

from django.db import connection
from django.db.models.expressions import RawSQL

from courses.finding.words import Wanted

TABLE = "finding_words"  # made by the first migration


def store_words(rows: Sequence[tuple[int, str, str, str]]) -> None:
    """Put (entry, exact, strict, loose) into the table, many at once."""
    if connection.vendor == "postgresql":
        values = "%s, array_to_tsvector(string_to_array(%s, ' ')), array_to_tsvector(string_to_array(%s, ' ')), "
        values += "array_to_tsvector(string_to_array(%s, ' '))"
        statement = f"INSERT INTO {TABLE} (entry_id, exact, strict, loose) VALUES ({values})"  # noqa: S608 (our names)
    else:
        statement = f"INSERT INTO {TABLE} (rowid, exact, strict, loose) VALUES (%s, %s, %s, %s)"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def entries_with(wanted: Sequence[Wanted], column: str) -> RawSQL:
    """Keys of the entries that have every wanted word in a column."""
    if connection.vendor == "postgresql":
        query = " & ".join(f"({_any(one, column, mark=':*')})" for one in wanted)
        return RawSQL(f"SELECT entry_id FROM {TABLE} WHERE {column} @@ %s::tsquery", [query])  # noqa: S608, S611 (tokens only)
    query = f"{{{column}}} : (" + " AND ".join(f"({_any(one, column, mark='*')})" for one in wanted) + ")"
    return RawSQL(f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s", [query])  # noqa: S608, S611 (tokens only)


def _any(one: Wanted, column: str, *, mark: str) -> str:
    """One word as both databases write it: its tokens are letters and digits."""
    tokens = one.loose if column == "loose" else (getattr(one, column),)
    either = " | " if mark == ":*" else " OR "
    quoted = [f"'{token}'" if mark == ":*" else f'"{token}"' for token in tokens]
    return either.join(f"{token}{mark}" if one.begins else token for token in quoted)
