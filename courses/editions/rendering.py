"""What changed, in the words of authors: grouped by lesson, each part by its name, each value as one reads it."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import nh3
from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy

from cms.pages.blocks import LessonBlocks
from cms.pages.models import CoursePage, LessonPage, ModulePage
from cms.pages.rendering import HTML_TEXTS
from courses.editions.comparing import (
    ADDED,
    ASSESSMENT,
    COURSE,
    ITEM,
    LESSON,
    MODULE,
    OPTION,
    QUESTION,
    REMOVED,
    SKILLS,
    STRUCTURE,
    Change,
    Changes,
    Node,
    Setting,
    Wording,
)
from courses.editions.storing import numbered_lessons, text_in
from languages.differences import Words, word_changes

LONGEST_NAME = 90
REASONS = {
    STRUCTURE: gettext_lazy("parts were added, removed or moved"),
    ASSESSMENT: gettext_lazy("questions, tasks or the rules for passing changed"),
    SKILLS: gettext_lazy("the skills changed"),
}
THINGS = {
    COURSE: gettext_lazy("Course"),
    MODULE: gettext_lazy("Module"),
    LESSON: gettext_lazy("Lesson"),
    OPTION: gettext_lazy("Option"),
    ITEM: gettext_lazy("Part"),
}
# Names of the document that are not those of the page's fields.
_FIELDS = {"type": "course_type", "attempts": "attempts_allowed"}
_NAMES = {
    "asset": gettext_lazy("File"),
    "assets": gettext_lazy("Files"),
    "poster": gettext_lazy("Still picture"),
    "credit": gettext_lazy("Credit"),
    "credits": gettext_lazy("Credits"),
    "languages": gettext_lazy("Languages"),
    "said": gettext_lazy("Recording in another language"),
    "spoken": gettext_lazy("A recording may stand for a translation"),
    "kind": gettext_lazy("Kind of question"),
    "points": gettext_lazy("Points"),
    "text": gettext_lazy("Text"),
    "html": gettext_lazy("Text"),
    "explanation": gettext_lazy("Explanation"),
    "feedback": gettext_lazy("Feedback"),
    "hint": gettext_lazy("Hint"),
    "organisation": gettext_lazy("Organisation"),
    "version": gettext_lazy("Version of the format"),
    "correct": gettext_lazy("Right answer"),
    "value": gettext_lazy("Right answer"),
    "order": gettext_lazy("Right order"),
    "pairs": gettext_lazy("Right pairs"),
}
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TAG = re.compile(r"</(p|li|h3|h4|blockquote)>|<(br|hr)\s*/?>")


@dataclass(frozen=True)
class ShownWording:
    """A text with its changed words; without ``words`` only its formatting or its links changed."""

    label: str
    language: str
    words: Words


@dataclass(frozen=True)
class ShownSetting:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Item:
    """All that happened to one part, as the page lists it."""

    thing: str
    name: str
    fate: str
    moved: bool = False
    came_from: str = ""
    went_to: str = ""
    wordings: list[ShownWording] = field(default_factory=list)
    settings: list[ShownSetting] = field(default_factory=list)
    key: list[ShownSetting] = field(default_factory=list)


@dataclass
class Group:
    """The changes in one lesson, or in the course around its lessons (``uid`` is empty)."""

    title: str
    uid: str = ""
    is_gone: bool = False
    items: list[Item] = field(default_factory=list)


def reasons_of(reasons: Iterable[str]) -> list[str]:
    """Why a change is major, in words."""
    return [str(REASONS[reason]) for reason in reasons if reason in REASONS]


def groups_of(changes: Changes, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Group]:
    """The changes lesson by lesson, after those of the course itself; a part that came with its parent is not told."""
    return _Describing(before, after).groups(changes)


class _Describing:
    def __init__(self, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
        self.language = after["course"]["source_language"]
        self.several = len({*before["course"]["languages"], *after["course"]["languages"]}) > 1
        self.titles = {**self._titles(before), **self._titles(after)}
        self.now = {lesson["uid"] for _number, _module, lesson in numbered_lessons(dict(after))}

    def _titles(self, document: Mapping[str, Any]) -> dict[str, str]:
        titles = {module["uid"]: self._text(module["title"]) for module in document["modules"]}
        for number, _module, lesson in numbered_lessons(dict(document)):
            titles[lesson["uid"]] = f"{number} {self._text(lesson['title'])}"
        return titles

    def _text(self, texts: Mapping[str, str]) -> str:
        return text_in(dict(texts), self.language, next(iter(texts), ""))

    def groups(self, changes: Changes) -> list[Group]:
        course = Group(title=_("The course as a whole"))
        lessons: dict[str, Group] = {}
        for change in changes.parts:
            if change.inside:
                continue
            group = self._lesson(lessons, change.node) if change.node.lesson else course
            group.items.append(self._item(change))
        order = {uid: place for place, uid in enumerate(self.titles)}
        found = sorted(lessons.values(), key=lambda group: order.get(group.uid, len(order)))
        return [*([course] if course.items else []), *found]

    def _lesson(self, lessons: dict[str, Group], node: Node) -> Group:
        uid = node.lesson.rpartition("/")[2]
        title = self.titles.get(uid, node.lesson)
        return lessons.setdefault(node.lesson, Group(title=title, uid=uid, is_gone=uid not in self.now))

    def _item(self, change: Change) -> Item:
        node = change.node
        across = change.moved and change.before is not None and change.before.parent != node.parent
        return Item(
            thing=str(_thing_of(node)),
            name=self._name(node),
            fate=change.fate,
            moved=change.moved,
            came_from=self._place(change.before) if across and change.before else "",
            went_to=self._place(node) if across else "",
            wordings=[self._wording(node, wording) for wording in change.wordings],
            settings=self._settings(change),
            key=self._key(change),
        )

    def _place(self, node: Node) -> str:
        return self.titles.get(node.parent, "")

    def _name(self, node: Node) -> str:
        """The first text of the part: its title, its question, its first words."""
        for name in ("title", "text", "term", "prompt", "html", "alt", "caption"):
            texts = node.data.get(name)
            if isinstance(texts, Mapping) and (found := _plain(name, self._text(texts))):
                return found if len(found) <= LONGEST_NAME else f"{found[:LONGEST_NAME].rsplit(' ', 1)[0]}…"
        return ""

    def _wording(self, node: Node, wording: Wording) -> ShownWording:
        before, after = (_plain(wording.name, text) for text in (wording.before, wording.after))
        words = word_changes(before, after) if before != after else []
        language = dict(settings.LANGUAGES).get(wording.language, wording.language)
        return ShownWording(_label(node, wording.name), str(language) if self.several else "", words)

    def _settings(self, change: Change) -> list[ShownSetting]:
        """Each setting once, with its whole value: the third skill of five says little by itself."""
        names = list(dict.fromkeys(setting.name.partition(".")[0] for setting in change.settings))
        names = [name for name in names if name != "version"] or names  # of the format: no news to authors
        before, after = (node.data if node else {} for node in (change.before, change.after))
        return [
            ShownSetting(_label(change.node, name), _value(before.get(name)), _value(after.get(name))) for name in names
        ]

    def _key(self, change: Change) -> list[ShownSetting]:
        return [self._decisive(change, setting) for setting in change.key]

    def _decisive(self, change: Change, setting: Setting) -> ShownSetting:
        before, after = (
            _value(_named(value, self._texts_in(node.data) if node else {}))
            for value, node in ((setting.before, change.before), (setting.after, change.after))
        )
        return ShownSetting(_label(change.node, setting.name), before, after)

    def _texts_in(self, value: Any) -> dict[str, str]:
        """What stands behind each identifier in a question, by which its key names options and pairs."""
        found: dict[str, str] = {}
        for part in value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else []:
            found |= self._texts_in(part)
        if isinstance(value, Mapping) and isinstance(value.get("text"), Mapping):
            found[str(value.get("uid"))] = self._text(value["text"])
        return found


def _named(value: Any, texts: Mapping[str, str]) -> Any:
    """The value with the texts of the options that it names."""
    if isinstance(value, Mapping):
        return {texts.get(name, name): _named(part, texts) for name, part in value.items()}
    if isinstance(value, list):
        return [_named(part, texts) for part in value]
    return texts.get(value, value) if isinstance(value, str) else value


def _value(value: Any) -> str:
    """A setting as one reads it."""
    if value is None or value in ("", [], {}):
        return "—"
    if isinstance(value, bool):
        return _("True") if value else _("False")
    if isinstance(value, list):
        return "; ".join(_value(part) for part in value)
    if isinstance(value, Mapping):
        return ", ".join(_pair(name, part) for name, part in value.items() if part not in (None, "", [], {}))
    return _("file %(digest)s") % {"digest": value[:8]} if _DIGEST.fullmatch(str(value)) else str(value)


def _pair(name: str, value: Any) -> str:
    """Facts of a person, a skill, a file speak for themselves; two halves of a pair are joined."""
    return _value(value) if name.isidentifier() else f"{name} → {_value(value)}"


def _plain(name: str, text: str) -> str:
    """What one reads of a text, without its tags."""
    if name.partition(".")[0] not in HTML_TEXTS:
        return text
    return html.unescape(nh3.clean(_TAG.sub("\n", text), tags=set())).strip()


def _block(node: Node) -> Any:
    """The block that authors fill in for this part, if it is one."""
    kind = f"question_{node.data.get('kind')}" if node.thing == QUESTION else str(node.data.get("type"))
    return LessonBlocks.base_blocks.get(kind)


def _thing_of(node: Node) -> str | Promise:
    block = _block(node)
    return block.label if block is not None else THINGS.get(node.thing, node.data.get("type") or THINGS[ITEM])


def _label(node: Node, name: str) -> str:
    """The name that authors know a text or a setting by."""
    first = name.partition(".")[0]
    block = _block(node)
    if block is not None and first in getattr(block, "child_blocks", {}):
        return str(block.child_blocks[first].label)
    model: Any = {COURSE: CoursePage, MODULE: ModulePage, LESSON: LessonPage}.get(node.thing)
    known = {known.name: known for known in model._meta.get_fields()} if model else {}
    found = known.get(_FIELDS.get(first, first))
    if found is not None and hasattr(found, "verbose_name") and first not in _NAMES:
        label = str(found.verbose_name)
        return label[:1].upper() + label[1:]
    return str(_NAMES.get(first, first))


# --- Summaries --------------------------------------------------------------------------------------------------------
_COUNTED = {
    (ADDED, MODULE): ngettext_lazy("%(n)d module added", "%(n)d modules added", "n"),
    (ADDED, LESSON): ngettext_lazy("%(n)d lesson added", "%(n)d lessons added", "n"),
    (ADDED, QUESTION): ngettext_lazy("%(n)d question added", "%(n)d questions added", "n"),
    (REMOVED, MODULE): ngettext_lazy("%(n)d module removed", "%(n)d modules removed", "n"),
    (REMOVED, LESSON): ngettext_lazy("%(n)d lesson removed", "%(n)d lessons removed", "n"),
    (REMOVED, QUESTION): ngettext_lazy("%(n)d question removed", "%(n)d questions removed", "n"),
}
_BLOCKS = {
    ADDED: ngettext_lazy("%(n)d part added", "%(n)d parts added", "n"),
    REMOVED: ngettext_lazy("%(n)d part removed", "%(n)d parts removed", "n"),
}
_MOVED = ngettext_lazy("%(n)d part moved", "%(n)d parts moved", "n")
_OTHERS = {
    "reworded": ngettext_lazy("%(n)d text reworded", "%(n)d texts reworded", "n"),
    "settings": ngettext_lazy("%(n)d setting changed", "%(n)d settings changed", "n"),
    "keys": ngettext_lazy("%(n)d answer key corrected", "%(n)d answer keys corrected", "n"),
}


def summary_in_words(summary: Mapping[str, Any]) -> list[str]:
    """What an edition keeps of its changes, as short phrases: "2 lessons added", "1 answer key corrected"."""
    return [str(phrase % {"n": number}) for phrase, number in _phrases(summary) if number]


def _phrases(summary: Mapping[str, Any]) -> Iterator[tuple[Any, int]]:
    for fate in (ADDED, REMOVED):
        counted = dict(summary.get(fate, {}))
        for (wanted, thing), phrase in _COUNTED.items():
            if wanted == fate:
                yield phrase, counted.pop(thing, 0)
        yield _BLOCKS[fate], sum(counted.values())
    yield _MOVED, sum(summary.get("moved", {}).values())
    for name, phrase in _OTHERS.items():
        yield phrase, summary.get(name, 0)
