"""Those who are invited to a course: organisations, and persons without an account."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.pages.models import CoursePage
from institutes.models import Organisation

LAST_STAGE = 9
USUAL_DAYS = 10
LINK_DAYS = 14


class Invited(models.Model):
    """What a party was invited to do, when, and by when."""

    approves = models.BooleanField(_("approves the course"), default=True, db_default=True)
    stage = models.PositiveSmallIntegerField(
        _("stage"), default=1, db_default=1, validators=[MinValueValidator(1), MaxValueValidator(LAST_STAGE)]
    )
    due_days = models.PositiveSmallIntegerField(
        _("days to answer"),
        default=USUAL_DAYS,
        db_default=USUAL_DAYS,
        validators=[MinValueValidator(1), MaxValueValidator(90)],
    )
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    invited_at = models.DateTimeField()

    class Meta:
        abstract = True


class CoursePartner(Invited):
    """An organisation invited to review a course; a co-author also edits it, whole or in the parts named."""

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="partners", verbose_name=_("course"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    may_edit = models.BooleanField(_("co-author: also edits the course"), default=False)
    # Apart from the list, so that a part deleted never turns "only this lesson" into "the whole course".
    only_parts = models.BooleanField(_("edits the parts named only"), default=False, db_default=False)
    parts = models.ManyToManyField(Page, blank=True, related_name="+", verbose_name=_("parts"))

    class Meta:
        verbose_name = _("partner of a course")
        verbose_name_plural = _("partners of a course")
        ordering = ["stage", "organisation__name"]
        constraints = [
            models.UniqueConstraint(fields=["course", "organisation"], name="partner_once_per_course"),
            models.CheckConstraint(
                name="partner_edits_parts_only_if_it_edits", condition=Q(only_parts=False) | Q(may_edit=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.course}"

    @property
    def name(self) -> str:
        return self.organisation.name


class CourseGuest(Invited):
    """A person without an account who is asked by letter, through a link of their own."""

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="guests", verbose_name=_("course"))
    name = models.CharField(_("name"), max_length=120)
    organisation_name = models.CharField(_("organisation"), max_length=160, blank=True)
    email = models.EmailField(_("e-mail address"))
    link_days = models.PositiveSmallIntegerField(
        _("days the link works"), default=LINK_DAYS, validators=[MinValueValidator(1), MaxValueValidator(90)]
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invited person without an account")
        verbose_name_plural = _("invited people without an account")
        ordering = ["stage", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "course", Lower("email"), condition=Q(withdrawn_at=None), name="guest_once_per_course"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation_name})" if self.organisation_name else self.name
