"""Entering, importing and deleting one's own result. Nothing of it is logged: the log is read by others."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.skills.models import FrameworkVersion, ResultLevel, ResultScale, Skill
from cms.skills.selectors import dimensions_in
from courses.recommending.models import DimensionResult, EvaluationResult
from courses.recommending.permissions import results_of
from foundation.tables import Row, RowProblem, plain

COLUMNS = {"dimension": "dimensión", "level": "nivel"}
Levels = Mapping[Skill, ResultLevel]


class ResultRefused(Exception):
    """A rule said no; the message is meant for the teacher. ``problems`` names the rows of a table."""

    def __init__(self, message: str, problems: Iterable[RowProblem] = ()) -> None:
        super().__init__(message)
        self.problems = list(problems)


@transaction.atomic
def record_result(
    *, teacher: User, version: FrameworkVersion, scale: ResultScale, obtained_on: date, levels: Levels, at: datetime
) -> EvaluationResult:
    """Keep a result in the place of the former one of the same version of the framework."""
    if not levels:
        raise ResultRefused(_("Say your level in at least one dimension."))
    if obtained_on > timezone.localdate(at):
        raise ResultRefused(_("A result cannot be of a day to come."))
    if any(one.framework_version_id != version.pk or one.parent_id for one in levels):
        raise ResultRefused(_("This is no dimension of the framework chosen."))
    if any(level.scale_id != scale.pk for level in levels.values()):
        raise ResultRefused(_("This is no level of the scale chosen."))
    User.objects.select_for_update(no_key=True).get(pk=teacher.pk)  # two tabs at a time: the later one stays, whole
    results_of(teacher).filter(framework_version=version).delete()
    result = EvaluationResult.objects.create(
        teacher=teacher, framework_version=version, scale=scale, obtained_on=obtained_on, recorded_at=at
    )
    DimensionResult.objects.bulk_create(
        DimensionResult(result=result, dimension=dimension, level=level) for dimension, level in levels.items()
    )
    return result


def levels_in(rows: Iterable[Row], *, version: FrameworkVersion, scale: ResultScale) -> dict[Skill, ResultLevel]:
    """What a table says: dimensions by code or wording, levels by number or wording. All rows count, or none."""
    dimensions = {name: one for one in dimensions_in(version) for name in (plain(one.code), plain(one.label))}
    named = {name: one for one in scale.levels.all() for name in (str(one.position), plain(one.label))}
    found: dict[Skill, ResultLevel] = {}
    problems = []
    for row in rows:
        dimension, level = dimensions.get(plain(row.cells["dimension"])), named.get(plain(row.cells["level"]))
        reason = _why_not(row, dimension, level, found)
        if reason:
            problems.append(RowProblem(row.number, reason))
        elif dimension and level:
            found[dimension] = level
    if problems:
        raise ResultRefused(_("Nothing was kept: some rows need to be corrected."), problems)
    return found


def _why_not(row: Row, dimension: Skill | None, level: ResultLevel | None, found: Levels) -> str:
    """Why a row does not count; a dimension without a level is passed over, as in the form."""
    if dimension is None:
        return _("There is no dimension “%(name)s”.") % {"name": row.cells["dimension"][:80]}
    if not row.cells["level"]:
        return ""
    if level is None:
        return _("There is no level “%(name)s”.") % {"name": row.cells["level"][:80]}
    return _("“%(name)s” stands in the table twice.") % {"name": dimension.label} if dimension in found else ""


@transaction.atomic
def delete_result(*, teacher: User, result: EvaluationResult) -> None:
    """Delete it for good; deleting what is gone changes nothing."""
    results_of(teacher).filter(pk=result.pk).delete()
