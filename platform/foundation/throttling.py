"""Counting how often somebody asks, so that guessing takes too long."""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpRequest


def allowed(key: str, *, limit: int, seconds: int) -> bool:
    """Count one more for ``key`` in the present window; False once there were more than ``limit``.

    The count is kept in the cache: exact with Redis; with files on disk two simultaneous calls may count as one.
    """
    window = int(time.time() // seconds)
    name = "throttle:" + hashlib.sha256(f"{key}:{seconds}:{window}".encode()).hexdigest()
    if cache.add(name, 1, timeout=seconds + 1):
        return limit >= 1
    try:
        return bool(cache.incr(name) <= limit)
    except ValueError:  # it expired in between: a new window
        cache.set(name, 1, timeout=seconds + 1)
        return limit >= 1


def who_asks(request: HttpRequest) -> str:
    """A key for the one who asks: the account when signed in, else the network address."""
    if request.user.is_authenticated:
        return f"user:{request.user.pk}"
    return f"address:{request.META.get('REMOTE_ADDR', '')}"
