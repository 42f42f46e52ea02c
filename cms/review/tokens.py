"""Tokens of links: 256 random bits for the guest, their digest for us."""

import hashlib
import secrets


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of_token(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
