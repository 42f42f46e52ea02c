"""What changed between two states of a course: pure, over documents and keys as docs/edition-format.md states them.

A document is a tree of nodes, each a map with a ``uid``. A node is compared with the node of the same identifier:
where it stands, its texts (maps from language to text) and everything else, its settings. New kinds of blocks need
nothing here, as long as their parts carry identifiers.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import Any

from languages.differences import Words, word_changes

Document = Mapping[str, Any]
Keys = Mapping[str, Any]

ADDED, REMOVED, KEPT = "added", "removed", "kept"
MINOR, MAJOR = "minor", "major"
STRUCTURE, ASSESSMENT, SKILLS = "structure", "assessment", "skills"
REASONS = (STRUCTURE, ASSESSMENT, SKILLS)
COURSE, MODULE, LESSON, BLOCK, QUESTION, OPTION, ITEM = (
    "course", "module", "lesson", "block", "question", "option", "item",
)  # fmt: skip
_THINGS = {"modules": MODULE, "lessons": LESSON, "blocks": BLOCK}
# Facts by which a course is passed or a lesson answered, blocks that are marked or reviewed, and the one text that is
# part of a key.
ASSESSMENT_FACTS = {
    COURSE: frozenset({"type", "hours", "pass_mark", "attempts"}),
    LESSON: frozenset({"answer_minutes"}),
}
ASSESSED_BLOCKS = frozenset({"question", "pool", "evidence", "oral_practice", "project"})
ASSESSMENT_TEXTS = frozenset({"unit"})
# A translation by voice is wording, also of a question.
SAID = frozenset({"said"})
# What a key says to whoever answered; all else in it decides whether the answer is right.
KEY_TEXTS = frozenset({"explanation", "feedback", "hint", "hints"})
_ABSENT: Any = object()


@dataclass(frozen=True)
class Wording:
    """A text that says something else now; ``name`` may be a path, as in ``criteria.0``."""

    name: str
    language: str
    before: str
    after: str

    @property
    def words(self) -> Words:
        """The change word by word."""
        return word_changes(self.before, self.after)


@dataclass(frozen=True)
class Setting:
    """Anything else that has another value now; None where there was or is none."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Node:
    """A part of a document and where it stands; ``lesson`` is the identity of the lesson it is in, or "" outside."""

    data: Mapping[str, Any]
    identity: str
    thing: str
    parent: str = ""
    slot: str = ""
    lesson: str = ""
    assessed: bool = False

    @property
    def place(self) -> tuple[str, str]:
        return self.parent, self.slot


@dataclass(frozen=True)
class Change:
    """All that happened to one part. ``inside`` says that it came or went with the part around it."""

    before: Node | None
    after: Node | None
    moved: bool = False
    inside: bool = False
    wordings: tuple[Wording, ...] = ()
    settings: tuple[Setting, ...] = ()
    key: tuple[Setting, ...] = ()
    key_before: Any = None
    key_after: Any = None

    @property
    def node(self) -> Node:
        """The part as it is now, or as it was when it is gone."""
        found = self.after or self.before
        assert found is not None  # noqa: S101 (one of the two is always given)
        return found

    @property
    def fate(self) -> str:
        return ADDED if self.before is None else REMOVED if self.after is None else KEPT

    @property
    def reasons(self) -> frozenset[str]:
        """Why this change is more than wording; empty when it is not."""
        return frozenset(self._reasons())

    def _reasons(self) -> Iterator[str]:
        node = self.node
        if self.fate != KEPT or self.moved:
            yield ASSESSMENT if node.assessed else STRUCTURE
        names = {setting.name.partition(".")[0] for setting in self.settings} - SAID
        if self.key or (node.assessed and names) or names & ASSESSMENT_FACTS.get(node.thing, frozenset()):
            yield ASSESSMENT
        if node.assessed and any(wording.name in ASSESSMENT_TEXTS for wording in self.wordings):
            yield ASSESSMENT
        if node.thing == COURSE and "skills" in names:
            yield SKILLS


