"""The four spheres of knowledge that courses for indigenous education tag their contents with."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Sphere(models.TextChoices):
    """A course, module or lesson may belong to several, or to none."""

    FAMILY = "family", _("Family and community")
    ORAL = "oral", _("Oral tradition, history and literature")
    RELATIONS = "relations", _("Relations between communities")
    KNOWLEDGE = "knowledge", _("Study and sharing of knowledge")


def spheres_of(document: Mapping[str, Any]) -> list[Sphere]:
    """Those that a course of the edition format has anywhere in it, in the order of their list."""
    parts = [document["course"], *document["modules"]]
    parts += [lesson for module in document["modules"] for lesson in module["lessons"]]
    found = {sphere for part in parts for sphere in part.get("spheres", [])}
    return [sphere for sphere in Sphere if sphere.value in found]


def labels_of(codes: Iterable[str]) -> list[str]:
    """Their names in the language of the reader; what is not known here is left out."""
    known = set(codes)
    return [str(sphere.label) for sphere in Sphere if sphere.value in known]
