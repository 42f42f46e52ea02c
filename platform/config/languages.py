"""Languages of content and interface; facts and their sources stand in docs/languages.md.

Django knows neither Wixárika nor western Mexicano, so both are added to its table. English is the language of the
strings in code only: it is never offered, and what is not translated yet is shown in Spanish.
"""

from django.conf.locale import LANG_INFO

SPANISH = "es-mx"
LANGUAGES = [
    (SPANISH, "Español"),
    ("hch", "Wixárika"),
    ("nah-x-mexocc", "Náhuatl (mexicano de occidente)"),
]
# In which lessons are written, and in which the platform itself speaks: two choices of whoever reads.
CONTENT_LANGUAGES = list(LANGUAGES)
INTERFACE_LANGUAGES = LANGUAGES[:1]

for _code, _name in LANGUAGES[1:]:
    LANG_INFO.setdefault(_code, {"bidi": False, "code": _code, "name": _name, "name_local": _name})

# Languages written from right to left, by the first part of their tags.
RIGHT_TO_LEFT = [code for code, info in LANG_INFO.items() if info.get("bidi")]
