"""What a teacher's own evaluation said, dimension by dimension. It is theirs alone: nobody else has a door to it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.skills.models import FrameworkVersion, ResultLevel, ResultScale, Skill


class EvaluationResult(models.Model):
    """The last result in a version of a framework, on a scale; entering it again takes its place."""

    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="evaluation_results")
    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.PROTECT, related_name="+")
    scale = models.ForeignKey(ResultScale, on_delete=models.PROTECT, related_name="+")
    obtained_on = models.DateField(_("date of the result"))
    recorded_at = models.DateTimeField()

    wagtail_reference_index_ignore = True  # "used in" of a skill would name whose result it is

    class Meta:
        ordering = ["-obtained_on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["teacher", "framework_version"], name="one_result_per_framework_version")
        ]

    def __str__(self) -> str:
        return str(self.pk)  # whatever is logged or listed somewhere says nothing


class DimensionResult(models.Model):
    """The level reached in one dimension."""

    result = models.ForeignKey(EvaluationResult, on_delete=models.CASCADE, related_name="dimensions")
    dimension = models.ForeignKey(Skill, on_delete=models.PROTECT, related_name="+")
    level = models.ForeignKey(ResultLevel, on_delete=models.PROTECT, related_name="+")

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["dimension__code", "pk"]
        constraints = [models.UniqueConstraint(fields=["result", "dimension"], name="one_level_per_dimension")]

    def __str__(self) -> str:
        return str(self.pk)
