"""ForbidUpdate on the database that runs, SQLite or PostgreSQL."""

import pytest
from django.db import DatabaseError, connection, transaction

from foundation.immutability import ForbidUpdate

pytestmark = pytest.mark.django_db


class Table:
    """A table of its own, gone with the transaction."""

    def __init__(self, when: str = "") -> None:
        self.operation = ForbidUpdate(table="frozen_things", columns=["word", "number"], when=when)
        self.run("CREATE TABLE frozen_things (word text, number integer, note text)")
        self.run("INSERT INTO frozen_things VALUES ('a', NULL, 'x')")
        self.operation.database_forwards("tests", Editor(), None, None)

    def run(self, statement: str) -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


class Editor:
    """What the operation needs of a schema editor."""

    connection = connection

    def execute(self, statement: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize("change", ["word = 'b'", "number = 1", "word = NULL"])
def test_refuses_a_change_of_a_frozen_column(change: str) -> None:
    table = Table()
    with pytest.raises(DatabaseError, match="frozen_things is frozen"):
        table.run(f"UPDATE frozen_things SET {change}")


@pytest.mark.parametrize("change", ["note = 'y'", "word = word, note = 'z'", "word = 'a'"])
def test_lets_everything_else_pass(change: str) -> None:
    Table().run(f"UPDATE frozen_things SET {change}")


def test_freezes_only_under_its_condition() -> None:
    table = Table(when="OLD.note = 'signed'")
    table.run("UPDATE frozen_things SET word = 'b', note = 'signed'")
    with pytest.raises(DatabaseError):
        table.run("UPDATE frozen_things SET word = 'c'")


def test_can_be_undone() -> None:
    table = Table()
    table.operation.database_backwards("tests", Editor(), None, None)
    table.run("UPDATE frozen_things SET word = 'b'")
