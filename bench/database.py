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
    from django.test.utils import setup_test_environment, teardown_test_environment

    from tests.databases import make_copies

    setup_test_environment(debug=False)
    copies = make_copies()
    try:
        yield
    finally:
        copies.discard()
        teardown_test_environment()
