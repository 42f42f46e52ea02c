"""Letters that a Spanish keyboard lacks, by language, for the palette of text fields. Sources: docs/languages.md."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

MACRON, ACUTE = "\u0304", "\u0301"


class Letter(NamedTuple):
    """A character and its name, which a screen reader says in its place."""

    character: str
    name: str


def _letter(character: str, name: object) -> Letter:
    return Letter(character, name)  # type: ignore[arg-type]


_GLOTTALS = [_letter("ʼ", _("glottal stop")), _letter("ꞌ", _("saltillo")), _letter("Ꞌ", _("capital saltillo"))]
_MARKS = [_letter(ACUTE, _("acute accent over the letter before"))]
LETTERS: dict[str, list[Letter]] = {
    "hch": [
        _letter("ɨ", _("barred i")),
        _letter("Ɨ", _("capital barred i")),
        _letter("ʉ", _("barred u")),
        _letter("Ʉ", _("capital barred u")),
        _letter("ü", _("u with diaeresis")),
        _letter("ï", _("i with diaeresis")),
        _letter("+", _("plus sign, as a vowel")),
        *_GLOTTALS,
        _letter("ʔ", _("question-shaped glottal stop")),
        *_MARKS,
    ],
    "nah-x-mexocc": [
        _letter("ā", _("a with macron")),
        _letter("ē", _("e with macron")),
        _letter("ī", _("i with macron")),
        _letter("ō", _("o with macron")),
        _letter("ū", _("u with macron")),
        *_GLOTTALS,
        _letter(MACRON, _("macron over the letter before")),
        *_MARKS,
    ],
}
