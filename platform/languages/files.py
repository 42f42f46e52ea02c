"""Files of translations as people send and receive them: what cannot be read is told with its line."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from languages.models import InterfaceString, Language
from languages.pofiles import Entry, PoFault, dump, parse, plural_count

Problems = list[tuple[int, str, str]]
LARGEST = 2 * 1024 * 1024


def readable(content: bytes, forms: int, problems: Problems) -> Iterator[Entry]:
    """The entries of the file, its header apart; a file that cannot be read, or counts otherwise, has none."""
    try:
        entries = parse(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.append((0, "", _("The file is not written in UTF-8.")))
        return
    except PoFault as fault:
        problems.append((fault.line, "", _("This line is not understood: it is no .po file, or a damaged one.")))
        return
    if not entries:
        problems.append((0, "", _("The file has no translations in it.")))
    announced = plural_count(entries)
    if announced is not None and announced != forms:
        problems.append(
            (1, "", _("Its header counts %(found)d plural forms, the language has %(wanted)d.")
             % {"found": announced, "wanted": forms})
        )  # fmt: skip
        return
    yield from (entry for entry in entries if not entry.is_header)


def is_sure(entry: Entry, problems: Problems) -> bool:
    """Whether its translator was: one marked as fuzzy was guessed by a program."""
    if "fuzzy" in entry.flags:
        problems.append((entry.line, entry.msgid, _("It is marked as fuzzy: somebody has to look at it first.")))
        return False
    return True


def as_po(language: Language, strings: Iterable[tuple[InterfaceString, list[str]]], plural_forms: str, at: str) -> str:
    """All texts with what is reviewed of them; Spanish stands beside each as a comment."""
    header = {
        "Project-Id-Version": "formacion-docente",
        "PO-Revision-Date": at,
        "Language-Team": language.spanish_name,
        "Language": language.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plural_forms,
    }
    return dump((_entry(string, texts) for string, texts in strings), header)


def _entry(string: InterfaceString, texts: list[str]) -> Entry:
    empty = [""] * (2 if string.msgid_plural else 1)
    return Entry(
        msgid=string.msgid,
        msgid_plural=string.msgid_plural,
        context=string.context,
        texts=texts or empty,
        comments=[" / ".join(string.spanish)],
        places=string.places,
    )
