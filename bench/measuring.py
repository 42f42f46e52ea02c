"""Time and statements of a piece of work."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import connections


@dataclass
class Measured:
    """Seconds by the wall and SQL statements on every database."""

    seconds: float = 0.0
    statements: int = 0


@contextmanager
def measured() -> Iterator[Measured]:
    """Fill in the figures of what happens inside."""
    found = Measured()

    def count(execute: Callable[..., Any], *arguments: Any) -> Any:
        found.statements += 1
        return execute(*arguments)

    with ExitStack() as stack:
        for connection in connections.all():
            stack.enter_context(connection.execute_wrapper(count))
        start = time.perf_counter()
        yield found
        found.seconds = time.perf_counter() - start
