"""A throw-away database, as the tests have one: a copy of a migrated template, on SQLite or where DATABASE_URL says."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")


@contextmanager
def throw_away_database() -> Iterator[None]:
    """Everything inside works on a database of its own, which is gone afterwards."""
    django.setup()
    from config.celery import app
    from tests.databases import make_copies

    # What follows a commit is queued, as in a running system, and no part of what is measured.
    app.conf.update(task_always_eager=False, broker_url="memory://")
    copies = make_copies()
    try:
        yield
    finally:
        copies.discard()
