"""The desk pages of actas: list, sign, read and print."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from certification.actas.forms import ActaForm, chosen_group
from certification.actas.operations import ActaRefused, default_post, sign_acta
from certification.actas.permissions import actas_seen_by
from certification.actas.selectors import actas_of, rows_of, waiting_enrolments, waiting_groups
from foundation.requests import AuthenticatedRequest
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by, institutes_certified_by

PER_PAGE = 25


def _seen_institute(request: AuthenticatedRequest, code: str) -> Organisation:
    """The institute whose actas the person may read; 404 for everyone else."""
    organisation = get_object_or_404(Organisation, code=code)
    mine = (institutes_certified_by(request.user), institutes_administered_by(request.user))
    if not any(right.filter(pk=organisation.pk).exists() for right in mine):
        raise Http404
    return organisation


@login_required
@require_safe
def acta_list(request: AuthenticatedRequest, code: str) -> HttpResponse:
    organisation = _seen_institute(request, code)
    page = Paginator(actas_of(request.user, organisation), PER_PAGE).get_page(request.GET.get("page"))
    waiting = waiting_groups(request.user, organisation)
    context = {
        "organisation": organisation,
        "page_obj": page,
        "waiting": sum(group.number for group in waiting),
        "certifies": institutes_certified_by(request.user).filter(pk=organisation.pk).exists(),
    }
    return render(request, "certification/actas/list.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def acta_new(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Choose a group, choose people, see the acta as it will be, sign it."""
    organisation = get_object_or_404(institutes_certified_by(request.user), code=code)
    groups = waiting_groups(request.user, organisation)
    group = chosen_group(groups, (request.POST or request.GET).get("grupo", ""))
    if group is None:
        context: dict[str, Any] = {"organisation": organisation, "groups": groups}
        return render(request, "certification/actas/choose_group.html", context)
    enrolments = waiting_enrolments(request.user, organisation, group)
    form = ActaForm(request.POST or None, enrolments=enrolments, initial={"post": default_post()})
    context = {"organisation": organisation, "group": group, "form": form, "enrolments": list(enrolments)}
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "certification/actas/choose_people.html", context, status=status)
    chosen = form.cleaned_data["enrolments"]
    if request.POST.get("step") != "sign":
        context |= {"chosen": list(chosen), "today": timezone.localdate(), "signer": request.user.get_full_name()}
        return render(request, "certification/actas/preview.html", context)
    return _sign(request, organisation, context, form)


def _sign(
    request: AuthenticatedRequest, organisation: Organisation, context: dict[str, Any], form: ActaForm
) -> HttpResponse:
    try:
        acta = sign_acta(
            actor=request.user,
            organisation=organisation,
            enrolments=form.cleaned_data["enrolments"],
            at=timezone.now(),
            post=form.cleaned_data["post"],
        )
    except ActaRefused as refusal:
        messages.error(request, str(refusal))
        return render(request, "certification/actas/choose_people.html", context, status=409)
    messages.success(request, _("Acta %(acta)s is signed; its certificates are being made.") % {"acta": acta})
    return redirect("acta", code=organisation.code, uid=acta.uid)


@login_required
@require_safe
def acta_detail(request: AuthenticatedRequest, code: str, uid: uuid.UUID) -> HttpResponse:
    seen = actas_seen_by(request.user).select_related("organisation", "edition", "cohort", "signed_by")
    acta = get_object_or_404(seen, organisation__code=code, uid=uid)
    return render(request, "certification/actas/detail.html", {"acta": acta, "rows": rows_of(acta)})
