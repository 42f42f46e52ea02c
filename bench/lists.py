"""Whether each page costs the same statements however many teachers there are: every address that a role may open."""

from dataclasses import dataclass
from http import HTTPStatus

from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.models import User
from bench.measuring import measured
from bench.population import crowd_into
from courses.study.models import Enrolment
from tests.addressing import Address, World
from tests.courses.study.addresses import the_enrolment
from tests.test_addresses import tables


@dataclass(frozen=True)
class Counted:
    """Statements of one page with few and with many teachers."""

    name: str
    few: int
    many: int


@dataclass(frozen=True)
class _Page:
    name: str
    address: str
    who: User


def count_statements(*, few: int, many: int) -> list[Counted]:
    """Open each page with so many people in every group, then with many more; room by room, each undone."""
    found: list[Counted] = []
    for _table, rows in tables():
        with transaction.atomic():
            found += _counted(rows, few, many)
            transaction.set_rollback(True)
    return found


def _counted(rows: list[Address], few: int, many: int) -> list[Counted]:
    world = World()
    pages = [_page(world, row) for row in rows if row.method == "get" and row.allowed == HTTPStatus.OK]
    groups = list(Enrolment.objects.order_by("pk")) or [the_enrolment(world)]
    for enrolment in groups:
        crowd_into(enrolment, teachers=(1, few))
    first = [_statements(page) for page in pages]
    for enrolment in groups:
        crowd_into(enrolment, teachers=(few + 1, many))
    return [Counted(page.name, before, _statements(page)) for page, before in zip(pages, first, strict=True) if before]


def _page(world: World, row: Address) -> _Page:
    address = reverse(row.name, kwargs=row.make(world) if row.make else {})
    return _Page(row.name, address, row.as_(world) if row.as_ else world.teacher)


def _statements(page: _Page) -> int:
    client = Client()
    client.force_login(page.who, backend="django.contrib.auth.backends.ModelBackend")
    client.get(page.address)  # what is remembered is read once
    with measured() as figures:
        answer = client.get(page.address)
        if answer.streaming:
            b"".join(answer)
    return figures.statements if answer.status_code == HTTPStatus.OK else 0
