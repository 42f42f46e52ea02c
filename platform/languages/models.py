"""Which languages there are, who reads in which, and the platform's own words in them."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from config.languages import SPANISH


def words_of(texts: Iterable[str]) -> str:
    """Several forms as one text to look for words in."""
    return "\n".join(text for text in texts if text)


class Language(models.Model):
    """A language of lessons, of the interface or of both."""

    class Direction(models.TextChoices):
        LTR = "ltr", _("From left to right")
        RTL = "rtl", _("From right to left")

    tag = models.CharField(_("tag"), max_length=35, unique=True)
    endonym = models.CharField(
        _("its own name"),
        max_length=120,
        blank=True,
        help_text=_("As those who speak it call it; empty until they say."),
    )
    spanish_name = models.CharField(_("name in Spanish"), max_length=120)
    direction = models.CharField(_("direction"), max_length=3, choices=Direction, default=Direction.LTR)
    orthography_note = models.TextField(_("on its orthography"), max_length=2000, blank=True)
    community_note = models.TextField(_("on its dialects and communities"), max_length=2000, blank=True)
    is_content = models.BooleanField(_("lessons are written in it"), default=True)
    is_interface = models.BooleanField(
        _("the platform speaks it"),
        default=False,
        help_text=_("Visitors may choose it for menus and buttons; what is not translated yet is shown in Spanish."),
    )

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="spanish_is_always_there", condition=~Q(tag=SPANISH) | Q(is_content=True, is_interface=True)
            ),
            models.CheckConstraint(
                name="english_is_never_shown",
                condition=Q(is_interface=False) | ~(Q(tag="en") | Q(tag__startswith="en-")),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return self.endonym or self.spanish_name


class LanguageChoices(models.Model):
    """In which languages a person reads, for their other devices; empty where they never chose."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="language_choices")
    interface = models.CharField(max_length=35, blank=True)
    content = models.CharField(max_length=35, blank=True)
    chosen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.interface or '-'} / {self.content or '-'}"


class Alphabet(models.Model):
    """The order of a language's letters, as its trainers wrote it (``languages.alphabets``)."""

    language = models.OneToOneField(Language, on_delete=models.CASCADE, related_name="alphabet")
    table = models.TextField(_("letters in their order"), max_length=4000)
    note = models.CharField(_("note"), max_length=300, blank=True)
    changed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.language_id}: {self.table[:40]}"


class InterfaceString(models.Model):
    """A text of the platform itself, as the Spanish catalogue has it."""

    key = models.CharField(max_length=64, unique=True)
    context = models.CharField(max_length=200, blank=True)
    msgid = models.TextField()
    msgid_plural = models.TextField(blank=True)
    spanish = models.JSONField(default=list)
    words = models.TextField(default="")
    source = models.CharField(max_length=64)
    places = models.JSONField(default=list)
    is_current = models.BooleanField(default=True)

    class Meta:
        indexes = [models.Index(fields=["is_current", "id"], name="current_strings")]

    def __str__(self) -> str:
        return self.msgid[:80]


class StringTranslation(models.Model):
    """What somebody proposed for a text in a language, and what became of it; all of them are its history."""

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        REVIEWED = "reviewed", _("Reviewed")
        REPLACED = "replaced", _("Replaced")
        DECLINED = "declined", _("Not accepted")

    string = models.ForeignKey(InterfaceString, on_delete=models.CASCADE, related_name="translations")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    texts = models.JSONField()
    words = models.TextField(default="")
    source = models.CharField(max_length=64)
    dialect = models.CharField(_("dialect or community"), max_length=120, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.PROPOSED)
    proposer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["string", "language"], condition=Q(status="proposed"), name="one_open_proposal_for_each_string"
            ),
            models.UniqueConstraint(
                fields=["string", "language"], condition=Q(status="reviewed"), name="one_reviewed_text_for_each_string"
            ),
            models.CheckConstraint(
                name="nobody_reviews_their_own_string", condition=Q(reviewer__isnull=True) | ~Q(reviewer=F("proposer"))
            ),
            models.CheckConstraint(
                name="reviewed_by_somebody_at_some_time",
                condition=~Q(status__in=["reviewed", "declined"])
                | Q(reviewer__isnull=False, reviewed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.string_id}, {self.language_id}: {self.status}"

    @property
    def is_stale(self) -> bool:
        return self.source != self.string.source