@dataclass(frozen=True)
class Changes:
    """Every part that changed: those of the new document in its order, then those that are gone in the old order."""

    parts: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.parts)

    @cached_property
    def reasons(self) -> tuple[str, ...]:
        found = frozenset(chain.from_iterable(change.reasons for change in self.parts))
        return tuple(reason for reason in REASONS if reason in found)

    @property
    def kind(self) -> str:
        """``minor`` when only words changed, ``major`` when structure, assessment or skills did; "" without change."""
        return "" if not self.parts else MAJOR if self.reasons else MINOR

    def of(self, fate: str) -> frozenset[str]:
        """Identities of the parts that were added or removed, or that changed where they are."""
        return frozenset(change.node.identity for change in self.parts if change.fate == fate)

    @property
    def moved(self) -> frozenset[str]:
        return frozenset(change.node.identity for change in self.parts if change.moved)

    def summary(self) -> dict[str, Any]:
        """How many of what, as an edition keeps it: ``added``, ``removed`` and ``moved`` by kind of part."""
        kept = [change for change in self.parts if change.fate == KEPT]
        return {
            "added": _by_thing(change for change in self.parts if change.fate == ADDED),
            "removed": _by_thing(change for change in self.parts if change.fate == REMOVED),
            "moved": _by_thing(change for change in self.parts if change.moved),
            "reworded": sum(bool(change.wordings) for change in kept),
            "settings": sum(bool(change.settings) for change in kept),
            "keys": sum(bool(change.key) for change in kept),
            "reasons": list(self.reasons),
        }


def _by_thing(changes: Iterator[Change]) -> dict[str, int]:
    return dict(sorted(Counter(change.node.thing for change in changes).items()))


def changes(base_document: Document, base_keys: Keys, document: Document, keys: Keys) -> Changes:
    """What a reader of the first document with its keys would find different in the second with its own."""
    repeated = _repeated(base_document) | _repeated(document)
    before, after = _nodes(base_document, repeated), _nodes(document, repeated)
    comparing = _Comparing(before, after, base_keys, keys, _languages(base_document) | _languages(document))
    return Changes(tuple(comparing.found()))


def _languages(document: Document) -> frozenset[str]:
    return frozenset([document["course"]["source_language"], *document["course"]["languages"]])


# --- The tree ---------------------------------------------------------------------------------------------------------
@dataclass
class _Walk:
    repeated: frozenset[str]
    nodes: dict[str, Node] = field(default_factory=dict)

    def enter(self, node: Node) -> None:
        self.nodes[node.identity] = node
        for slot, data in _children(node.data):
            thing = _thing(node, slot, data)
            identity = self._identity(node, str(data["uid"]))
            lesson = identity if thing == LESSON else node.lesson
            assessed = node.assessed or (node.thing == LESSON and data.get("type") in ASSESSED_BLOCKS)
            self.enter(Node(data, identity, thing, node.identity, slot, lesson, assessed))

    def _identity(self, parent: Node, uid: str) -> str:
        """The identifier; with its parent's before it where a copy carries the same one, as copied lessons do."""
        wanted = f"{parent.identity}/{uid}" if uid in self.repeated else uid
        numbered = (f"{wanted}#{number}" for number in range(2, len(self.nodes) + 3))
        return next(identity for identity in chain([wanted], numbered) if identity not in self.nodes)


def _nodes(document: Document, repeated: frozenset[str]) -> dict[str, Node]:
    """Every node by its identity, in reading order; the course itself is the root, named ""."""
    walk = _Walk(repeated)
    walk.enter(Node(_root(document), "", COURSE))
    return walk.nodes


def _root(document: Document) -> dict[str, Any]:
    rest = {name: value for name, value in document.items() if name != "course"}
    return {**document["course"], **rest}


def _repeated(document: Document) -> frozenset[str]:
    counted = Counter(_uids(_root(document)))
    return frozenset(uid for uid, times in counted.items() if times > 1)


def _uids(data: Mapping[str, Any]) -> Iterator[str]:
    for _slot, child in _children(data):
        yield str(child["uid"])
        yield from _uids(child)


