"""Who gets which answer at the addresses of one's own results."""

from typing import Any

from courses.recommending.models import EvaluationResult
from tests.addressing import Address, World
from tests.courses.recommending.factories import make_framework, make_result, make_scale


def _nothing(world: World) -> dict[str, Any]:
    make_framework()
    make_scale()
    return {}


def _result(world: World) -> dict[str, Any]:
    result: EvaluationResult = world.once("result", lambda: make_result(world.teacher))
    return {"pk": result.pk}


ADDRESSES = [
    Address("results", stranger=200),
    Address("results", method="post", make=_nothing, stranger=422, allowed=422),
    Address("results_import", method="post", make=_nothing, stranger=422, allowed=422),
    Address("results_template", make=_nothing, stranger=200),
    Address("result_delete", method="post", make=_result, allowed=302),
]
