"""A migrated database in seconds: migrate once into a template, copy the template for each run and worker.

The template is keyed by a hash of every migration file, so it is made anew when one changes. A test that really
commits (``transaction=True``, ``live_server``) would leave a flushed database without the first rows that migrations
write (Wagtail's root page and locale, the first privacy notice): after such a test the template is copied again.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from tests.settings import TEST_DATABASES_DIR

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main") + f"_{os.getpid()}"


def migrations_digest() -> str:
    """A short hash of Django's version and of all migration files."""
    digest = hashlib.sha256(django.__version__.encode())
    for config in apps.get_app_configs():
        for file in sorted(Path(config.path, "migrations").glob("*.py")):
            digest.update(f"{config.label}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _point_to(name: str) -> None:
    connections["default"].close()
    if hasattr(connections["default"], "close_pool"):
        connections["default"].close_pool()
    connections.settings["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name
    settings.DATABASES["default"]["NAME"] = name


class SqliteCopies:
    """One file per worker, filled from the template through SQLite's own backup (safe under open connections)."""

    def __init__(self, folder: Path) -> None:
        self.template = folder / f"template-{migrations_digest()}.sqlite3"
        self.copy = folder / f"copy-{WORKER}.sqlite3"

    def prepare(self) -> None:
        if not self.template.exists():
            for old in self.template.parent.glob("template-*"):
                old.unlink(missing_ok=True)
            unfinished = self.template.with_suffix(".unfinished")
            unfinished.unlink(missing_ok=True)
            _point_to(str(unfinished))
            call_command("migrate", verbosity=0)
            connections["default"].close()
            unfinished.rename(self.template)
        _point_to(str(self.copy))
        self.restore()

    def restore(self) -> None:
        connections["default"].close()
        self.copy_to(str(self.copy))

    def copy_to(self, path: str) -> None:
        """One more migrated database."""
        with (
            contextlib.closing(sqlite3.connect(self.template)) as source,
            contextlib.closing(sqlite3.connect(path, timeout=30)) as target,
        ):
            source.backup(target)

    def discard(self) -> None:
        connections["default"].close()
        for suffix in ("", "-wal", "-shm"):
            Path(f"{self.copy}{suffix}").unlink(missing_ok=True)


class PostgresqlCopies:
    """One database per worker, made by CREATE DATABASE … TEMPLATE."""

    def __init__(self) -> None:
        self.maintenance = str(settings.DATABASES["default"]["NAME"])
        self.template = f"formacion_template_{migrations_digest()}"
        self.copy = f"formacion_test_{WORKER}"

    def _run(self, *statements: str, **names: str) -> None:
        database = settings.DATABASES["default"]
        connection = psycopg.connect(
            host=database["HOST"], port=database["PORT"] or 5432, user=database["USER"], password=database["PASSWORD"],
            dbname=self.maintenance, autocommit=True,
        )  # fmt: skip
        with contextlib.closing(connection):
            for statement in statements:
                named = {key: sql.Identifier(name) for key, name in names.items()}
                connection.execute(sql.SQL(statement).format(**named))

    def _exists(self, name: str) -> bool:
        try:
            self._run("ALTER DATABASE {name} CONNECTION LIMIT -1", name=name)
        except psycopg.errors.InvalidCatalogName:
            return False
        return True

    def prepare(self) -> None:
        if not self._exists(self.template):
            unfinished = f"{self.template}_new"
            self._run("DROP DATABASE IF EXISTS {name} WITH (FORCE)", "CREATE DATABASE {name}", name=unfinished)
            _point_to(unfinished)
            call_command("migrate", verbosity=0)
            with connections["default"].cursor() as cursor:
                cursor.execute("ANALYZE")  # copies know their tables, and plan by them, from the beginning
            _point_to(self.copy)
            self._run("ALTER DATABASE {old} RENAME TO {new}", old=unfinished, new=self.template)
        self.restore()

    def restore(self) -> None:
        _point_to(self.copy)
        self.copy_to(self.copy)

    def copy_to(self, name: str) -> None:
        """One more migrated database."""
        self.drop(name)
        self._run("CREATE DATABASE {copy} TEMPLATE {template}", copy=name, template=self.template)

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE IF EXISTS {copy} WITH (FORCE)", copy=name)

    def discard(self) -> None:
        _point_to(self.copy)
        self.drop(self.copy)


def make_copies() -> SqliteCopies | PostgresqlCopies:
    """The copies for the configured database, ready for the first test."""
    folder = TEST_DATABASES_DIR
    postgresql = connections["default"].vendor == "postgresql"
    copies = PostgresqlCopies() if postgresql else SqliteCopies(folder)
    with _locked(folder):
        copies.prepare()
    return copies
