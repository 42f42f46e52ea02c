"""Programmes: courses in an order, towards skills of a competency framework; and who follows one."""

from typing import Any

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.validators import MinLengthValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin

from cms.skills.models import Skill
from courses.editions.models import Course
from institutes.models import Organisation
from languages.slugs import slug_of


class Programme(DraftStateMixin, RevisionMixin, ClusterableModel):  # type: ignore[misc]
    """What an organisation offers as a way to follow. Its row is what was approved; drafts are revisions."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    title = models.CharField(_("title"), max_length=140, validators=[MinLengthValidator(3)])
    slug = models.SlugField(max_length=140, unique=True, editable=False)
    summary = models.TextField(
        _("summary"), max_length=400, help_text=_("For whom it is and what one is able to do after it, in two lines.")
    )
    description = models.TextField(
        _("description"), max_length=4000, blank=True, help_text=_("How the courses build on each other, and why.")
    )
    skills = ParentalManyToManyField(Skill, blank=True, related_name="programmes", verbose_name=_("skills"))
    is_demonstration = models.BooleanField(default=False, editable=False)
    live = models.BooleanField(_("live"), default=False, editable=False)
    _revisions = GenericRelation("wagtailcore.Revision", related_query_name="programme")

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def revisions(self) -> Any:
        return self._revisions

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.slug = self.slug or self._free_slug()
        super().save(*args, **kwargs)

    def _free_slug(self) -> str:
        wanted = slug_of(self.title) or "programa"
        taken = set(Programme.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
        numbered = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
        return next(slug for slug in (wanted, *numbered) if slug not in taken)


class ProgrammeCourse(Orderable):  # type: ignore[misc]
    """A course at its place in a programme; any edition of it counts.

    That it stands there once is the form's rule: a constraint would refuse two rows that change places.
    """

    programme = ParentalKey(Programme, on_delete=models.CASCADE, related_name="places")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="+", verbose_name=_("course"))
    is_required = models.BooleanField(
        _("required"), default=True, help_text=_("Without the tick it is offered and keeps nobody waiting.")
    )
    note = models.CharField(
        _("why it stands here"), max_length=200, blank=True, help_text=_("Optional: what it adds to those before.")
    )

    class Meta(Orderable.Meta):  # type: ignore[misc]
        verbose_name = _("course of a programme")
        verbose_name_plural = _("courses of a programme")

    def __str__(self) -> str:
        return str(self.course)


class Following(models.Model):
    """Somebody follows a programme; the row goes when they leave it, what they studied stays."""

    teacher = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="followed_programmes")
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="followings")
    followed_at = models.DateTimeField()

    wagtail_reference_index_ignore = True  # who follows is nothing that editors of a programme read

    class Meta:
        ordering = ["-followed_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["teacher", "programme"], name="followed_once")]

    def __str__(self) -> str:
        return f"{self.teacher} · {self.programme}"
