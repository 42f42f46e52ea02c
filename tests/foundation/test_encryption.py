"""Encrypted columns: rotation of keys, look-ups, tampering."""

from typing import Any

import pytest
from cryptography.fernet import InvalidToken
from hypothesis import given
from hypothesis import strategies as st

from foundation.encryption import decrypt, encrypt, lookup_digest


@given(st.text())
def test_any_text_comes_back(text: str) -> None:
    assert decrypt(encrypt(text)) == text


def test_the_same_text_never_looks_the_same() -> None:
    assert encrypt("CURP") != encrypt("CURP")


def test_what_the_old_key_wrote_is_read_after_rotation(settings: Any) -> None:
    settings.FIELD_KEYS = ["old"]
    written = encrypt("secreto")
    settings.FIELD_KEYS = ["new", "old"]
    assert decrypt(written) == "secreto"
    settings.FIELD_KEYS = ["new"]
    with pytest.raises(InvalidToken):
        decrypt(written)


def test_rotation_writes_with_the_new_key(settings: Any) -> None:
    settings.FIELD_KEYS = ["new", "old"]
    written = encrypt("secreto")
    settings.FIELD_KEYS = ["new"]
    assert decrypt(written) == "secreto"


def test_a_changed_token_is_refused() -> None:
    token = encrypt("secreto")
    with pytest.raises(InvalidToken):
        decrypt(token[:-4] + ("AAAA" if token[-4:] != "AAAA" else "BBBB"))


def test_digests_depend_on_key_and_purpose(settings: Any) -> None:
    first = lookup_digest("X", purpose="curp")
    assert first == lookup_digest("X", purpose="curp")
    assert first != lookup_digest("X", purpose="plaza")
    settings.LOOKUP_KEY = "other"
    assert first != lookup_digest("X", purpose="curp")
