"""Who gets which answer at the addresses of projects."""

from typing import Any

from django.utils import timezone

from courses.projects.operations import ask_endorsement
from courses.study.models import Enrolment
from tests.addressing import Address, World
from tests.courses.projects.factories import advised, first_milestone, make_project, project_uid


def _own(world: World) -> Enrolment:
    return world.once("project", lambda: make_project(world.teacher, world.institute))


def _project(world: World) -> dict[str, Any]:
    return {"enrolment": _own(world).uid, "project": project_uid(_own(world))}


def _milestone(world: World) -> dict[str, Any]:
    advised(_own(world))
    return {"evidence": first_milestone(_own(world)).uid}


def _link(world: World) -> dict[str, Any]:
    own = _own(world)
    token = ask_endorsement(actor=own.teacher, adviser=advised(own), evidence=first_milestone(own), at=timezone.now())
    return {"token": token}


ADDRESSES = [
    Address("project", make=_project),
    Address("project", method="post", allowed=302, make=_project, data=lambda _world: {"name": "Ana", "agreed": "on"}),
    Address("adviser_remove", method="post", allowed=302, make=lambda world: {"adviser": advised(_own(world)).uid}),
    Address("endorsement_ask", method="post", allowed=200, make=_milestone),
    Address("endorsement", anonymous=200, stranger=200, make=_link),
    Address("endorsement", anonymous=404, stranger=404, allowed=404, make=lambda _world: {"token": "nunca-existio"}),
]
