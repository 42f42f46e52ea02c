from typing import Any

from accounts.models import User
from certification.credentials.models import Credential
from certification.credentials.operations import issue_credential
from tests.addressing import Address, Role, World
from tests.certification.actas.addresses import acta_of, certifier, code
from tests.certification.factories import NOON, identity_for


def credential_of(world: World) -> Credential:
    world.once("identity", lambda: identity_for(world.institute))
    return world.once("credential", lambda: issue_credential(acta_row=acta_of(world).rows.get(), at=NOON))


def owner(world: World) -> User:
    return credential_of(world).enrolment.teacher


def own(world: World) -> dict[str, Any]:
    return {"folio": credential_of(world).folio}


def at_desk(world: World) -> dict[str, Any]:
    return code(world) | own(world)


def administrator(world: World) -> User:
    return world.member(Role.INSTITUTE_ADMIN)


ADDRESSES = [
    Address("my_certificate", make=own, as_=owner),
    Address("my_certificate", make=own, as_=certifier, allowed=404),
    Address("my_certificate_pdf", make=own, as_=owner),
    Address("my_certificate_pdf", make=own, as_=certifier, allowed=404),
    Address("certificates_progress", make=lambda world: {**code(world), "uid": acta_of(world).uid}, as_=certifier),
    Address("certificates", make=code, as_=administrator),
    Address("certificate", make=at_desk, as_=administrator),
    Address("certificate", make=at_desk, as_=owner, allowed=404),
    Address("certificate_pdf", make=at_desk, as_=certifier),
    Address("certificate_revoke", make=at_desk, as_=certifier),
    Address("certificate_revoke", make=at_desk, as_=administrator, allowed=404),
    Address("certificate_revoke", method="post", make=at_desk, as_=certifier, allowed=422),
    Address("certificate_reissue", method="post", make=at_desk, as_=certifier, allowed=302),
    Address("certificate_reissue", method="post", make=at_desk, as_=administrator, allowed=404),
]
