"""Reads of reviews: where one stands, who is asked, what it would be if it began now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from cms.pages.authorship import authors_of
from cms.pages.models import CoursePage
from cms.review.models import CourseGuest, CoursePartner, ReviewRequest, ReviewRound
from cms.review.tokens import digest_of_token
from institutes.models import Membership, Organisation


@dataclass
class Asked:
    """One party in one stage, as the page shows it."""

    request: ReviewRequest
    party: CoursePartner | CourseGuest | None = None
    people: list[User] = field(default_factory=list)
    is_late: bool = False
    may_decide: bool = False

    @property
    def name(self) -> str:
        return self.request.party_name

    @property
    def nobody(self) -> bool:
        """Whether the organisation has no person who could answer."""
        return self.request.guest is None and not self.people


@dataclass
class Stage:
    """Those who are asked at the same time."""

    number: int
    parties: list[Asked]
    state: str  # "done", "current", "later"; "planned" before a review begins


def open_round_of(course: CoursePage) -> ReviewRound | None:
    return ReviewRound.objects.filter(course=course, closed_at=None).select_related("requested_by", "course").first()


def guests_of(course: CoursePage) -> QuerySet[CourseGuest]:
    """Invited people whose invitation stands."""
    return CourseGuest.objects.filter(course=course, withdrawn_at=None)


def stages_in_use(course: CoursePage) -> list[int]:
    stages = {*CoursePartner.objects.filter(course=course).values_list("stage", flat=True)}
    return sorted(stages | {*guests_of(course).values_list("stage", flat=True)})


def planned_requests(course: CoursePage) -> list[ReviewRequest]:
    """What a round that began now would ask of whom; nothing is saved.

    Where none of the parties approves, the institute's own administration does, after them.
    """
    planned = [
        ReviewRequest(
            organisation=partner.organisation, stage=partner.stage, approves=partner.approves, due_days=partner.due_days
        )
        for partner in CoursePartner.objects.filter(course=course).select_related("organisation")
    ]
    planned += [
        ReviewRequest(guest=guest, stage=guest.stage, approves=guest.approves, due_days=guest.due_days)
        for guest in guests_of(course)
    ]
    if not any(request.approves for request in planned):
        last = max((request.stage for request in planned), default=0)
        planned.append(
            ReviewRequest(
                organisation=course.organisation, by_administration=True, stage=last + 1, approves=True, due_days=10
            )
        )
    return sorted(planned, key=lambda request: request.stage)


def people_who(role: Membership.Role, organisation: Organisation) -> list[User]:
    """The people who hold a role in an organisation today."""
    held = Membership.objects.filter(role=role, organisation=organisation).in_force(timezone.localdate())
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def people_asked(request: ReviewRequest, authors: Iterable[int] = ()) -> list[User]:
    """Who of the organisation may answer: for an approval, not those who wrote the text."""
    if request.organisation is None:
        return []
    barred = set(authors) if request.approves else set()
    return [person for person in people_who(request.role, request.organisation) if person.pk not in barred]


def stages_of(course: CoursePage, round_: ReviewRound | None, decidable: Iterable[int] = ()) -> list[Stage]:
    """The stages of the open round, or those planned where there is none."""
    authors, today = authors_of(course), timezone.localdate()
    if round_ is None:
        requests = planned_requests(course)
    else:
        requests = list(round_.requests.select_related("organisation", "guest", "decided_by").order_by("stage", "pk"))
        for request in requests:
            request.round = round_
        authors |= {round_.requested_by_id} if round_.requested_by_id else set()
    partners = {partner.organisation_id: partner for partner in course.partners.all()}
    mine = set(decidable)
    shown = [
        Asked(
            request=request,
            party=request.guest or partners.get(request.organisation_id or 0),
            people=people_asked(request, authors),
            is_late=round_ is not None and request.is_late(today),
            may_decide=request.pk in mine,
        )
        for request in requests
    ]
    return [
        Stage(number, parties, _state_of(parties) if round_ else "planned")
        for number, parties in (
            (number, list(group)) for number, group in groupby(shown, key=lambda asked: asked.request.stage)
        )
    ]


def _state_of(parties: list[Asked]) -> str:
    if any(asked.request.asked_at is None for asked in parties):
        return "later"
    waiting = any(asked.request.approves and not asked.request.decision for asked in parties)
    return "current" if waiting else "done"


def past_rounds(course: CoursePage) -> QuerySet[ReviewRound]:
    """Rounds that ended, latest first, with everything that was said in them."""
    said = ReviewRequest.objects.select_related("organisation", "guest", "decided_by").order_by("stage", "pk")
    ended = ReviewRound.objects.filter(course=course, closed_at__isnull=False).select_related("requested_by")
    return ended.prefetch_related(Prefetch("requests", said)).order_by("-number")


def missing_before_review(course: CoursePage) -> list[str]:
    """What, besides the text, keeps the course from being handed in: nobody to ask."""
    authors = authors_of(course)
    return [
        _("%(party)s has nobody who could approve it: everyone there wrote the course, or nobody holds the role.")
        % {"party": request.party_name}
        for request in planned_requests(course)
        if request.approves and request.organisation and not people_asked(request, authors)
    ]


def requests_to_remind() -> QuerySet[ReviewRequest]:
    """Everything asked and not answered."""
    return ReviewRequest.objects.open().select_related("round__course", "organisation", "guest").order_by("pk")


def late_requests_in(courses: QuerySet[CoursePage], today: date) -> QuerySet[ReviewRequest]:
    """Who lets some courses wait beyond the due date, longest first."""
    late = ReviewRequest.objects.filter(round__course__in=courses.order_by().values("pk"), due_on__lt=today).open()
    return late.select_related("round__course", "organisation", "guest").order_by("due_on", "pk")


def request_of_link(token: str) -> ReviewRequest | None:
    """Whose link this is. Only its digest is compared, so that how long it takes tells nothing."""
    found = ReviewRequest.objects.filter(token_digest=digest_of_token(token), guest__isnull=False)
    return found.select_related("round__course", "round__requested_by", "guest").first()
