"""Names of organisations by code, as forms offer them and documents freeze them.

A lesson's editor asks for them once per kind of block and a lesson's rules once per block: they are remembered in the
cache until an organisation changes.
"""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from institutes.models import Organisation

REMEMBERED_FOR = timedelta(minutes=5)
_KEY = "organisation-names"


def organisation_names() -> list[tuple[str, str]]:
    """(code, name) of every organisation known here, by name."""
    known: list[tuple[str, str]] | None = cache.get(_KEY)
    if known is None:
        known = list(Organisation.objects.order_by("name").values_list("code", "name"))
        cache.set(_KEY, known, REMEMBERED_FOR.total_seconds())
    return known


@receiver([post_save, post_delete], sender=Organisation)
def forget_names(**_news: Any) -> None:
    """What changed is read anew at the next question."""
    cache.delete(_KEY)
