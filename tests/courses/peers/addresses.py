"""Who gets in at the addresses of comments among colleagues."""

from typing import Any

from courses.assessment.models import Evidence
from courses.cohorts.models import Cohort
from courses.peers.operations import take_part, write_comment
from tests.addressing import Address, Role, World
from tests.courses.assessment.factories import NOON
from tests.courses.peers.factories import KIND_WORDS, exchanging, given_by, handed_in, joined
from tests.courses.study.addresses import administrator


def _cohort(world: World) -> Cohort:
    return world.once("group that exchanges", lambda: exchanging(world.institute))


def _evidence(world: World) -> Evidence:
    return world.once("evidence to show colleagues", lambda: handed_in(_cohort(world), world.teacher))


def own(world: World) -> dict[str, Any]:
    return {"evidence": _evidence(world).uid}


def _takes_part(world: World) -> dict[str, Any]:
    take_part(actor=world.teacher, evidence=_evidence(world), at=NOON)
    return own(world)


def _comment(world: World) -> dict[str, Any]:
    joined(_cohort(world), 3)
    _takes_part(world)
    return {"comment": given_by(_evidence(world))[0].uid}


def group(world: World) -> dict[str, Any]:
    _evidence(world)
    return {"code": world.institute.code, "pk": _cohort(world).pk}


def _written(world: World) -> dict[str, Any]:
    found = _comment(world)
    comment = given_by(_evidence(world))[0]
    write_comment(actor=world.teacher, comment=comment, levels={}, text=KIND_WORDS, at=NOON)
    return {**group(world), **found}


ADDRESSES = [
    Address("peers", stranger=200),
    Address("peers_join", method="post", allowed=302, make=own),
    Address("peers_leave", method="post", allowed=302, make=_takes_part),
    Address("peer_comment", make=_comment),
    Address("cohort_peers", make=group, as_=administrator),
    Address("cohort_peers", make=group, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
    Address("cohort_peers", make=group, allowed=404),
    Address("peer_comment_judge", method="post", allowed=302, make=_written, as_=administrator),
    Address("peer_comment_judge", method="post", allowed=404, make=_written),
]
