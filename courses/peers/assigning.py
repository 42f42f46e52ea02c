"""Who reads whose work. Pure: the same people and the same seed give the same answer, in whatever order they come.

They stand in a ring whose order nobody chooses, and each reads those who follow. So nobody reads their own work, and
each work is read as often as every other.
"""

from collections.abc import Collection
from hashlib import sha256
from uuid import UUID


def assigned(works: Collection[UUID], each: int, seed: str) -> dict[UUID, tuple[UUID, ...]]:
    """{work: the works that its author reads}: ``each`` of them, or all others where there are fewer."""
    ring = sorted(works, key=lambda work: sha256(f"{seed}:{work}".encode()).digest())
    reach = range(1, min(each, len(ring) - 1) + 1)
    return {work: tuple(ring[(place + step) % len(ring)] for step in reach) for place, work in enumerate(ring)}
