"""Counting how often somebody asks, so that guessing takes too long."""

import hashlib
import ipaddress
import time

from django.conf import settings
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
    return f"address:{_network_of(_address_of(request))}"


def _address_of(request: HttpRequest) -> str:
    """The visitor's address; of X-Forwarded-For only what our own proxies wrote, the rest is the visitor's claim."""
    hops = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    seen = request.headers.get("X-Forwarded-For", "").split(",")
    return seen[-hops].strip() if 0 < hops <= len(seen) else str(request.META.get("REMOTE_ADDR", ""))


def _network_of(address: str) -> str:
    """An IPv6 visitor owns a whole /64 and would count as new with each of its addresses."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
