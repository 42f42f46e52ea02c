from accounts.models import User
from certification.actas.models import Acta
from tests.addressing import Address, Role, World
from tests.certification.factories import CompletedEnrolmentFactory, signed_acta


def certifier(world: World) -> User:
    return world.member(Role.CERTIFIER)


def acta_of(world: World) -> Acta:
    return world.once(
        "acta", lambda: signed_acta(CompletedEnrolmentFactory.create(institute=world.institute), actor=certifier(world))
    )


def code(world: World) -> dict[str, str]:
    return {"code": world.institute.code}


ADDRESSES = [
    Address("actas", make=code, as_=certifier),
    Address("actas", make=code, as_=lambda world: world.member(Role.INSTITUTE_ADMIN)),
    Address("acta_new", make=code, as_=certifier),
    Address("acta_new", make=code, as_=lambda world: world.member(Role.INSTITUTE_ADMIN), allowed=404),
    Address("acta", make=lambda world: {**code(world), "uid": acta_of(world).uid}, as_=certifier),
]
