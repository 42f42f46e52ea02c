"""Programmes of the demonstration: written by an author, approved by an administrator, followed by the teacher."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from accounts.models import User
from cms.skills.models import Skill
from courses.editions.models import Edition
from courses.programmes.models import Programme, ProgrammeCourse
from courses.programmes.operations import follow_programme, publish_programme
from demonstration.content import read_programmes
from institutes.models import Organisation

FRAMEWORK = "PPI-EB-DOC"


def ensure_programmes(editions: Sequence[Edition], people: Mapping[str, User], *, at: datetime) -> None:
    """Each programme once; one that exists is left as it is. The last one stays a draft that waits for approval."""
    for raw in read_programmes():
        if Programme.objects.filter(title=raw["title"]).exists():
            continue
        draft = _written(raw, editions, people["autor"])
        if raw.get("draft"):
            continue
        approver = people["administrador"]
        programme = publish_programme(actor=approver, programme=draft, revision=draft.latest_revision_id)
        if raw.get("followed"):
            follow_programme(teacher=people["docente"], programme=programme, at=at)


def _written(raw: Mapping[str, Any], editions: Sequence[Edition], author: User) -> Programme:
    programme = Programme(
        organisation=Organisation.objects.get(code="IES-04"), title=raw["title"], summary=raw["summary"],
        description=raw.get("description", ""), is_demonstration=True,
    )  # fmt: skip
    programme.places = [
        ProgrammeCourse(
            course_id=editions[place["course"]].course_id,
            sort_order=number,
            is_required=place.get("required", True),
            note=place.get("note", ""),
        )
        for number, place in enumerate(raw["courses"])
    ]
    programme.skills = Skill.objects.filter(framework_version__framework__code=FRAMEWORK, code__in=raw["skills"])
    programme.save()
    programme.save_revision(user=author)
    saved: Programme = Programme.objects.get(pk=programme.pk)
    return saved
