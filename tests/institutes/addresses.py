from accounts.models import User
from institutes.models import Membership
from tests.addressing import Address, World
from tests.institutes.factories import MembershipFactory, PostFactory

Role = Membership.Role


def administrator(world: World) -> User:
    return world.member(Role.INSTITUTE_ADMIN)


def of_the_institute(world: World) -> dict[str, object]:
    return {"code": world.institute.code}


def membership(world: World) -> dict[str, object]:
    return {
        "membership_id": world.once("membership", lambda: MembershipFactory.create(organisation=world.institute)).pk
    }


def post_of_the_teacher(world: World) -> dict[str, object]:
    return {"post_id": world.once("post", lambda: PostFactory.create(user=world.teacher)).pk}


def grant(world: World) -> dict[str, object]:
    return {"email": world.teacher.email, "role": Role.FACILITATOR}


ADDRESSES = [
    Address("desks", stranger=200, stranger_staff=302, allowed=302, as_=lambda world: world.member(Role.FACILITATOR)),
    Address("desk", make=of_the_institute, as_=lambda world: world.member(Role.FACILITATOR)),
    Address("people", make=of_the_institute, as_=administrator),
    Address("membership_grant", method="post", make=of_the_institute, as_=administrator, data=grant, allowed=302),
    Address("membership_end", make=membership, as_=administrator),
    Address("membership_end", method="post", make=membership, as_=administrator, allowed=302),
    Address("post_add", stranger=200),
    Address("post_edit", make=post_of_the_teacher),
    Address("post_remove", method="post", make=post_of_the_teacher, allowed=302),
]
