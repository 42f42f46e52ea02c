"""What ``/api/v1/`` answers, in OpenAPI 3.1: every room describes its own addresses in its ``openapi`` module.

    describe("events", {"post": operation(_("…"), answers={200: answer(_("…"), EVENTS)}, body=BATCH)})

The paths and their parameters are those of the routes, so that they cannot be said wrongly. A test fails for an
address below ``/api/v1/`` that nobody describes, and holds real answers to what is said here.
"""

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

PREFIX = "api/v1/"
Words = str | Promise
Schema = Mapping[str, Any]
# What a parameter in a route looks like, by its converter.
_PARAMETERS: dict[str, Schema] = {
    "uuid": {"type": "string", "format": "uuid"},
    "int": {"type": "integer", "minimum": 0},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "str": {"type": "string"},
}
_described: dict[str, Mapping[str, Any]] = {}


def describe(name: str, operations: Mapping[str, Any]) -> None:
    """Say what the address of this name does, by method in small letters."""
    _described[name] = operations


def operation(
    summary: Words, *, answers: Mapping[int, Any], body: Schema | None = None, public: bool = False
) -> dict[str, Any]:
    """One method of an address; whatever is not ``public`` asks for a session, and for its token where it writes."""
    said: dict[str, Any] = {"summary": summary, "responses": {str(status): answers[status] for status in answers}}
    if body is not None:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    if not public:
        said["security"] = [{"session": [], "token": []} if body is not None else {"session": []}]
    return said


def answer(summary: Words, schema: Schema) -> dict[str, Any]:
    """An answer in JSON."""
    return {"description": summary, "content": {"application/json": {"schema": schema}}}


def page(status: HTTPStatus) -> dict[str, Any]:
    """An answer that is a page for people, whatever was asked for."""
    return {"description": status.phrase}


def document() -> dict[str, Any]:
    """The whole description, in the language of the moment."""
    whole = {
        "openapi": "3.1.0",
        "info": {
            "title": settings.WAGTAIL_SITE_NAME,
            "version": "1",
            "description": _("Addresses for programs. People sign in on the site; programs use the same session."),
        },
        "servers": [{"url": settings.PUBLIC_URL}],
        "paths": {
            path: {**_described[name], **parameters} for path, name, parameters in _paths() if name in _described
        },
        "components": {
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": settings.SESSION_COOKIE_NAME},
                "token": {"type": "apiKey", "in": "header", "name": "X-CSRFToken"},
            }
        },
    }
    said: dict[str, Any] = _spoken(whole)
    return said


def undescribed() -> list[str]:
    """Addresses of the API of which no room says anything."""
    return [path for path, name, _parameters in _paths() if name not in _described]


def _paths() -> list[tuple[str, str, dict[str, Any]]]:
    """Path template, name and parameters of every address below the prefix."""
    found = [(route, entry) for route, entry in _routes(get_resolver(), "") if route.startswith(PREFIX)]
    return sorted((_template(route), str(entry.name), _parameters(entry)) for route, entry in found)


def _routes(resolver: URLResolver, before: str) -> list[tuple[str, URLPattern]]:
    found: list[tuple[str, URLPattern]] = []
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            found.append((route, entry))
        elif route.startswith(PREFIX) or PREFIX.startswith(route):
            found.extend(_routes(entry, route))
    return found


def _template(route: str) -> str:
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


def _parameters(entry: URLPattern) -> dict[str, Any]:
    converters = re.findall(r"<(?:(\w+):)?(\w+)>", str(entry.pattern))
    named = [
        {"name": name, "in": "path", "required": True, "schema": _PARAMETERS[kind or "str"]}
        for kind, name in converters
    ]
    return {"parameters": named} if named else {}


def _spoken(value: Any) -> Any:
    """The same with every sentence in the language of the moment."""
    if isinstance(value, Mapping):
        return {key: _spoken(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_spoken(item) for item in value]
    return force_str(value) if isinstance(value, Promise) else value


describe(
    "api_schema",
    {"get": operation(_("This description."), answers={200: answer("OpenAPI 3.1", {"type": "object"})}, public=True)},
)
