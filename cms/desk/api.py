"""``/api/v1/translations/<course>/<language>/``: the texts of a course as JSON, and what was written elsewhere."""

import json
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from cms.desk import operations
from cms.desk.operations import About, Decision, Wording
from cms.desk.permissions import courses_translatable_by, languages_for
from cms.desk.refusals import TranslationRefused
from cms.desk.selectors import CourseInLanguage, course_in
from cms.translation.units import seen
from foundation.requests import at_most


class _Malformed(Exception):
    """What was sent is not of the documented shape; says which field."""


@at_most(4 * 2**20)
@never_cache
@require_http_methods(["GET", "POST"])
def translations(request: HttpRequest, course: UUID, language: str) -> JsonResponse:
    """GET: every text with its state. POST: ``translations`` and ``reviews``, all taken or none; docs/languages.md."""
    if not request.user.is_authenticated:
        return _error(_("Sign in first."), HTTPStatus.UNAUTHORIZED)
    found = courses_translatable_by(request.user).filter(translation_key=course).first()
    if found is None or language not in dict(languages_for(found)):
        raise Http404
    if request.method == "GET":
        desk = course_in(found, language)
        return JsonResponse({"language": language, "coverage": desk.coverage.percent, "units": _units(desk)})
    try:
        stored, reviewed = _take(request, request.user, found, language)
    except _Malformed as wrong:
        return _error(_("This is not of the documented shape: %(field)s.") % {"field": wrong}, HTTPStatus.BAD_REQUEST)
    except TranslationRefused as refusal:
        problems = [{"unit": problem.unit, "message": problem.message} for problem in refusal.problems]
        return JsonResponse({"error": "refused", "problems": problems}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"stored": stored, "reviewed": reviewed})


def _error(message: str, status: HTTPStatus) -> JsonResponse:
    return JsonResponse({"error": message}, status=status)


def _units(desk: CourseInLanguage) -> list[dict[str, Any]]:
    told = []
    for standing in desk.standings:
        for unit in standing.part.units:
            one = desk.by_unit[unit.key]
            told.append({
                "unit": unit.key, "part": standing.part.uid, "kind": unit.kind, "source": unit.source,
                "state": one.state, "text": one.shown.text if one.shown else "",
                "waiting": {"id": one.waiting.pk, "text": one.waiting.text} if one.waiting else None,
            })  # fmt: skip
    return told


def _take(request: HttpRequest, actor: User, course: Any, language: str) -> tuple[int, int]:
    try:
        sent = json.loads(request.body)
    except ValueError:
        raise _Malformed("JSON") from None
    if not isinstance(sent, dict):
        raise _Malformed("JSON")
    wordings = [_wording(item) for item in _list(sent, "translations")]
    decisions = [_decision(item) for item in _list(sent, "reviews")]
    about = About(_text(sent, "dialect", ""), _text(sent, "note", ""))
    return operations.take_batch(
        actor=actor, course=course, language=language, wordings=wordings, decisions=decisions, about=about,
        only_check=False, at=timezone.now(),
    )  # fmt: skip


def _wording(item: dict[str, Any]) -> Wording:
    return Wording(_text(item, "unit"), _text(item, "text"), seen(_text(item, "source")), still=True)


def _decision(item: dict[str, Any]) -> Decision:
    number, approves = item.get("id"), item.get("approve")
    if not isinstance(number, int) or not isinstance(approves, bool):
        raise _Malformed("reviews")
    return Decision(number, approves, _text(item, "remark", ""))


def _list(sent: dict[str, Any], name: str) -> list[dict[str, Any]]:
    items = sent.get(name, [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise _Malformed(name)
    return items


def _text(item: dict[str, Any], name: str, default: str | None = None) -> str:
    value = item.get(name, default)
    if not isinstance(value, str):
        raise _Malformed(name)
    return value
