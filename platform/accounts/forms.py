"""Forms about people."""

from django import forms
from django.http import HttpRequest

from accounts.models import User


class SignupForm(forms.Form):
    """The questions that sign-up adds to e-mail and password."""

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this once the account exists."""
