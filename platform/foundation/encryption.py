"""Encrypted text columns and keyed look-ups, so that an identifier can be found without being readable."""

import base64
import hashlib
import hmac
from typing import TYPE_CHECKING, Any

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.db import models


def _cipher() -> MultiFernet:
    keys = (hashlib.sha256(key.encode()).digest() for key in settings.FIELD_KEYS)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in keys])


def encrypt(text: str) -> str:
    """Encrypt with the first of FIELD_KEYS."""
    return _cipher().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """Decrypt with whichever of FIELD_KEYS fits; raises cryptography.fernet.InvalidToken when none does."""
    return _cipher().decrypt(token.encode()).decode()


def lookup_digest(value: str, *, purpose: str) -> str:
    """HMAC-SHA-256 of ``value`` under LOOKUP_KEY, 64 hex digits; one purpose per column so that digests never join."""
    return hmac.new(settings.LOOKUP_KEY.encode(), f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


if TYPE_CHECKING:
    _Text = models.TextField[str, str]
else:  # Django's fields take no type arguments at run time
    _Text = models.TextField


class EncryptedTextField(_Text):
    """Text that is encrypted in the database and plain in Python; it can be neither filtered nor ordered by."""

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        return decrypt(value) if value else value

    def get_prep_value(self, value: Any) -> Any:
        prepared = super().get_prep_value(value)
        return encrypt(prepared) if prepared else prepared
