"""People: who they are, what they consented to. Where they work stands in ``institutes``."""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts import curp as curps
from foundation.encryption import EncryptedTextField, lookup_digest
from foundation.models import Job
from foundation.storage import private_storage


class UserManager(BaseUserManager["User"]):
    """Accounts are made by e-mail address; there is no user name."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. ``uid`` is what leaves the installation; e-mail addresses are unique whatever their case."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    given_names = models.CharField(_("given names"), max_length=120)
    paternal_surname = models.CharField(_("first surname"), max_length=80)
    maternal_surname = models.CharField(_("second surname"), max_length=80, blank=True)
    is_staff = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_demonstration = models.BooleanField(_("invented person"), default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["given_names", "paternal_surname"]
    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["paternal_surname", "maternal_surname", "given_names", "pk"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_unique_any_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        return " ".join(filter(None, [self.given_names, self.paternal_surname, self.maternal_surname]))

    def get_short_name(self) -> str:
        return self.given_names.split(" ")[0] if self.given_names else self.email

    # Wagtail's admin reads these two names.
    @property
    def first_name(self) -> str:
        return self.given_names

    @property
    def last_name(self) -> str:
        return " ".join(filter(None, [self.paternal_surname, self.maternal_surname]))


class TeacherProfile(models.Model):
    """What identifies a teacher; the CURP is encrypted and found by a keyed digest only."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="teacher_profile")
    curp = EncryptedTextField(_("CURP"))
    curp_digest = models.CharField(max_length=64, unique=True, editable=False)
    public_name_consent = models.BooleanField(_("show my full name when a certificate is checked"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("teacher profile")
        verbose_name_plural = _("teacher profiles")

    def __str__(self) -> str:
        return str(self.user)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.curp_digest = self.digest_of(self.curp)
        super().save(*args, **kwargs)

    @staticmethod
    def digest_of(curp: str) -> str:
        return lookup_digest(curp, purpose="curp")

    @property
    def masked_curp(self) -> str:
        return curps.mask(self.curp)


class PrivacyNotice(models.Model):
    """One version of the notice; never edited once published, a new version takes its place."""

    version = models.CharField(_("version"), max_length=20, unique=True)
    text = models.TextField(_("text"), help_text=_("Plain text; blank lines separate paragraphs."))
    published_at = models.DateTimeField(_("published at"))
    needs_review = models.BooleanField(_("still to be reviewed by the operator"), default=False)

    class Meta:
        verbose_name = _("privacy notice")
        verbose_name_plural = _("privacy notices")
        ordering = ["-published_at"]

    def __str__(self) -> str:
        return self.version


class Consent(models.Model):
    """A person agreed to one purpose under one notice, from when until when."""

    class Purpose(models.TextChoices):
        PLATFORM = "platform", _("Use of the platform")
        SENSITIVE = "sensitive", _("Language and ethnic origin")
        EVALUATION = "evaluation", _("Evaluation of the pilot")

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(max_length=20, choices=Purpose)
    notice = models.ForeignKey(PrivacyNotice, on_delete=models.PROTECT)
    granted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose"], condition=Q(withdrawn_at=None), name="one_consent_in_force_per_purpose"
            ),
            models.CheckConstraint(
                name="consent_withdrawn_after_granted",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("granted_at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_purpose_display()}"


class SensitiveProfile(models.Model):
    """Language and ethnic origin, encrypted; exists only while its own consent is in force."""

    consent = models.OneToOneField(Consent, on_delete=models.CASCADE, related_name="sensitive_profile")
    language = EncryptedTextField(_("indigenous language"), blank=True)
    ethnic_origin = EncryptedTextField(_("people one belongs to"), blank=True)

    def __str__(self) -> str:
        return str(self.consent.user)


class ReadingChoices(models.Model):
    """How a person reads, for their other devices: ``foundation.reading.Reading`` as text."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="reading_choices")
    choices = models.CharField(max_length=200, blank=True)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.choices


class DataExport(models.Model):
    """Somebody asked for what the platform holds about them; the file goes when it expires."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="data_exports")
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.FileField(storage=private_storage, upload_to="exports/%Y/%m/", blank=True)
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-requested_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="export_ready_until",
                condition=models.Q(ready_at=None, expires_at=None)
                | models.Q(ready_at__isnull=False, expires_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.uid)
