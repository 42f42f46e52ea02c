"""Who may make, change and close groups."""

from typing import Any

from tests.addressing import Address, World
from tests.courses.cohorts.factories import make_link
from tests.courses.study.addresses import administrator, one, the_cohort, the_facilitator


def _link(world: World) -> dict[str, Any]:
    return {**one(world), "link": world.once("link", lambda: make_link(the_cohort(world))).pk}


ADDRESSES = [
    Address("cohort_create", make=lambda world: {"code": world.institute.code}, as_=administrator),
    Address("cohort_change", make=one, as_=administrator),
    Address("cohort_close", method="post", allowed=302, make=one, as_=administrator),
    Address("cohort_links", make=one, as_=administrator),
    Address("cohort_links", make=one, as_=the_facilitator, allowed=404),
    Address("cohort_link", make=_link, as_=administrator),
    Address("link_revoke", method="post", allowed=302, make=_link, as_=administrator),
]
