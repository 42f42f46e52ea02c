"""What each process knows of languages and of the platform's own words, kept up with the database without a restart.

Whoever changes a language or a translation calls ``tell_all``. Each process asks the cache at most once a second
whether there is news (``keep_up``, one look-up of one key), and only then reads the tables again: it changes the lists
of ``config.languages`` in place, which are Django's and Wagtail's settings, and forgets what those had made of them.
"""

import struct
import time
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.core.cache import cache
from django.core.signals import setting_changed
from django.db import transaction
from django.utils import formats
from django.utils.translation import to_locale, trans_real

from config.languages import CONTENT_LANGUAGES, INTERFACE_LANGUAGES, LANGUAGES, RIGHT_TO_LEFT, SPANISH
from languages.models import InterfaceString, Language, StringTranslation

NEWS = "languages:news"
_CONTEXT_END = "\x04"  # as gettext joins a context and its text


class _Known:
    """Of this process: the news it has read, when it last asked, and the Spanish words left in each language."""

    news = ""
    asked_at = float("-inf")
    left_in_spanish: dict[str, frozenset[str]] = {}


def keep_up() -> None:
    """Read the tables again if somebody changed them; for each request and each task."""
    now = time.monotonic()
    if now - _Known.asked_at < settings.LANGUAGES_CHECKED_EVERY:
        return
    _Known.asked_at = now
    news = cache.get(NEWS)
    if news is None:  # never told, or forgotten by the cache: whoever asks first tells all
        cache.add(NEWS, uuid4().hex, None)
        news = cache.get(NEWS)
    if news != _Known.news:
        read_anew()
        _Known.news = news


def tell_all() -> None:
    """Once the change is committed: this process knows it at once, the others within a second."""
    transaction.on_commit(partial(_tell))


def _tell() -> None:
    news = uuid4().hex
    cache.set(NEWS, news, None)
    read_anew()
    _Known.news = news


def left_in_spanish(language: str) -> frozenset[str]:
    """Texts that pages in this language show in Spanish as they stand, because nobody has translated them yet."""
    return _Known.left_in_spanish.get(language, frozenset())


def read_anew() -> None:
    """Languages first, then the words of those that the platform speaks."""
    known = list(Language.objects.all())
    _know_languages(known)
    spoken = [language for language in known if language.is_interface and language.tag != SPANISH]
    _prepare_catalogues([language.tag for language in spoken])
    _forget()
    strings = _strings() if spoken else []
    for language in spoken:
        _speak(language, strings)


def _know_languages(known: list[Language]) -> None:
    for language in known:
        is_rtl = language.direction == Language.Direction.RTL
        info = {"bidi": is_rtl, "code": language.tag, "name": language.spanish_name, "name_local": language.name}
        LANG_INFO[language.tag] = info
    named = [(language, (language.tag, language.name)) for language in known]
    LANGUAGES[:] = [pair for _language, pair in named]
    CONTENT_LANGUAGES[:] = [pair for language, pair in named if language.is_content]
    INTERFACE_LANGUAGES[:] = [pair for language, pair in named if language.is_interface]
    RIGHT_TO_LEFT[:] = [tag.split("-")[0] for tag, info in LANG_INFO.items() if info.get("bidi")]


def _forget() -> None:
    """What Django and Wagtail remember of their settings, by the signal that they listen to."""
    for name in ("LANGUAGES", "WAGTAIL_CONTENT_LANGUAGES"):
        setting_changed.send(sender=Language, setting=name, value=getattr(settings, name), enter=True)
    formats.reset_format_cache()
    cache.delete("wagtail_locales_display_name")


def _prepare_catalogues(tags: list[str]) -> None:
    """Django speaks a language only if some folder has a catalogue of it; an empty one will do."""
    for tag in tags:
        file = _catalogue(tag)
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(_empty_catalogue())
    for tag, _name in LANGUAGES:
        if tag not in tags:
            _catalogue(tag).unlink(missing_ok=True)


def _catalogue(tag: str) -> Path:
    return Path(settings.ADDED_LOCALES_DIR) / to_locale(tag) / "LC_MESSAGES" / "django.mo"


def _empty_catalogue() -> bytes:
    """A compiled catalogue with its header alone (the .mo format of GNU gettext)."""
    header = b"Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
    start = 7 * 4
    return (
        struct.pack("<7I", 0x950412DE, 0, 1, start, start + 8, 0, start + 16)
        + struct.pack("<4I", 0, start + 16, len(header), start + 17)
        + b"\0"
        + header
        + b"\0"
    )


def _strings() -> list[InterfaceString]:
    return list(InterfaceString.objects.filter(is_current=True).defer("places"))


def _speak(language: Language, strings: list[InterfaceString]) -> None:
    """Django's catalogue of the language with the reviewed texts in it; whatever lacks one falls back to Spanish."""
    reviewed = StringTranslation.objects.filter(language=language, status=StringTranslation.Status.REVIEWED)
    texts = dict(reviewed.values_list("string", "texts"))
    catalogue: Any = trans_real.DjangoTranslation(language.tag)
    for string in strings:
        if string.pk in texts:
            _add(catalogue, string, texts[string.pk])
    trans_real._translations[language.tag] = catalogue  # type: ignore[attr-defined]
    left = {text for string in strings if string.pk not in texts for text in string.spanish}
    _Known.left_in_spanish |= {language.tag: frozenset(left)}


def _add(catalogue: Any, string: InterfaceString, texts: list[str]) -> None:
    name = f"{string.context}{_CONTEXT_END}{string.msgid}" if string.context else string.msgid
    if not string.msgid_plural:
        catalogue._catalog[name] = texts[0]
        return
    for form, text in enumerate(texts):
        catalogue._catalog[name, form] = text
