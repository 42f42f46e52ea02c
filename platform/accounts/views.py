"""Sign-up and confirmation with our answers, the privacy notice, a person's own profile."""

import time
from typing import Any

from allauth.account import views as allauth_views
from allauth.account.internal.flows.email_verification import send_verification_email_to_address
from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import ProfileForm, ResendForm, SensitiveForm
from accounts.middleware import ASK_EVERY
from accounts.models import Consent, PrivacyNotice, TeacherProfile
from accounts.operations import (
    RegistrationRefused,
    change_names,
    grant_consent,
    set_public_name_consent,
    set_sensitive_profile,
    withdraw_consent,
)
from accounts.operations import (
    accept_notice as agree_to_notice,
)
from accounts.selectors import consents_of, current_notice, sensitive_profile_of
from foundation.requests import AuthenticatedRequest
from foundation.throttling import allowed, who_asks

UNPROCESSABLE = 422
GONE = 410


class SignupView(allauth_views.SignupView):  # type: ignore[misc]
    """allauth's, answering 422 to what cannot be accepted."""

    def get_form(self, form_class: Any = None) -> Any:
        """Labels say it all: no placeholders, and the rules of the password in one sentence."""
        form = super().get_form(form_class)
        for name in ("email", "password1"):
            form.fields[name].widget.attrs.pop("placeholder", None)
        form.fields["password1"].help_text = _("At least 10 characters, not only digits, and no common password.")
        return form

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        response.status_code = UNPROCESSABLE
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)
        except RegistrationRefused as refusal:
            form.add_error(refusal.field, str(refusal))
            return self.form_invalid(form)
        return response


class ConfirmEmailView(allauth_views.ConfirmEmailView):  # type: ignore[misc]
    """allauth's, with a way on for an expired link."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.get_object()
        except Http404:
            return render(request, "accounts/link_expired.html", {"form": ResendForm()}, status=GONE)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response


@require_http_methods(["GET", "POST"])
def resend_confirmation(request: HttpRequest) -> HttpResponse:
    """Send the confirmation again; the answer never tells whether there is such an account."""
    form = ResendForm(request.POST or None)
    if not form.is_valid():
        status = UNPROCESSABLE if form.is_bound else 200
        return render(request, "accounts/link_expired.html", {"form": form}, status=status)
    if not allowed(f"resend:{who_asks(request)}", limit=5, seconds=600):
        form.add_error(None, _("Too many attempts: wait ten minutes."))
        return render(request, "accounts/link_expired.html", {"form": form}, status=429)
    address = EmailAddress.objects.filter(email__iexact=form.cleaned_data["email"], verified=False).first()
    if address is not None:
        send_verification_email_to_address(request, address)
    return redirect("account_email_verification_sent")


@require_safe
def privacy_notice(request: HttpRequest, version: str | None = None) -> HttpResponse:
    """The notice in force, or an earlier version that somebody agreed to."""
    published = PrivacyNotice.objects.filter(published_at__lte=timezone.now())
    notice = get_object_or_404(published, version=version) if version else current_notice()
    context = {"notice": notice, "earlier": published.exclude(pk=notice.pk), "is_current": notice == current_notice()}
    return render(request, "accounts/privacy_notice.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def accept_notice(request: AuthenticatedRequest) -> HttpResponse:
    """Ask again after a new notice: accept, or later."""
    goes_to = request.POST.get("next") or request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(
        goes_to, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        goes_to = "/"
    if request.method == "GET":
        return render(request, "accounts/accept_notice.html", {"notice": current_notice(), "next": goes_to})
    if "accept" in request.POST:
        agree_to_notice(user=request.user, notice=current_notice(), at=timezone.now())
        messages.success(request, _("Thank you. Your consent has been recorded."))
    request.session["notice"] = {"ask": False, "until": time.time() + ASK_EVERY}
    return redirect(goes_to)


@login_required
@require_safe
def profile(request: AuthenticatedRequest) -> HttpResponse:
    """What the platform knows about the person, and where each part is changed."""
    context = {
        "profile": TeacherProfile.objects.filter(user=request.user).first(),
        "consents": consents_of(request.user),
        "sensitive": sensitive_profile_of(request.user),
    }
    return render(request, "accounts/profile.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def profile_edit(request: AuthenticatedRequest) -> HttpResponse:
    """Names, and whether the verification page shows them."""
    teacher = TeacherProfile.objects.filter(user=request.user).first()
    shown = {"public_name_consent": bool(teacher and teacher.public_name_consent)}
    form = ProfileForm(request.POST or None, instance=request.user, initial=shown)
    if form.is_valid():
        agreed = form.cleaned_data.pop("public_name_consent")
        change_names(user=request.user, **form.cleaned_data)
        set_public_name_consent(user=request.user, agreed=agreed)
        messages.success(request, _("Your profile has been saved."))
        return redirect("profile")
    return render(request, "accounts/profile_edit.html", {"form": form}, status=UNPROCESSABLE if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "POST"])
def profile_sensitive(request: AuthenticatedRequest) -> HttpResponse:
    """Language and origin, with their own consent."""
    before = sensitive_profile_of(request.user)
    form = SensitiveForm(request.POST or None, instance=before, initial={"agreed": before is not None})
    if form.is_valid():
        grant_consent(user=request.user, purpose=Consent.Purpose.SENSITIVE, at=timezone.now())
        answers = form.cleaned_data
        set_sensitive_profile(user=request.user, language=answers["language"], ethnic_origin=answers["ethnic_origin"])
        messages.success(request, _("Your answers have been saved, encrypted."))
        return redirect("profile")
    context = {"form": form, "sensitive": before}
    return render(request, "accounts/profile_sensitive.html", context, status=UNPROCESSABLE if form.is_bound else 200)


@login_required
@require_POST
def profile_sensitive_withdraw(request: AuthenticatedRequest) -> HttpResponse:
    """Withdraw that consent: the data are deleted at once."""
    withdraw_consent(user=request.user, purpose=Consent.Purpose.SENSITIVE, at=timezone.now())
    messages.success(request, _("Your consent has been withdrawn and these data deleted."))
    return redirect("profile")
