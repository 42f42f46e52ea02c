"""Addresses of open data, public but for the button that publishes."""

from datetime import UTC, datetime
from typing import Any

from evaluation.publication.models import Release
from evaluation.publication.operations import publish_release
from tests.addressing import Address, World
from tests.evaluation.findings.addresses import cut, cut_number, evaluator


def release(world: World) -> dict[str, Any]:
    def make() -> Release:
        return publish_release(actor=evaluator(world), data_cut=cut(world), at=datetime(2026, 11, 1, tzinfo=UTC))

    made = world.once("release", make)
    return {"pilot": made.pilot.slug, "number": made.number}


ADDRESSES = [
    Address("open_data", anonymous=200, stranger=200),
    Address("open_data_methods", anonymous=200, stranger=200),
    Address("release", make=release, anonymous=200, stranger=200),
    Address("release_csv", make=release, anonymous=200, stranger=200),
    Address("release_package", make=release, anonymous=200, stranger=200),
    Address("release_publish", make=cut_number, as_=evaluator, method="post", allowed=302),
]
