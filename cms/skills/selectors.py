"""Skills as forms offer them."""

from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.skills.models import FrameworkVersion, Skill

REMEMBERED_FOR = timedelta(minutes=5)
_KEY = "skill-choices"
Choices = list[tuple[str, list[tuple[str, str]]]]


def skill_choices() -> Choices:
    """(version of a framework, its skills as ("FRAMEWORK|VERSION|CODE", label)) for every version, the newest first.

    A lesson's editor asks once per kind of question and its rules once per question: they are remembered until a skill
    changes.
    """
    known: Choices | None = cache.get(_KEY)
    if known is None:
        known = _read()
        cache.set(_KEY, known, REMEMBERED_FOR.total_seconds())
    return known


def _read() -> Choices:
    skills = Skill.objects.select_related("framework_version__framework").order_by(
        "framework_version__framework__code", "-framework_version__version", "code"
    )
    grouped: dict[str, list[tuple[str, str]]] = {}
    for skill in skills:
        version = skill.framework_version
        name = f"{version.framework.name} ({version.version})"
        value = f"{version.framework.code}|{version.version}|{skill.code}"
        grouped.setdefault(name, []).append((value, str(skill)))
    return list(grouped.items())


@receiver([post_save, post_delete], sender=Skill)
@receiver([post_save, post_delete], sender=FrameworkVersion)
def forget_choices(**_news: Any) -> None:
    """What changed is read anew at the next question."""
    cache.delete(_KEY)
