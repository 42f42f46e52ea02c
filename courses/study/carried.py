"""States across editions: each event counts as far as what was done in its edition counts in the one studied now.

So where an enrolment leads depends on what was done in which edition, and never on the way by which it came there.
"""

from collections.abc import Iterable
from functools import lru_cache, reduce
from itertools import groupby

from courses.editions.models import Edition
from courses.editions.selectors import edition_of
from courses.study import carrying, folding
from courses.study.events import as_folded
from courses.study.models import Enrolment, StudyEvent


def carrying_between(before: Edition, after: Edition) -> carrying.Carrying:
    """What counts of one edition in another; editions never change, so it is reckoned once per process."""
    return _carrying(before.pk, before.digest, after.pk, after.digest)


@lru_cache(maxsize=128)
def _carrying(before: int, before_digest: str, after: int, after_digest: str) -> carrying.Carrying:
    return carrying.carrying(_outline(before, before_digest), _outline(after, after_digest))


def outline_in(edition: Edition) -> carrying.Outline:
    """The lessons of an edition with what they give to read and ask."""
    return _outline(edition.pk, edition.digest)


@lru_cache(maxsize=128)
def _outline(edition_id: int, _digest: str) -> carrying.Outline:
    return carrying.outline_of(Edition.objects.only("source_text").get(pk=edition_id).source)


def state_of(enrolment: Enrolment, events: Iterable[StudyEvent]) -> folding.State:
    """The fold of events of an enrolment, as it counts in the edition that is studied now."""
    by_edition = sorted(events, key=lambda event: event.edition_id or 0)
    parts = (
        _counted(enrolment, edition_id, folding.fold(map(as_folded, rows)))
        for edition_id, rows in groupby(by_edition, key=lambda event: event.edition_id)
    )
    return reduce(folding.merge, parts, folding.EMPTY)


def _counted(enrolment: Enrolment, edition_id: int | None, state: folding.State) -> folding.State:
    if edition_id is None or edition_id == enrolment.edition_id:
        return state
    return carrying.carried(state, carrying_between(edition_of(edition_id), enrolment.edition))
