"""Several things at the same moment, each with a connection of its own: for tests that need a real PostgreSQL."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connections


def at_once(*calls: Callable[[], Any], refusal: type[Exception] | tuple[type[Exception], ...] = ()) -> list[Any]:
    """What each call gave, in their order; a ``refusal`` that one raised stands in the place of its answer."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        try:
            barrier.wait(10)
            return call()
        except refusal as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
