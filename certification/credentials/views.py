"""A teacher's own certificates, and an institute's desk of certificates."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from certification.actas.permissions import actas_seen_by
from certification.credentials.forms import RevokeForm, SearchForm
from certification.credentials.models import Credential, CredentialPDF
from certification.credentials.operations import CredentialRefused, reissue, revoke_credential
from certification.credentials.permissions import (
    credentials_certifiable_by,
    credentials_owned_by,
    credentials_seen_by,
)
from certification.credentials.selectors import issuing_of, search
from certification.credentials.tasks import render_credential
from foundation.models import Job
from foundation.requests import AuthenticatedRequest
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by, institutes_certified_by

PER_PAGE = 25
ASK_AGAIN_SECONDS = 60
RELATED = ("organisation", "pdf", "replaces", "replaced_by", "acta_row__acta__organisation")


def _answer_pdf(request: HttpRequest, credential: Credential, back: str) -> HttpResponseBase:
    """The file; while it is not drawn yet, a page that waits for it and a task that draws it."""
    pdf = CredentialPDF.objects.filter(credential=credential).first()
    if pdf is None and cache.add(f"render-credential:{credential.pk}", 1, ASK_AGAIN_SECONDS):
        render_credential.delay(credential.pk)
        pdf = CredentialPDF.objects.filter(credential=credential).first()
    if pdf is None:
        context = {"credential": credential, "back": back}
        return render(request, "certification/credentials/waiting.html", context, status=202)
    name = _("certificate") + f"-{credential.folio}.pdf"
    return FileResponse(pdf.file.open("rb"), as_attachment=True, filename=name, content_type="application/pdf")


@login_required
@require_safe
def my_certificate(request: AuthenticatedRequest, folio: str) -> HttpResponse:
    credential = get_object_or_404(credentials_owned_by(request.user).select_related(*RELATED), folio=folio)
    return render(request, "certification/credentials/mine.html", {"credential": credential})


@login_required
@require_safe
@cache_control(private=True, no_store=True)
def my_certificate_pdf(request: AuthenticatedRequest, folio: str) -> HttpResponseBase:
    credential = get_object_or_404(credentials_owned_by(request.user).select_related("organisation"), folio=folio)
    return _answer_pdf(request, credential, "my_certificate")


def _seen_institute(request: AuthenticatedRequest, code: str) -> Organisation:
    mine = institutes_certified_by(request.user) | institutes_administered_by(request.user)
    return get_object_or_404(mine, code=code)


@login_required
@require_safe
def certificates_progress(request: AuthenticatedRequest, code: str, uid: uuid.UUID) -> JsonResponse:
    """What the progress bar of an acta's certificates asks for."""
    acta = get_object_or_404(actas_seen_by(request.user), organisation__code=code, uid=uid)
    issuing = issuing_of(acta)
    status = Job.Status.DONE if issuing.is_over else Job.Status.RUNNING
    return JsonResponse({"status": status, "done": issuing.rendered, "total": issuing.rows})


@login_required
@require_safe
def certificate_list(request: AuthenticatedRequest, code: str) -> HttpResponse:
    organisation = _seen_institute(request, code)
    form = SearchForm(request.GET or None)
    query = form.cleaned_data["q"] if form.is_bound and form.is_valid() else ""
    page = Paginator(search(request.user, organisation, query), PER_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "form": form, "query": query, "page_obj": page}
    return render(request, "certification/credentials/list.html", context)


def _seen(request: AuthenticatedRequest, code: str, folio: str) -> Credential:
    seen = credentials_seen_by(request.user).select_related(*RELATED)
    return get_object_or_404(seen, organisation__code=code, folio=folio)


@login_required
@require_safe
def certificate_detail(request: AuthenticatedRequest, code: str, folio: str) -> HttpResponse:
    credential = _seen(request, code, folio)
    in_force = credential.status == Credential.Status.ISSUED
    may_change = in_force and credentials_certifiable_by(request.user).filter(pk=credential.pk).exists()
    context = {"credential": credential, "organisation": credential.organisation, "may_change": may_change}
    return render(request, "certification/credentials/detail.html", context)


@login_required
@require_safe
@cache_control(private=True, no_store=True)
def certificate_pdf(request: AuthenticatedRequest, code: str, folio: str) -> HttpResponseBase:
    return _answer_pdf(request, _seen(request, code, folio), "certificate")


def _certifiable(request: AuthenticatedRequest, code: str, folio: str) -> Credential:
    mine = credentials_certifiable_by(request.user).select_related(*RELATED)
    return get_object_or_404(mine, organisation__code=code, folio=folio)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificate_revoke(request: AuthenticatedRequest, code: str, folio: str) -> HttpResponse:
    """Asks for the reason and a confirmation, then revokes."""
    credential = _certifiable(request, code, folio)
    form = RevokeForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        context = {"credential": credential, "organisation": credential.organisation, "form": form}
        status = 422 if request.method == "POST" else 200
        return render(request, "certification/credentials/revoke.html", context, status=status)
    try:
        revoke_credential(
            actor=request.user, credential=credential, reason=form.cleaned_data["reason"], at=timezone.now()
        )
        messages.success(request, _("The certificate %(folio)s is revoked.") % {"folio": folio})
    except CredentialRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("certificate", code=code, folio=folio)


@login_required
@require_POST
def certificate_reissue(request: AuthenticatedRequest, code: str, folio: str) -> HttpResponse:
    credential = _certifiable(request, code, folio)
    try:
        made = reissue(actor=request.user, credential=credential, at=timezone.now())
    except CredentialRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("certificate", code=code, folio=folio)
    messages.success(request, _("Certificate %(folio)s takes its place.") % {"folio": made.folio})
    return redirect("certificate", code=code, folio=made.folio)
