"""Competency frameworks as versioned data: a published version never changes, certificates keep its wording."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Framework(models.Model):
    code = models.CharField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=200)

    class Meta:
        verbose_name = _("competency framework")
        verbose_name_plural = _("competency frameworks")

    def __str__(self) -> str:
        return self.name


class FrameworkVersion(models.Model):
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="versions")
    version = models.CharField(_("version"), max_length=20)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    basis = models.TextField(_("basis"), blank=True)

    class Meta:
        verbose_name = _("framework version")
        verbose_name_plural = _("framework versions")
        constraints = [models.UniqueConstraint(fields=["framework", "version"], name="framework_version_unique")]

    def __str__(self) -> str:
        return f"{self.framework.code} {self.version}"


class Skill(models.Model):
    """A node of a version; the framework names its levels (dimensión, parámetro, dominio …)."""

    framework_version = models.ForeignKey(FrameworkVersion, on_delete=models.CASCADE, related_name="skills")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="children")
    level_name = models.CharField(_("level"), max_length=40)
    code = models.CharField(_("code"), max_length=20)
    label = models.CharField(_("label"), max_length=300)
    language = models.CharField(max_length=20, default="es-mx")
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")
        ordering = ["framework_version", "code"]
        constraints = [models.UniqueConstraint(fields=["framework_version", "code"], name="skill_code_unique")]

    def __str__(self) -> str:
        return f"{self.code} {self.label}"


class Crosswalk(models.Model):
    """How a skill of one version relates to one of another."""

    class Relation(models.TextChoices):
        EQUAL = "equal", _("equal")
        BROADER = "broader", _("broader")
        NARROWER = "narrower", _("narrower")
        RELATED = "related", _("related")

    source = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="crosswalks_from")
    target = models.ForeignKey(Skill, on_delete=models.CASCADE, related_name="crosswalks_to")
    relation = models.CharField(max_length=10, choices=Relation)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL)
    stated_on = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "target"], name="one_relation_per_pair")]

    def __str__(self) -> str:
        return f"{self.source} {self.relation} {self.target}"


class ResultScale(models.Model):
    """Ordered levels in which an evaluation tells its results; a published one never changes, a new version does."""

    code = models.CharField(_("code"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)

    class Meta:
        verbose_name = _("scale of results")
        verbose_name_plural = _("scales of results")
        ordering = ["code", "-version"]
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="result_scale_version_unique")]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class ResultLevel(models.Model):
    """A level of a scale; position 1 is the lowest."""

    scale = models.ForeignKey(ResultScale, on_delete=models.CASCADE, related_name="levels", verbose_name=_("scale"))
    position = models.PositiveSmallIntegerField(_("position, from the lowest"))
    label = models.CharField(_("label"), max_length=80)

    class Meta:
        verbose_name = _("level of a scale")
        verbose_name_plural = _("levels of scales")
        ordering = ["scale", "position"]
        constraints = [
            models.UniqueConstraint(fields=["scale", "position"], name="one_level_per_position"),
            models.UniqueConstraint(fields=["scale", "label"], name="one_level_per_label"),
            models.CheckConstraint(name="level_position_from_one", condition=models.Q(position__gte=1)),
        ]

    def __str__(self) -> str:
        return self.label
