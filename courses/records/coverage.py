"""Which skills of a framework somebody has worked on, told by the courses they completed. Pure."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Node:
    """A skill as a framework states it."""

    key: int
    parent: int | None
    code: str
    label: str


@dataclass(frozen=True)
class Branch:
    """A node, whether a course completed covers it or all below it, and what stands below it."""

    node: Node
    is_covered: bool
    branches: list["Branch"] = field(default_factory=list)

    @property
    def leaves(self) -> int:
        return sum(branch.leaves for branch in self.branches) if self.branches else 1

    @property
    def covered(self) -> int:
        """How many of its leaves are covered; all of them where the node itself is."""
        if self.is_covered:
            return self.leaves
        return sum(branch.covered for branch in self.branches)


def coverage(nodes: Iterable[Node], gained: Collection[int]) -> list[Branch]:
    """The top nodes with all below them. Whoever gained a node gained what stands below it; a loop is left out."""
    below: dict[int | None, list[Node]] = {}
    for node in nodes:
        below.setdefault(node.parent, []).append(node)
    return _branches(None, below, gained, is_above_covered=False)


def _branches(
    parent: int | None, below: Mapping[int | None, list[Node]], gained: Collection[int], *, is_above_covered: bool
) -> list[Branch]:
    made = []
    for node in sorted(below.get(parent, ()), key=lambda node: (len(node.code), node.code, node.key)):
        is_gained = is_above_covered or node.key in gained
        branches = _branches(node.key, below, gained, is_above_covered=is_gained)
        is_covered = is_gained or (bool(branches) and all(branch.is_covered for branch in branches))
        made.append(Branch(node, is_covered, branches))
    return made