def _children(data: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, value in data.items():
        yield from ((name, child) for child in _nodes_in(value))


def _nodes_in(value: Any) -> Iterator[Mapping[str, Any]]:
    if _is_node(value):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(_nodes_in(part) for part in value.values())
    elif isinstance(value, list):
        yield from chain.from_iterable(_nodes_in(part) for part in value)


def _is_node(value: Any) -> bool:
    return isinstance(value, Mapping) and isinstance(value.get("uid"), str)


def _thing(parent: Node, slot: str, data: Mapping[str, Any]) -> str:
    if data.get("type") == "question":
        return QUESTION
    return _THINGS.get(slot) or (OPTION if parent.thing == QUESTION else ITEM)


# --- Places -----------------------------------------------------------------------------------------------------------
def _moved(before: Mapping[str, Node], after: Mapping[str, Node]) -> Iterator[str]:
    """Kept nodes that stand under another parent, and the fewest whose moving explains each new order."""
    order = {identity: number for number, identity in enumerate(before)}
    stayed: dict[tuple[str, str], list[str]] = {}
    for identity, node in after.items():
        former = before.get(identity)
        if former is None:
            continue
        if former.place != node.place:
            yield identity
        else:
            stayed.setdefault(node.place, []).append(identity)
    for siblings in stayed.values():
        kept = longest_increasing([order[identity] for identity in siblings])
        yield from (identity for place, identity in enumerate(siblings) if place not in kept)


def longest_increasing(numbers: Sequence[int]) -> frozenset[int]:
    """Places of a longest increasing subsequence of different numbers."""
    ends: list[int] = []  # the smallest number that ends an increasing run of each length
    places: list[int] = []
    former: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number)
        former.append(places[length - 1] if length else -1)
        ends[length:length + 1] = [number]  # fmt: skip
        places[length:length + 1] = [place]  # fmt: skip
    kept = []
    place = places[-1] if places else -1
    while place >= 0:
        kept.append(place)
        place = former[place]
    return frozenset(kept)


