"""Who may make, change and close groups."""

from tests.addressing import Address
from tests.courses.study.addresses import _administrator, _one

ADDRESSES = [
    Address("cohort_create", make=lambda world: {"code": world.institute.code}, as_=_administrator),
    Address("cohort_change", make=_one, as_=_administrator),
    Address("cohort_close", method="post", allowed=302, make=_one, as_=_administrator),
]
