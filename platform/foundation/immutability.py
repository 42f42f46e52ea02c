"""A migration operation that makes the database refuse changes to columns that must never change."""

from typing import Any

from django.db.migrations.operations.base import Operation


class ForbidUpdate(Operation):
    """Create a trigger on ``table`` that refuses an UPDATE changing any of ``columns``, on SQLite and PostgreSQL.

    ``when`` is an optional SQL condition over OLD, e.g. ``"OLD.signed_at IS NOT NULL"``.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(self, *, table: str, columns: list[str], when: str = "") -> None:
        self.table, self.columns, self.when = table, columns, when

    def state_forwards(self, app_label: str, state: Any) -> None:
        """A trigger is no part of Django's model state."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        statements = self._postgresql() if schema_editor.connection.vendor == "postgresql" else [self._sqlite()]
        for statement in statements:
            schema_editor.execute(statement)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
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

    def _sqlite(self) -> str:
        changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in self.columns)
        return (
            f"CREATE TRIGGER {self._name} BEFORE UPDATE ON {self.table} WHEN {self._condition} AND ({changed})"
            f" BEGIN SELECT RAISE(ABORT, '{self.table} is frozen'); END"
        )

    def _postgresql(self) -> list[str]:
        changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in self.columns)
        return [
            f"CREATE OR REPLACE FUNCTION {self._name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
            f" RAISE EXCEPTION '{self.table} is frozen' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            f"CREATE TRIGGER {self._name} BEFORE UPDATE ON {self.table} FOR EACH ROW"
            f" WHEN ({self._condition} AND ({changed})) EXECUTE FUNCTION {self._name}()",
        ]
