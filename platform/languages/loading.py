"""The platform's own words, read from its Spanish catalogue and its sources into the table of texts."""

import re
from collections import defaultdict
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.db import transaction

from languages.models import InterfaceString, words_of
from languages.pofiles import Entry, parse
from languages.registry import tell_all
from languages.selectors import key_of

CATALOGUE = Path("locale/es_MX/LC_MESSAGES/django.po")
MOST_PLACES = 8
_QUOTED = re.compile(r'"((?:[^"\\\n]|\\.)+)"')
_BLOCK = re.compile(r"{% blocktranslate.*?%}(.*?){% endblocktranslate %}", re.DOTALL)
_PLURAL = re.compile(r"{%\s*plural\s*%}")
_VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")
_FIELDS = ["context", "msgid", "msgid_plural", "spanish", "words", "source", "places", "is_current"]


@transaction.atomic
def load_interface_strings(catalogue: Path | None = None) -> int:
    """Add what is new, change what changed, and set aside what is no longer shown; safe to repeat."""
    entries = parse((catalogue or settings.BASE_DIR / CATALOGUE).read_text())
    places = _places(settings.BASE_DIR)
    strings = [_string(entry, places) for entry in entries if not entry.is_header and all(entry.texts)]
    InterfaceString.objects.bulk_create(
        strings, update_conflicts=True, unique_fields=["key"], update_fields=_FIELDS, batch_size=500
    )
    InterfaceString.objects.exclude(key__in=[string.key for string in strings]).update(is_current=False)
    tell_all()
    return len(strings)


def _string(entry: Entry, places: dict[str, list[str]]) -> InterfaceString:
    return InterfaceString(
        key=key_of(entry.context, entry.msgid),
        context=entry.context,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        spanish=entry.texts,
        words=words_of([entry.msgid, entry.msgid_plural, *entry.texts]),
        source=sha256("\x04".join([entry.msgid_plural, *entry.texts]).encode()).hexdigest(),
        places=places.get(entry.msgid, []),
    )


def _places(root: Path) -> dict[str, list[str]]:
    """Files in which each text stands: as a literal, or as the words of a block of a template."""
    found: dict[str, list[str]] = defaultdict(list)
    for file in _sources(root):
        for text in _texts(file.read_text()):
            if len(found[text]) < MOST_PLACES:
                found[text].append(file.relative_to(root).as_posix())
    return found


def _sources(root: Path) -> list[Path]:
    floors = ("platform", "cms", "courses", "certification", "evaluation", "demonstration", "templates")
    return sorted(
        file for floor in floors for end in ("py", "html", "txt") for file in (root / floor).rglob(f"*.{end}")
    )


def _texts(source: str) -> set[str]:
    literals = {text.replace('\\"', '"') for text in _QUOTED.findall(source)}
    blocks = {part for block in _BLOCK.findall(source) for part in _PLURAL.split(block)}
    return literals | {_VARIABLE.sub(r"%(\1)s", block) for block in blocks}
