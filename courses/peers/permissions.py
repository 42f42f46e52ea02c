"""Who reads which works and comments. Nobody learns from here who wrote what, but whoever accompanies the group."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from courses.assessment.models import Evidence, Piece
from courses.assessment.permissions import evidence_of
from courses.cohorts.permissions import cohorts_accompanied_by
from courses.peers.models import Comment, Part
from courses.study.models import Enrolment


def parts_of(user: User) -> QuerySet[Part]:
    """The person's own, those they took back too."""
    return Part.objects.filter(evidence__in=evidence_of(user).order_by().values("pk"))


def kept_for_the_community() -> QuerySet[Evidence]:
    """Evidence with a piece that is for the community only: no colleague sees anything of it."""
    kept = Piece.objects.filter(evidence=OuterRef("pk"), access=Piece.Access.COMMUNITY, gone_at=None)
    return Evidence.objects.filter(Exists(kept)).order_by()


def parts_shown() -> QuerySet[Part]:
    """Works that colleagues may read now: not taken back, nothing in them for the community only, nobody who left."""
    there = Part.objects.filter(left_at=None).exclude(evidence__in=kept_for_the_community().values("pk"))
    return there.exclude(evidence__enrolment__status=Enrolment.Status.WITHDRAWN)


def comments_given_by(user: User) -> QuerySet[Comment]:
    """What the person was asked to say and may still read, or has said."""
    own = parts_of(user).filter(left_at=None).order_by().values("pk")
    return Comment.objects.filter(reader__in=own, part__in=parts_shown().order_by().values("pk"))


def comments_read_by(user: User) -> QuerySet[Comment]:
    """What colleagues said of the person's works, once the person has said all that was asked of them."""
    said = Comment.objects.filter(part__in=parts_of(user).order_by().values("pk"), written_at__isnull=False)
    owed = comments_given_by(user).filter(written_at=None, reader=OuterRef("part"))
    return said.filter(removed_at=None).exclude(Exists(owed))


def comments_overseen_by(user: User) -> QuerySet[Comment]:
    """All of the groups that one accompanies, but those of one's own work or by oneself."""
    overseen = Comment.objects.filter(part__cohort__in=cohorts_accompanied_by(user).order_by().values("pk"))
    own = parts_of(user).order_by().values("pk")
    return overseen.exclude(part__in=own).exclude(reader__in=own)
