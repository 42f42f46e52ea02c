"""Open data: what was published, for everybody; publishing, for evaluators."""

import json
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_safe

from evaluation.findings.models import DataCut
from evaluation.pilots.permissions import pilots_evaluated_by
from evaluation.publication.models import Release
from evaluation.publication.operations import PublicationRefused, publish_release
from evaluation.publication.rendering import DICTIONARY, csv_of, package_of
from evaluation.publication.selectors import all_releases, latest_releases
from foundation.requests import AuthenticatedRequest


def _release(pilot: str, number: int) -> Release:
    return get_object_or_404(all_releases(), pilot__slug=pilot, number=number)


def _etag(request: HttpRequest, pilot: str, number: int) -> str | None:
    """A release never changes: its digest serves as the tag of its files."""
    digest = Release.objects.filter(pilot__slug=pilot, number=number).values_list("digest", flat=True).first()
    return f'"{digest}"' if digest else None


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """The latest release of each pilot, the first with its table and charts."""
    releases = list(latest_releases())
    context = {"releases": releases[1:], **(_shown(releases[0]) if releases else {})}
    return render(request, "evaluation/publication/open_data.html", context)


@require_safe
def release_detail(request: HttpRequest, pilot: str, number: int) -> HttpResponse:
    return render(request, "evaluation/publication/release.html", _shown(_release(pilot, number)))


def _shown(release: Release) -> dict[str, Any]:
    content = json.loads(release.content)
    return {"release": release, "content": content, "total": content["rows"][-1], "dictionary": DICTIONARY}


@require_safe
def methods(request: HttpRequest) -> HttpResponse:
    return render(request, "evaluation/publication/methods.html", {"dictionary": DICTIONARY})


@condition(etag_func=_etag)
@require_safe
def release_csv(request: HttpRequest, pilot: str, number: int) -> HttpResponse:
    release = _release(pilot, number)
    name = f"{release.pilot.slug}-{release.number}-resultados.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "public, max-age=86400"}
    return HttpResponse(csv_of(json.loads(release.content)), content_type="text/csv; charset=utf-8", headers=headers)


@condition(etag_func=_etag)
@require_safe
def release_package(request: HttpRequest, pilot: str, number: int) -> HttpResponse:
    release = _release(pilot, number)
    simulated = " (datos simulados)" if release.pilot.is_demonstration else ""
    package = package_of(
        json.loads(release.content),
        title=f"{release.pilot.name}{simulated}",
        name=f"{release.pilot.slug}-{release.number}",
        version=str(release.number),
        created=release.published_at.isoformat(),
    )
    package["homepage"] = f"{settings.PUBLIC_URL}/datos-abiertos/{release.pilot.slug}/{release.number}/"
    return JsonResponse(package, json_dumps_params={"ensure_ascii": False, "indent": 2})


@login_required
@require_http_methods(["POST"])
def publish(request: AuthenticatedRequest, pilot: str, number: int) -> HttpResponse:
    cuts = DataCut.objects.filter(pilot__in=pilots_evaluated_by(request.user))
    cut = get_object_or_404(cuts, pilot__slug=pilot, number=number)
    try:
        release = publish_release(actor=request.user, data_cut=cut, at=timezone.now())
    except PublicationRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("evaluation_cut", pilot, number)
    messages.success(request, _("The results were published."))
    return redirect("release", release.pilot.slug, release.number)
