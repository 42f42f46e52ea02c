"""Places, schools, organisations, and who holds which role in them."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from institutes import cct as ccts


class Municipality(models.Model):
    """One of the 125; ``key`` is INEGI's five digits, kept as text."""

    key = models.CharField(_("INEGI key"), max_length=5, primary_key=True)
    name = models.CharField(_("name"), max_length=80)
    is_metropolitan = models.BooleanField(_("metropolitan area of Guadalajara"), default=False)
    language_note = models.CharField(_("indigenous language"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("municipality")
        verbose_name_plural = _("municipalities")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Regionalisation(models.Model):
    """A way of dividing the state, valid between two dates; state reports use either."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class Region(models.Model):
    """One part of the state in one regionalisation."""

    regionalisation = models.ForeignKey(Regionalisation, on_delete=models.CASCADE, related_name="regions")
    code = models.CharField(max_length=4)
    name = models.CharField(max_length=80)
    municipalities = models.ManyToManyField(Municipality, through="MunicipalityRegion", related_name="regions")

    class Meta:
        ordering = ["regionalisation", "code"]
        constraints = [models.UniqueConstraint(fields=["regionalisation", "code"], name="region_code_unique")]

    def __str__(self) -> str:
        return self.name


class MunicipalityRegion(models.Model):
    """A municipality lies in exactly one region of each regionalisation."""

    municipality = models.ForeignKey(Municipality, on_delete=models.CASCADE)
    regionalisation = models.ForeignKey(Regionalisation, on_delete=models.CASCADE)
    region = models.ForeignKey(Region, on_delete=models.CASCADE)
    needs_confirmation = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "regionalisation"], name="one_region_per_regionalisation")
        ]

    def __str__(self) -> str:
        return f"{self.municipality}: {self.region}"


class Organisation(models.Model):
    """An institute (tenant), a partner that co-authors, or the authority that evaluates."""

    class Kind(models.TextChoices):
        INSTITUTE = "institute", _("Institute")
        PARTNER = "partner", _("Partner organisation")
        AUTHORITY = "authority", _("Education authority")

    code = models.SlugField(_("code"), max_length=20, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    name = models.CharField(_("name"), max_length=160)
    short_name = models.CharField(_("short name"), max_length=60)
    sector = models.CharField(_("sector"), max_length=60, blank=True)
    municipality = models.ForeignKey(
        Municipality, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("municipality")
    )
    cct = models.CharField(_("CCT"), max_length=10, blank=True)
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["kind", "code"]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships."""

    def in_force(self, on: date) -> Self:
        """Memberships valid on the given day."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=on), valid_from__lte=on)


MembershipManager = models.Manager.from_queryset(MembershipQuerySet)


class Membership(models.Model):
    """A person holds a role in an organisation from one day until another. Teachers need none: everyone may study.

    ``valid_to`` is the first day without the role, so that ending it today takes effect at once.
    """

    class Role(models.TextChoices):
        FACILITATOR = "facilitator", _("Facilitator")
        AUTHOR = "author", _("Author or trainer")
        REVIEWER = "reviewer", _("Partner co-author and reviewer")
        INSTITUTE_ADMIN = "institute_admin", _("Institute administrator")
        CERTIFIER = "certifier", _("Certifier")
        EVALUATOR = "evaluator", _("SEJ evaluator")
        SEJ_ADMIN = "sej_admin", _("SEJ administrator")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    role = models.CharField(_("role"), max_length=20, choices=Role)
    valid_from = models.DateField(_("from"))
    valid_to = models.DateField(_("until (exclusive)"), null=True, blank=True)
    objects = MembershipManager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["organisation", "role", "user"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organisation", "role"], condition=Q(valid_to=None), name="one_open_membership_per_role"
            ),
            models.CheckConstraint(
                name="membership_ends_after_it_starts", condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}, {self.get_role_display()}, {self.organisation.short_name}"


class School(models.Model):
    """A work centre; a key whose letter does not check is kept and marked, since some in use do not."""

    cct = models.CharField(_("CCT"), max_length=10, primary_key=True)
    name = models.CharField(_("name"), max_length=160, blank=True)
    municipality = models.ForeignKey(Municipality, null=True, blank=True, on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")

    def __str__(self) -> str:
        return self.name or self.cct

    @property
    def has_doubtful_key(self) -> bool:
        """The letter of the key does not check: probably mistyped, yet some keys in use are so."""
        return not ccts.letter_checks(self.cct)


class Post(models.Model):
    """Where a teacher works: level × school × shift × function; one person may hold several."""

    class Level(models.TextChoices):
        INITIAL = "inicial", _("Early childhood")
        PRESCHOOL = "preescolar", _("Preschool")
        PRIMARY = "primaria", _("Primary")
        SECONDARY = "secundaria", _("General secondary")
        TECHNICAL = "tecnica", _("Technical secondary")
        TELESECONDARY = "telesecundaria", _("Telesecundaria")
        SPECIAL = "especial", _("Special education")
        PHYSICAL = "fisica", _("Physical education")
        INDIGENOUS_PRESCHOOL = "preescolar_indigena", _("Indigenous preschool")
        INDIGENOUS_PRIMARY = "primaria_indigena", _("Indigenous primary")
        UPPER_SECONDARY = "media_superior", _("Upper secondary")

    class Function(models.TextChoices):
        TEACHER = "docente", _("Teacher")
        TECHNICAL_TEACHER = "tecnico_docente", _("Technical teacher")
        HEAD = "director", _("Head")
        DEPUTY_HEAD = "subdirector", _("Deputy head")
        SUPERVISOR = "supervisor", _("Supervisor")
        SECTOR_HEAD = "jefe_sector", _("Head of sector")
        ADVISER = "atp", _("Pedagogical adviser (ATP)")
        TUTOR = "tutor", _("Tutor")

    class Shift(models.TextChoices):
        MORNING = "matutino", _("Morning")
        AFTERNOON = "vespertino", _("Afternoon")
        EVENING = "nocturno", _("Evening")
        FULL_TIME = "completo", _("Full time")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="posts")
    school = models.ForeignKey(School, null=True, blank=True, on_delete=models.PROTECT, verbose_name=_("school"))
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, verbose_name=_("municipality"))
    level = models.CharField(_("level"), max_length=20, choices=Level)
    function = models.CharField(_("function"), max_length=20, choices=Function, default=Function.TEACHER)
    shift = models.CharField(_("shift"), max_length=12, choices=Shift, default=Shift.MORNING)

    class Meta:
        verbose_name = _("post")
        verbose_name_plural = _("posts")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "school", "level", "shift", "function"],
                condition=Q(school__isnull=False),
                name="post_unique_in_school",
            ),
            models.UniqueConstraint(
                fields=["user", "municipality", "level", "shift", "function"],
                condition=Q(school=None),
                name="post_unique_without_school",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_function_display()}, {self.get_level_display()}"
