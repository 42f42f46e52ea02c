"""Videos that live at somebody else's house: which addresses are taken, and what is kept of them. Pure.

Only the service and the video's own identifier are kept. Nothing here, nor anywhere else, asks the service anything.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs, urlsplit


@dataclass(frozen=True)
class Service:
    """A house of videos: its site as people know it, its domains, how its identifiers look and where one watches."""

    site: str
    domains: frozenset[str]
    identifier: re.Pattern[str]
    watch: str


SERVICES = {
    "youtube": Service(
        "youtube.com",
        frozenset({
            "youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com", "youtu.be",
            "youtube-nocookie.com", "www.youtube-nocookie.com",
        }),
        re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII),
        "https://www.youtube.com/watch?v={}",
    ),
    "vimeo": Service(
        "vimeo.com",
        frozenset({"vimeo.com", "www.vimeo.com", "player.vimeo.com"}),
        re.compile(r"[0-9]{5,12}", re.ASCII),
        "https://vimeo.com/{}",
    ),
}  # fmt: skip
LONGEST = 400


class Refusal(StrEnum):
    """Why an address is not taken."""

    FORM = "form"  # no web address, or one with parts that have no business in it
    HOST = "host"  # not one of the services allowed
    VIDEO = "video"  # the service, but not one video of it


class AddressRefused(ValueError):
    """The address is not that of a video we may point to."""

    def __init__(self, reason: Refusal) -> None:
        self.reason = reason
        super().__init__(reason.value)


def video_at(address: str, services: Collection[str]) -> tuple[str, str]:
    """(service, identifier) of the video at an address that somebody pasted; raises ``AddressRefused``."""
    host, path, query = _parts(address)
    name = next((name for name in services if name in SERVICES and host in SERVICES[name].domains), "")
    if not name:
        raise AddressRefused(Refusal.HOST)
    found = (_on_youtube if name == "youtube" else _on_vimeo)(host, path, query)
    if not SERVICES[name].identifier.fullmatch(found):
        raise AddressRefused(Refusal.VIDEO)
    return name, found


def watch_address(service: str, identifier: str) -> str:
    """Where one watches a video that was taken; empty for anything else, whoever wrote it into a document."""
    known = SERVICES.get(service)
    return known.watch.format(identifier) if known and known.identifier.fullmatch(identifier) else ""


def _parts(address: str) -> tuple[str, list[str], dict[str, list[str]]]:
    address = address.strip()
    if len(address) > LONGEST or not re.fullmatch(r"[\x21-\x7e]+", address) or "\\" in address:
        raise AddressRefused(Refusal.FORM)  # browsers and Python disagree about the rest: it is not worth guessing
    try:
        split = urlsplit(address if "://" in address else f"https://{address}")
        port = split.port
    except ValueError:
        raise AddressRefused(Refusal.FORM) from None
    if split.scheme not in ("http", "https") or "@" in split.netloc or ":" in split.netloc or port is not None:
        raise AddressRefused(Refusal.FORM)
    return split.netloc.lower(), [part for part in split.path.split("/") if part], parse_qs(split.query)


def _on_youtube(host: str, path: list[str], query: dict[str, list[str]]) -> str:
    if host == "youtu.be":
        return path[0] if len(path) == 1 else ""
    if path == ["watch"]:
        return query.get("v", [""])[0]
    return path[1] if len(path) == 2 and path[0] in ("embed", "shorts", "live", "v") else ""


def _on_vimeo(host: str, path: list[str], _query: dict[str, list[str]]) -> str:
    if host == "player.vimeo.com":
        return path[1] if len(path) == 2 and path[0] == "video" else ""
    if len(path) == 3 and path[0] == "channels":
        return path[2]
    return path[0] if len(path) == 1 else ""
