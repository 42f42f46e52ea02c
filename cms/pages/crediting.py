"""The licences of what a course contains, and in words what keeps them from standing together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.pages.licences import LICENCES, Conflict, Reason, Use, compatible_licences, incompatibilities

WHY: dict[Reason, str | Promise] = {
    Reason.UNKNOWN: gettext_lazy("“%(licence)s” is no licence known here: choose one of the list."),
    Reason.NON_COMMERCIAL: gettext_lazy("“%(licence)s” allows no commercial use, and the course's “%(course)s” does."),
    Reason.SHARE_ALIKE: gettext_lazy(
        "“%(licence)s” asks that whatever is made from it be offered under the same licence, and the course's is"
        " “%(course)s”."
    ),
    Reason.NO_DERIVATIVES: gettext_lazy(
        "“%(licence)s” does not let it be changed or translated: it may only be quoted as it was. If it is, tick so in"
        " its credit."
    ),
    Reason.ATTRIBUTION: gettext_lazy("“%(licence)s” asks for credit, and the course's “%(course)s” asks for none."),
    Reason.PERMISSION: gettext_lazy("All its rights are reserved: say in its credit who permitted its use in writing."),
}


@dataclass(frozen=True)
class Spot:
    """Where in a course something under a licence stands."""

    page: Any
    block_uid: str = ""
    label: str = ""


def uses_of_course(course: Any) -> Iterator[Use[Spot]]:
    """What the course's own list of credits brings in; a form's list reaches the page only when it is saved."""
    credits_to_be = getattr(course, "credits_to_be", None)
    for credit in course.credits.all() if credits_to_be is None else credits_to_be:
        if credit.licence:
            yield Use(Spot(course, label=str(credit)), credit.licence)


def uses_of_lesson(lesson: Any) -> Iterator[Use[Spot]]:
    """What its blocks bring in: a block's credit covers its text, its files and whatever else it holds."""
    for block in lesson.body:
        credit = block.value.get("credit") if hasattr(block.value, "get") else None
        if credit and credit.get("licence"):
            yield Use(
                Spot(lesson, str(block.id or ""), str(block.block.label)),
                credit["licence"],
                unaltered=bool(credit.get("unaltered")),
                permission=bool((credit.get("permission") or "").strip()),
            )


def explained(course_licence: str, uses: Iterable[Use[Spot]]) -> Iterator[tuple[Spot, str]]:
    """(where, why and what to do) for everything that the course's licence does not allow."""
    contained = list(uses)
    conflicts = incompatibilities(course_licence, contained)
    remedy = _remedy(contained) if conflicts else ""
    for conflict in conflicts:
        why = WHY[conflict.reason] % {"licence": conflict.licence_name, "course": LICENCES[course_licence].name}
        yield conflict.use.place, f"{conflict.use.place.label}: {why} {remedy if _is_curable(conflict) else ''}".strip()


def _is_curable(conflict: Conflict[Spot]) -> bool:
    """Whether another licence for the course would help."""
    return conflict.reason in (Reason.NON_COMMERCIAL, Reason.SHARE_ALIKE, Reason.ATTRIBUTION)


def _remedy(uses: list[Use[Spot]]) -> str:
    # What no course may contain as it stands is for another reason refused; it must not hide the way out of this one.
    curable = [use for use in uses if compatible_licences([use])]
    if options := [licence.name for licence in compatible_licences(curable)]:
        return _("Options: offer the course under %(licences)s, or replace it.") % {
            "licences": get_text_list(options, _("or"))
        }
    return _("Options: no licence suits everything in the course; replace it or something else.")
