"""A migration operation that makes the database refuse changes to columns that must never change."""

from typing import Any

from django.db.migrations.operations.base import Operation


class ForbidUpdate(Operation):
    """Create a trigger on ``table`` that refuses an UPDATE changing any of ``columns``, on SQLite and PostgreSQL.

    ``when`` is an optional SQL condition over OLD, e.g. ``"OLD.signed_at IS NOT NULL"``. A table has one such trigger:
    a later operation takes the place of the former one, whose columns it names in ``formerly`` for the way back.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *, table: str, columns: list[str], when: str = "", formerly: list[str] | None = None) -> None:
        self.table, self.columns, self.when, self.formerly = table, columns, when, formerly

    def state_forwards(self, app_label: str, state: Any) -> None:
        """A trigger is no part of Django's model state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._drop(schema_editor)
        self._create(schema_editor, self.columns)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        self._drop(schema_editor)
        if self.formerly:
            self._create(schema_editor, self.formerly)

    def _create(self, schema_editor: Any, columns: list[str]) -> None:
        on_postgresql = schema_editor.connection.vendor == "postgresql"
        for statement in self._postgresql(columns) if on_postgresql else [self._sqlite(columns)]:
            schema_editor.execute(statement)

    def _drop(self, schema_editor: Any) -> None:
        on_table = f" ON {self.table}" if schema_editor.connection.vendor == "postgresql" else ""
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {self._name}{on_table}")

    def describe(self) -> str:
        return f"Forbid updates of {', '.join(self.columns)} in {self.table}"

    @property
    def _name(self) -> str:
        return f"{self.table}_frozen"

    @property
    def _condition(self) -> str:
        return f"({self.when})" if self.when else "(1 = 1)"

    def _sqlite(self, columns: list[str]) -> str:
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in columns)
        return (
            f"CREATE TRIGGER {self._name} BEFORE UPDATE ON {self.table} WHEN {self._condition} AND ({changed})"
            f" BEGIN SELECT RAISE(ABORT, '{self.table} is frozen'); END"
        )

    def _postgresql(self, columns: list[str]) -> list[str]:
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
        return [
            f"CREATE OR REPLACE FUNCTION {self._name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{self.table} is frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {self._name} BEFORE UPDATE ON {self.table} FOR EACH ROW"
            f" WHEN ({self._condition} AND ({changed})) EXECUTE FUNCTION {self._name}()",
        ]
