"""Skills as forms offer them."""

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db.models import Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.skills.models import FrameworkVersion, ResultScale, Skill

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


def versions_with_dimensions() -> QuerySet[FrameworkVersion]:
    """Published versions of frameworks that have top nodes, the newest first."""
    versions = FrameworkVersion.objects.filter(published_on__isnull=False, skills__parent=None, skills__isnull=False)
    return versions.select_related("framework").distinct().order_by("-published_on", "framework__code", "pk")


def dimensions_in(version: FrameworkVersion) -> list[Skill]:
    """The top nodes of a version, whatever it calls them, by their codes."""
    return list(Skill.objects.filter(framework_version=version, parent=None).order_by("code", "pk"))


def result_scales(on: date) -> QuerySet[ResultScale]:
    """Published scales in force on a day, the newest first."""
    in_force = Q(valid_to=None) | Q(valid_to__gte=on)
    return ResultScale.objects.filter(in_force, published_on__lte=on).order_by("-published_on", "code", "pk")