# --- One node after the other -----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class _Comparing:
    before: Mapping[str, Node]
    after: Mapping[str, Node]
    base_keys: Keys
    keys: Keys
    languages: frozenset[str]

    def found(self) -> Iterator[Change]:
        moved = frozenset(_moved(self.before, self.after))
        for identity, node in self.after.items():
            if identity not in self.before:
                yield self._came(node)
            elif change := self._kept(self.before[identity], node, moved=identity in moved):
                yield change
        yield from (self._gone(node) for identity, node in self.before.items() if identity not in self.after)
        yield from self._keys_of_nothing()

    def _came(self, node: Node) -> Change:
        return Change(None, node, inside=node.parent not in self.before, key_after=_key_of(node, self.keys))

    def _gone(self, node: Node) -> Change:
        return Change(node, None, inside=node.parent not in self.after, key_before=_key_of(node, self.base_keys))

    def _kept(self, former: Node, node: Node, *, moved: bool) -> Change | None:
        facts = list(self._differences_of(_facts(former, node), _facts(node, former)))
        base_key, key = _key_of(former, self.base_keys), _key_of(node, self.keys)
        told, decisive = self._key_differences(_own(base_key, former), _own(key, node))
        found = Change(
            before=former,
            after=node,
            moved=moved,
            wordings=(*(fact for fact in facts if isinstance(fact, Wording)), *told),
            settings=tuple(fact for fact in facts if isinstance(fact, Setting)),
            key=tuple(decisive),
            key_before=base_key,
            key_after=key,
        )
        return found if found.moved or found.wordings or found.settings or found.key else None

    def _differences_of(self, before: Mapping[str, Any], after: Mapping[str, Any], path: str = "") -> "_Differences":
        for name in dict.fromkeys([*before, *after]):
            yield from self._differences(f"{path}{name}", before.get(name, _ABSENT), after.get(name, _ABSENT))

    def _differences(self, name: str, before: Any, after: Any) -> "_Differences":
        if before is after or (before is not _ABSENT and after is not _ABSENT and before == after):
            return
        if self._are_texts(before, after):
            yield from _wordings(name, _texts(before), _texts(after))
        elif isinstance(before, Mapping) and isinstance(after, Mapping):
            yield from self._differences_of(before, after, f"{name}.")
        elif _are_alike(before, after):
            for number, (one, other) in enumerate(zip(before, after, strict=True)):
                yield from self._differences(f"{name}.{number}", one, other)
        else:
            yield Setting(name, _value(before), _value(after))

    def _are_texts(self, *values: Any) -> bool:
        """Whether these are maps from language to text; one of them may be empty or not there at all."""
        given = [value for value in values if value is not _ABSENT]
        return any(given) and all(isinstance(value, Mapping) and self._is_text(value) for value in given)

    def _is_text(self, value: Mapping[str, Any]) -> bool:
        return all(language in self.languages and isinstance(text, str) for language, text in value.items())

    def _key_differences(
        self, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> tuple[list[Wording], list[Setting]]:
        """(what is told to whoever answered, what decides): a right answer in words is no mere wording."""
        told: list[Wording] = []
        decisive: list[Setting] = []
        for name in dict.fromkeys([*before, *after]):
            one, other = before.get(name, _ABSENT), after.get(name, _ABSENT)
            found = list(self._differences(name, *_of_options(one, other)))
            if name in KEY_TEXTS and all(isinstance(difference, Wording) for difference in found):
                told += [difference for difference in found if isinstance(difference, Wording)]
            elif found:
                decisive.append(Setting(name, _value(one), _value(other)))
        return told, decisive

    def _keys_of_nothing(self) -> Iterator[Change]:
        """Keys whose question stands in neither document: no reader meets them, but they are not the same."""
        known = {str(node.data.get("uid")) for node in chain(self.before.values(), self.after.values())}
        for uid in sorted({*self.base_keys, *self.keys} - known):
            one, other = self.base_keys.get(uid), self.keys.get(uid)
            if one != other:
                node = Node({"uid": uid}, uid, QUESTION, assessed=True)
                yield Change(node, node, key=(Setting("key", one, other),), key_before=one, key_after=other)


_Differences = Iterator[Wording | Setting]


def _facts(node: Node, other: Node) -> dict[str, Any]:
    """What the node says of itself, without the nodes in it; of the files of a course those that both states have.

    A file that came or went is told by the block that shows it.
    """
    told = {name: value for name, value in node.data.items() if name != "stale"}  # it follows from the texts
    facts = {name: _bare(value) for name, value in told.items() if name != "uid" or node.thing == COURSE}
    if node.thing == COURSE and "assets" in facts:
        shared = other.data.get("assets", {})
        facts["assets"] = {digest: told for digest, told in facts["assets"].items() if digest in shared}
    return facts


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(part) for part in value if not _is_node(part)]
    if isinstance(value, Mapping):
        return {name: _bare(part) for name, part in value.items() if not _is_node(part)}
    return value


def _are_alike(before: Any, after: Any) -> bool:
    """Whether two lists are compared item by item: as long as each other, and not of plain values."""
    if not (isinstance(before, list) and isinstance(after, list)) or len(before) != len(after):
        return False
    return all(isinstance(value, Mapping | list) for value in chain(before, after))


def _value(value: Any) -> Any:
    return None if value is _ABSENT else value


def _texts(value: Any) -> Mapping[str, str]:
    return {} if value is _ABSENT else value


def _of_options(before: Any, after: Any) -> tuple[Any, Any]:
    """Texts by option where there were none at all, or are none any more: each of them came or went."""
    if before is _ABSENT and after and isinstance(after, Mapping):
        return {}, after
    return (before, {}) if after is _ABSENT and before and isinstance(before, Mapping) else (before, after)


def _wordings(name: str, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Wording]:
    for language in sorted({*before, *after}):
        if before.get(language) != after.get(language):
            yield Wording(name, language, before.get(language, ""), after.get(language, ""))


def _key_of(node: Node, keys: Keys) -> Any:
    return keys.get(str(node.data["uid"])) if node.thing != COURSE else None


def _own(key: Any, node: Node) -> Mapping[str, Any]:
    """What a key does not merely repeat of its question."""
    return {name: value for name, value in (key or {}).items() if name not in node.data or node.data[name] != value}
