"""Who gets in at a cohort's follow-up."""

from tests.addressing import Address, Role
from tests.courses.study.addresses import administrator, one, the_facilitator

ADDRESSES = [
    Address("follow_up", make=one, as_=administrator),
    Address("follow_up", make=one, as_=the_facilitator),
    Address("follow_up", make=one, as_=lambda world: world.member(Role.CERTIFIER), allowed=404),
]
