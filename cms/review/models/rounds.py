"""A round of review: the text that was handed in, whom it was shown to, and what each of them said."""

from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState

from accounts.models import User
from cms.pages.authorship import authors_of
from cms.pages.models import CoursePage
from cms.review.models.parties import CourseGuest
from cms.review.stages import Party, Said
from institutes.models import Membership, Organisation
from institutes.permissions import organisations_where

Role = Membership.Role


class ReviewRound(models.Model):
    """One time a course was handed in. The digest binds every answer to the text that was read."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Returned with changes to make")
        CANCELLED = "cancelled", _("Cancelled")

    course = models.ForeignKey(CoursePage, on_delete=models.CASCADE, related_name="review_rounds")
    number = models.PositiveIntegerField(_("number"))
    digest = models.CharField(max_length=64)
    task_state = models.OneToOneField(
        TaskState, null=True, blank=True, on_delete=models.SET_NULL, related_name="review_round"
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_at = models.DateTimeField(_("opened at"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)

    class Meta:
        verbose_name = _("review round")
        verbose_name_plural = _("review rounds")
        ordering = ["course", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["course", "number"], name="review_round_number_once"),
            models.UniqueConstraint(fields=["course"], condition=Q(closed_at=None), name="one_open_round_per_course"),
            models.CheckConstraint(
                name="round_ends_with_an_outcome",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.number}"


class ReviewRequestQuerySet(models.QuerySet["ReviewRequest"]):
    """Reads of requests."""

    def open(self) -> Self:
        """Asked, in a round that goes on, and not answered."""
        return self.filter(round__closed_at=None, asked_at__isnull=False, decision="")

    def to(self, user: User) -> Self:
        """Requests to organisations for which the person stands."""
        reviews = Q(by_administration=False, organisation__in=organisations_where(user, Role.REVIEWER))
        administers = Q(by_administration=True, organisation__in=organisations_where(user, Role.INSTITUTE_ADMIN))
        return self.filter(reviews | administers)

    def decidable_by(self, user: User) -> Self:
        """Open requests the person may answer: who has a hand in the text does not approve it."""
        mine = self.open().to(user)
        own = [request.pk for request in mine.filter(approves=True).select_related("round__course")
               if request.is_own_text_of(user)]  # fmt: skip
        return mine.exclude(pk__in=own)


class ReviewRequest(models.Model):
    """What one party is asked in a round. Once answered, the answer never changes."""

    class Decision(models.TextChoices):
        APPROVED = "approved", _("Approved")
        RETURNED = "returned", _("Asked for changes")
        READ = "read", _("Read and commented")

    round = models.ForeignKey(ReviewRound, on_delete=models.CASCADE, related_name="requests")
    organisation = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    by_administration = models.BooleanField(default=False)  # the course's own institute, where no partner approves
    guest = models.ForeignKey(
        CourseGuest, null=True, blank=True, on_delete=models.RESTRICT, related_name="review_requests"
    )
    stage = models.PositiveSmallIntegerField(_("stage"))
    approves = models.BooleanField()
    due_days = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    # A guest's link: only the digest of its token is kept. The latest one works, earlier ones are dead.
    token_digest = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    token_expires_at = models.DateTimeField(null=True, blank=True)
    decision = models.CharField(_("decision"), max_length=10, choices=Decision, blank=True)
    remark = models.TextField(_("remark"), max_length=4000, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    objects = ReviewRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("review request")
        verbose_name_plural = _("review requests")
        ordering = ["round", "stage", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "organisation"], condition=Q(organisation__isnull=False),
                name="one_request_per_organisation_and_round",
            ),
            models.UniqueConstraint(
                fields=["round", "guest"], condition=Q(guest__isnull=False), name="one_request_per_guest_and_round"
            ),
            models.CheckConstraint(
                name="request_to_one_party",
                condition=Q(organisation__isnull=False, guest=None)
                | Q(organisation=None, guest__isnull=False, by_administration=False),
            ),
            models.CheckConstraint(
                name="request_asked_with_a_due_date",
                condition=Q(asked_at=None, due_on=None) | Q(asked_at__isnull=False, due_on__isnull=False),
            ),
            models.CheckConstraint(
                name="decision_of_somebody_asked_on_a_date",
                condition=Q(decision="", decided_at=None, decided_by=None, remark="")
                | (
                    Q(asked_at__isnull=False, decided_at__isnull=False)
                    & ~Q(decision="")
                    & (Q(decided_by__isnull=False, guest=None) | Q(decided_by=None, guest__isnull=False))
                ),
            ),
            models.CheckConstraint(
                name="decision_fits_what_was_asked",
                condition=Q(decision="")
                | Q(approves=True, decision="approved")
                | (Q(approves=True, decision="returned") & ~Q(remark=""))
                | Q(approves=False, decision="read"),
            ),
            models.CheckConstraint(
                name="link_of_a_guest_expires",
                condition=Q(token_digest=None, token_expires_at=None)
                | Q(token_digest__isnull=False, token_expires_at__isnull=False, guest__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.party_name}: {self.round}"

    @property
    def party_name(self) -> str:
        return str(self.guest or self.organisation)

    @property
    def role(self) -> Membership.Role:
        return Role.INSTITUTE_ADMIN if self.by_administration else Role.REVIEWER

    def as_party(self) -> Party[int]:
        return Party(self.pk, self.stage, self.approves, Said(self.decision))

    def is_open(self) -> bool:
        return bool(self.round.closed_at is None and self.asked_at and not self.decision)

    def is_late(self, today: date) -> bool:
        return self.is_open() and self.due_on is not None and self.due_on < today

    def link_works(self, at: datetime) -> bool:
        return self.is_open() and self.token_expires_at is not None and at < self.token_expires_at

    def is_own_text_of(self, user: User) -> bool:
        """Whether the person wrote the course under review or handed it in."""
        return user.pk == self.round.requested_by_id or user.pk in authors_of(self.round.course)
