"""Writing down the order of a language's letters."""

import unicodedata
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from languages.alphabets import LONGEST_LETTER, MOST_LETTERS, TableFault, read_table
from languages.models import Alphabet, Language
from languages.permissions import languages_translated_by
from languages.signals import alphabet_changed


class AlphabetRefused(Exception):
    """The table cannot be used; the message is meant for the user."""


@transaction.atomic
def write_alphabet(*, actor: User, language: Language, table: str, at: datetime, note: str = "") -> Alphabet:
    """Keep the table; rooms whose lists follow it are told, and sort them anew."""
    language = languages_translated_by(actor).select_for_update().get(pk=language.pk)
    try:
        read_table(table, language.tag)
    except TableFault as fault:
        raise AlphabetRefused(_said(fault)) from None
    facts = {"table": table, "note": note, "changed_by": actor, "changed_at": at}
    alphabet, _created = Alphabet.objects.update_or_create(language=language, defaults=facts)
    log(instance=language, action="languages.alphabet", user=actor, timestamp=at, data={"table": table})
    alphabet_changed.send(Alphabet, language=language.tag, at=at)
    return alphabet


def _said(fault: TableFault) -> str:
    words = {
        "empty": _("The table has no letters."),
        "mark": _("“%(letters)s” is a mark without a letter: write it together with the letter that carries it."),
        "long": _("“%(letters)s” is longer than %(longest)d signs: part the letters with spaces."),
        "many": _("A table has at most %(most)d letters."),
        "twice": _("“%(letters)s” stands in the table twice."),
        "loop": _("These letters go round in a circle, each before the next: %(letters)s."),
        "open": _("The table does not say which of these comes first: %(letters)s."),
    }
    letters = (" → " if fault.reason == "loop" else ", ").join(_shown(letter) for letter in fault.letters)
    return words[fault.reason] % {"letters": letters, "longest": LONGEST_LETTER, "most": MOST_LETTERS}


def _shown(letter: str) -> str:
    """A mark stands on a circle, so that it can be seen."""
    return f"◌{letter}" if unicodedata.combining(letter[:1] or " ") else letter
