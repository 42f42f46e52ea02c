"""Files of translations (GNU gettext .po): read with the line of each entry, written as the tools of translators do.

Pure. What is not understood raises ``PoFault`` with its line, so that nobody has to guess.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

_KEYWORD = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)(?:\[(\d+)\])?\s+"(.*)"\s*$')
_QUOTED = re.compile(r'"(.*)"\s*$')
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", '"': '"', "\\": "\\"}
_ESCAPE = re.compile(r"\\(.)")
_NPLURALS = re.compile(r"nplurals\s*=\s*(\d+)\s*;")


class PoFault(Exception):
    """The file is no .po file, at this line."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass
class Entry:
    """A text and its translation; ``texts`` holds one for each plural form, or a single one."""

    msgid: str = ""
    msgid_plural: str = ""
    context: str = ""
    texts: list[str] = field(default_factory=list)
    flags: frozenset[str] = frozenset()
    comments: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    line: int = 0

    @property
    def is_header(self) -> bool:
        return not self.msgid and not self.context


def parse(text: str) -> list[Entry]:
    """The entries in their order, the header among them; obsolete ones are left out."""
    return [entry for entry in _entries(text) if entry.texts]


def _entries(text: str) -> Iterator[Entry]:
    entry, current = Entry(), ""
    for number, raw in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        line = raw.strip()
        starts = line.startswith(("#", "msgctxt", "msgid ")) and current == "msgstr"
        if not line or starts:
            if current:
                yield entry
                entry, current = Entry(), ""
            if not line:
                continue
        current = _read(entry, current, line, number)
    if current:
        yield entry


def _read(entry: Entry, current: str, line: str, number: int) -> str:
    """What the line adds to the entry; returns the keyword that a following line goes on with."""
    if line.startswith("#"):
        _read_comment(entry, line)
        return current
    keyword = _KEYWORD.fullmatch(line)
    if keyword:
        entry.line = entry.line or number
        _add(entry, keyword[1], _unescaped(keyword[3]), opens=True)
        return keyword[1]
    goes_on = _QUOTED.fullmatch(line)
    if not goes_on or not current:
        raise PoFault(number)
    _add(entry, current, _unescaped(goes_on[1]), opens=False)
    return current


def _read_comment(entry: Entry, line: str) -> None:
    if line.startswith("#,"):
        entry.flags |= {flag.strip() for flag in line[2:].split(",")}
    elif line.startswith("#:"):
        entry.places += line[2:].split()
    elif line.startswith("# "):
        entry.comments.append(line[2:])


def _add(entry: Entry, keyword: str, text: str, *, opens: bool) -> None:
    if keyword == "msgstr":
        if opens:
            entry.texts.append(text)
        else:
            entry.texts[-1] += text
        return
    name = "context" if keyword == "msgctxt" else keyword
    setattr(entry, name, text if opens else getattr(entry, name) + text)


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), text)


def plural_count(entries: Iterable[Entry]) -> int | None:
    """How many plural forms the header announces; None without one."""
    header = next((entry for entry in entries if entry.is_header), None)
    found = _NPLURALS.search(header.texts[0]) if header else None
    return int(found[1]) if found else None


def dump(entries: Iterable[Entry], header: dict[str, str]) -> str:
    """The file: its header first, each entry with its comments, places and flags."""
    lines = ['msgid ""', 'msgstr ""', *(f'"{_escaped(f"{name}: {value}")}\\n"' for name, value in header.items())]
    return "\n".join(lines) + "\n" + "".join(f"\n{_dumped(entry)}" for entry in entries)


def _dumped(entry: Entry) -> str:
    lines = [f"# {line}".rstrip() for comment in entry.comments for line in comment.splitlines() or [""]]
    lines += [f"#: {place}" for place in entry.places]
    if entry.flags:
        lines.append("#, " + ", ".join(sorted(entry.flags)))
    if entry.context:
        lines.append(f'msgctxt "{_escaped(entry.context)}"')
    lines.append(f'msgid "{_escaped(entry.msgid)}"')
    if entry.msgid_plural:
        lines.append(f'msgid_plural "{_escaped(entry.msgid_plural)}"')
        lines += [f'msgstr[{place}] "{_escaped(text)}"' for place, text in enumerate(entry.texts)]
    else:
        lines.append(f'msgstr "{_escaped(entry.texts[0] if entry.texts else "")}"')
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    for sign, name in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        text = text.replace(sign, name)
    return text
