"""Fixtures of every test. The database comes from a template: see databases.py."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.db.models.signals import post_save
from django.test import TransactionTestCase

from courses.editions.models import AnswerKey, Edition
from courses.editions.selectors import forget_editions
from tests.addressing import World
from tests.databases import PostgresqlCopies, SqliteCopies, make_copies
from tests.schema import follow_the_schema


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of transactions side by side belong to PostgreSQL: elsewhere they are no part of the suite."""
    if connection.vendor == "postgresql":
        return
    config.hook.pytest_deselected(items=[item for item in items if item.get_closest_marker("postgres")])
    items[:] = [item for item in items if not item.get_closest_marker("postgres")]


def pytest_make_parametrize_id(config: pytest.Config, val: object, argname: str) -> str | None:
    """Bytes name no test: those of an archive hold the time, and workers would collect different tests."""
    return argname if isinstance(val, bytes) else None


@pytest.fixture(scope="session")
def database_copies(django_test_environment: None, django_db_blocker: Any) -> SqliteCopies | PostgresqlCopies:
    """Copies of the migrated template."""
    with django_db_blocker.unblock():
        return make_copies()


@pytest.fixture(scope="session")
def django_db_setup(database_copies: SqliteCopies | PostgresqlCopies, django_db_blocker: Any) -> Iterator[None]:
    """Replaces pytest-django's: a copy of the migrated template, copied again after each test that commits."""
    copies = database_copies
    flush = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = lambda self: copies.restore()  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = flush  # type: ignore[attr-defined]
    with django_db_blocker.unblock():
        copies.discard()


@pytest.fixture(autouse=True)
def valid_editions() -> Iterator[None]:
    """Every edition that any test stores follows the published schema, its keys and changes too."""
    post_save.connect(follow_the_schema, sender=Edition)
    post_save.connect(follow_the_schema, sender=AnswerKey)
    yield
    post_save.disconnect(follow_the_schema, sender=Edition)
    post_save.disconnect(follow_the_schema, sender=AnswerKey)


@pytest.fixture(autouse=True)
def empty_cache() -> None:
    """What one test counted or remembered is nothing to the next."""
    cache.clear()
    forget_editions()


@pytest.fixture
def world(db: None) -> World:
    """People and institutes with every role, made when first asked for."""
    return World()
