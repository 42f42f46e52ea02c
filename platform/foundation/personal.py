"""What the platform holds about a person: every room says it in its ``exports`` module, for whoever wants it all.

    holds("notes", Note, owner="author", fields=("lesson_title", "text", "written_at"))
    exempt(Edition, "published_by", because="It tells whose work an edition is, and belongs to the edition.")

``owner`` is the way from a row to its person. A test fails for a relation to a person of which no room says anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet


@dataclass(frozen=True)
class Holding:
    """Rows of one model that belong to a person, and what of them is given out; ``files`` names their file fields.

    ``only`` leaves out what nobody may read yet, or any more.
    """

    name: str
    model: type[Model]
    owner: str
    fields: tuple[str, ...]
    files: tuple[str, ...] = ()
    only: Q | None = None

    def rows(self, user: Any) -> QuerySet[Any]:
        """The person's rows, the oldest first."""
        return self.model._base_manager.filter(self.only or Q(), **{self.owner: user.pk}).order_by("pk")


_holdings: dict[str, Holding] = {}
_exempt: dict[tuple[type[Model], str], str] = {}


def holds(
    name: str,
    model: type[Model],
    *,
    owner: str,
    fields: tuple[str, ...],
    files: tuple[str, ...] = (),
    only: Q | None = None,
) -> None:
    """A room holds such rows about a person and gives them out under ``name``."""
    if name in _holdings:
        raise ValueError(f"Two rooms give out rows as {name!r}.")
    _holdings[name] = Holding(name, model, owner, fields, files, only)


def exempt(model: type[Model], *relations: str, because: str) -> None:
    """These relations to a person are not given out, and why."""
    _exempt.update({(model, relation): because for relation in relations})


def holdings() -> list[Holding]:
    """Everything that is given out, by name."""
    return [_holdings[name] for name in sorted(_holdings)]


def unaccounted() -> list[str]:
    """Relations to a person that are neither given out nor exempt: none, or a room forgot to say so."""
    given = {(holding.model, holding.owner.split("__")[0]) for holding in _holdings.values()}
    return sorted(
        f"{model._meta.label}.{name}" for model, name in _relations() if (model, name) not in given | _exempt.keys()
    )


def _relations() -> Iterator[tuple[type[Model], str]]:
    person = get_user_model()
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.get_fields():
            if not field.auto_created and field.related_model is person:
                yield model, field.name
