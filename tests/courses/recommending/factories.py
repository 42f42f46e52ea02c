"""Results of a teacher in a small framework of three dimensions, on a scale of four levels."""

from datetime import UTC, date, datetime

from accounts.models import User
from cms.skills.models import Framework, FrameworkVersion, ResultScale, Skill
from courses.recommending.models import EvaluationResult
from courses.recommending.operations import record_result
from tests.accounts.factories import TeacherFactory

NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
DIMENSIONS = ("Conocer al grupo", "Organizar la enseñanza", "Mejora profesional")


def make_framework(code: str = "MARCO") -> FrameworkVersion:
    """Three dimensions, each with one skill below it; the same one when asked for again."""
    framework, made = Framework.objects.get_or_create(code=code, defaults={"name": f"Marco {code}"})
    if not made:
        return framework.versions.get()
    version = FrameworkVersion.objects.create(framework=framework, version="1", published_on=date(2026, 1, 1))
    for number, label in enumerate(DIMENSIONS, start=1):
        top = Skill.objects.create(framework_version=version, level_name="dimensión", code=str(number), label=label)
        Skill.objects.create(
            framework_version=version, level_name="parámetro", code=f"{number}.1", label=f"Parte de {label}", parent=top
        )
    return version


def make_scale() -> ResultScale:
    scale, made = ResultScale.objects.get_or_create(
        code="CUATRO", version="1", defaults={"name": "Cuatro niveles", "published_on": date(2026, 1, 1)}
    )
    for position, label in enumerate(("Nivel I", "Nivel II", "Nivel III", "Nivel IV"), start=1) if made else ():
        scale.levels.create(position=position, label=label)
    return scale


def skill(code: str, version: FrameworkVersion | None = None) -> Skill:
    return Skill.objects.get(framework_version=version or make_framework(), code=code)


def make_result(teacher: User | None = None, *positions: int) -> EvaluationResult:
    """The level reached in each dimension, in their order; those of ``make_framework``."""
    version, scale = make_framework(), make_scale()
    levels = {level.position: level for level in scale.levels.all()}
    given = {skill(str(number)): levels[at] for number, at in enumerate(positions or (3, 2, 1), start=1)}
    return record_result(
        teacher=teacher or TeacherFactory.create(), version=version, scale=scale, obtained_on=date(2026, 2, 1),
        levels=given, at=NOON,
    )  # fmt: skip
