"""Pools: questions of which each attempt draws some. They stand in the pool itself, in a bank, or in both.

A bank belongs to a room above this one, so that it is known here only by what it answers.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Protocol
from uuid import UUID, uuid5

from cms.pages.kinds import POOL

# (identifier, kind, value of its block)
Found = tuple[str, str, Any]
_rights: list[Callable[[Any], Any]] = []
_choosers: list[Callable[[], Any]] = []


class Bank(Protocol):
    """What a pool asks of a bank of questions."""

    pk: int

    def questions_for(self, *, tags: Collection[str] = (), skills: Collection[str] = ()) -> list[Found]:
        """The questions that bear one of the tags and one of the skills; without tags, or skills, all."""
        ...


def questions_of(pool: Mapping[str, Any]) -> list[Found]:
    """Everything that a pool may draw: its own questions, then those of its bank."""
    return [*own_questions(pool), *bank_questions(pool)]


def own_questions(pool: Mapping[str, Any]) -> Iterator[Found]:
    """The questions written into the pool."""
    for child in pool["questions"] or []:
        yield str(child.id), child.block_type.removeprefix("question_"), child.value


def bank_questions(pool: Mapping[str, Any]) -> list[Found]:
    """The questions that the pool's filter finds in its bank."""
    bank: Bank | None = pool.get("bank")
    if bank is None:
        return []
    return bank.questions_for(tags=tags_of(pool), skills=pool.get("skills") or [])


def banks_in(stream: Iterable[Any]) -> list[Bank]:
    """The banks that the pools of a lesson draw from."""
    pools = [child.value for child in stream if child.block_type == POOL]
    return [pool["bank"] for pool in pools if pool.get("bank") is not None]


def opens_banks(right: Callable[[Any], Any], *, chooser: Callable[[], Any]) -> None:
    """Says, for the room that keeps banks, from which of them a person may draw (a queryset), and how one is chosen."""
    _rights.append(right)
    _choosers.append(chooser)


def bank_chooser() -> Any:
    """The form's widget by which a bank is chosen."""
    return _choosers[-1]()


def closed_banks(banks: Iterable[Bank], user: Any) -> list[Bank]:
    """Those of the banks from which the person may not draw."""
    asked = {bank.pk: bank for bank in banks}
    opened = {pk for right in _rights for pk in right(user).filter(pk__in=asked).values_list("pk", flat=True)}
    return [bank for pk, bank in asked.items() if pk not in opened]


def tags_of(pool: Mapping[str, Any]) -> list[str]:
    """The tags of the filter, which an author writes with commas between them."""
    return [tag for tag in (" ".join(text.split()) for text in (pool.get("tags") or "").split(",")) if tag]


def uid_in_pool(pool_uid: str, question_uid: str) -> str:
    """The identifier under which a bank's question stands in one pool: two pools of a lesson may share a bank."""
    return str(uuid5(UUID(pool_uid), question_uid))
