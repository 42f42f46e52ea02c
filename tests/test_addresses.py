"""Every address of the platform stands in the permission table, and answers as its row says."""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

import tests
from accounts.models import User
from tests.addressing import Address, World

OURS = (
    "config",
    "foundation",
    "accounts",
    "letters",
    "institutes",
    "languages",
    "cms",
    "courses",
    "certification",
    "evaluation",
    "demonstration",
)

# URLconfs of others, with the reason why they need no row of their own.
OTHERS = {
    "allauth": "sign-in itself; each view guards what it shows, tests/accounts covers how we use it",
    "wagtail": "the admin: each address under /cms/ is tried below without a session, rights inside in tests/cms;"
    " published pages and documents: public unless restricted per page or collection",
    "wagtailmedia": "part of the Wagtail admin, tried below",
}


@dataclass(frozen=True)
class Found:
    owner: str
    name: str
    pattern: URLPattern


def _walk(resolver: URLResolver, owner: str, namespace: str = "") -> Iterator[Found]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            module = getattr(entry.urlconf_module, "__name__", owner)
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, module, inner)
        else:
            yield Found(owner, f"{namespace}{entry.name or ''}", entry)


def _all() -> list[Found]:
    return list(_walk(get_resolver(), "config.urls"))


def _is_ours(found: Found) -> bool:
    return found.owner.split(".")[0] in OURS


def _is_of_others(found: Found) -> bool:
    return any(found.owner == module or found.owner.startswith(f"{module}.") for module in OTHERS)


def tables() -> Iterator[tuple[str, list[Address]]]:
    for module in pkgutil.walk_packages(tests.__path__, "tests."):
        if module.name.endswith(".addresses"):
            yield module.name, importlib.import_module(module.name).ADDRESSES


ROWS = [pytest.param(row, id=f"{row.method} {row.name}") for _table, rows in tables() for row in rows]


def _ask(world: World, row: Address, who: Callable[[World], User] | None) -> int:
    client = Client()
    kwargs = row.make(world) if row.make else {}
    if who is not None:
        client.force_login(who(world), backend="django.contrib.auth.backends.ModelBackend")
    data = row.data(world) if row.data else {}
    return int(getattr(client, row.method)(reverse(row.name, kwargs=kwargs), data).status_code)


def test_every_address_of_ours_has_a_name_and_a_row() -> None:
    named = {row.name for _table, rows in tables() for row in rows}
    missing = sorted(
        {f"{f.owner}: {f.name or f.pattern.pattern}" for f in _all() if _is_ours(f) and f.name not in named}
    )
    assert not missing


def test_every_other_address_is_accounted_for() -> None:
    assert not {f.owner for f in _all() if not _is_ours(f) and not _is_of_others(f)}


@pytest.mark.parametrize("row", ROWS)
def test_nobody_gets_what_the_row_says(row: Address, world: World) -> None:
    assert _ask(world, row, None) == row.anonymous


@pytest.mark.parametrize("row", ROWS)
def test_a_teacher_without_rights_gets_what_the_row_says(row: Address, world: World) -> None:
    assert _ask(world, row, lambda world: world.stranger) == row.stranger


@pytest.mark.parametrize("row", ROWS)
def test_the_staff_of_another_institute_gets_what_the_row_says(row: Address, world: World) -> None:
    assert _ask(world, row, lambda world: world.stranger_staff) == (row.stranger_staff or row.stranger)


@pytest.mark.parametrize("row", ROWS)
def test_whom_the_row_allows_gets_in(row: Address, world: World) -> None:
    assert _ask(world, row, row.as_ or (lambda world: world.teacher)) == row.allowed


EXAMPLES = {"int": 1, "str": "a", "slug": "a", "uuid": "00000000-0000-4000-8000-000000000000", "path": "a"}


def _example_address(found: Found) -> str | None:
    converters = found.pattern.pattern.converters
    kinds = {name: type(converter).__name__.removesuffix("Converter").lower() for name, converter in converters.items()}
    kinds = {name: "str" if kind == "string" else kind for name, kind in kinds.items()}
    try:
        return reverse(found.name, kwargs={name: EXAMPLES[kind] for name, kind in kinds.items()})
    except (NoReverseMatch, KeyError):
        return None


# Wagtail leaves these open on purpose: they show nothing of ours.
OPEN_IN_THE_ADMIN = {
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
}


@pytest.mark.django_db
def test_nobody_gets_into_the_admin_by_any_door() -> None:
    """Compare, history, copy, preview, choosers, reports: without a session each sends to sign-in or is not there."""
    client, tried, open_doors = Client(), 0, []
    for found in _all():
        if not found.owner.startswith("wagtail") or found.name in OPEN_IN_THE_ADMIN:
            continue
        address = _example_address(found)
        if address is None or not address.startswith("/cms/"):
            continue
        tried += 1
        if client.get(address).status_code not in (302, 404, 405):
            open_doors.append(address)
    assert tried > 150
    assert not open_doors
