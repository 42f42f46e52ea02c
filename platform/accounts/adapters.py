"""How allauth creates our accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.operations import register_teacher


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """E-mail accounts with Mexican names, made by the same operation as everywhere else."""

    def validate_unique_email(self, email: str) -> str:
        """Sign-up says plainly that the address is taken; recovering a password stays silent about it.

        Teachers share computers and forget accounts: sending them into a dead end would cost more than the hint
        gives away, and sign-up is rate-limited.
        """
        if User.objects.filter(email__iexact=email).exists():
            raise ValidationError(
                _("There is already an account with this e-mail address. Sign in, or recover your password."),
                code="taken",
            )
        return email

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Account, profile and consent in one transaction; raises RegistrationRefused when somebody was faster."""
        answers = form.cleaned_data
        return register_teacher(
            email=answers["email"],
            password=answers["password1"],
            given_names=answers["given_names"],
            paternal_surname=answers["paternal_surname"],
            maternal_surname=answers["maternal_surname"],
            curp=answers["curp"],
            at=timezone.now(),
        )
