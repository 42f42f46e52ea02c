"""Languages that a test adds are known to its process only for that test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf.locale import LANG_INFO
from django.utils.translation import trans_real

from config.languages import CONTENT_LANGUAGES, INTERFACE_LANGUAGES, LANGUAGES
from languages import registry


@pytest.fixture
def languages_of_this_test(tmp_path: Path, settings: Any) -> Iterator[None]:
    """The lists, Django's tables and the catalogues as they were, afterwards."""
    lists = [(kept, list(kept)) for kept in (LANGUAGES, CONTENT_LANGUAGES, INTERFACE_LANGUAGES)]
    info, translations = dict(LANG_INFO), dict(trans_real._translations)  # type: ignore[attr-defined]
    settings.ADDED_LOCALES_DIR = tmp_path
    settings.LOCALE_PATHS = [*settings.LOCALE_PATHS, tmp_path]
    settings.LANGUAGES_CHECKED_EVERY = 0
    yield
    for kept, before in lists:
        kept[:] = before
    LANG_INFO.clear()
    LANG_INFO.update(info)
    trans_real._translations.clear()  # type: ignore[attr-defined]
    trans_real._translations.update(translations)  # type: ignore[attr-defined]
    registry._Known.left_in_spanish = {}
    registry._Known.news = ""
    registry._forget()
