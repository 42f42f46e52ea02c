"""What is held about a person here. Who said it is not told, in neither direction."""

from django.db.models import Q

from courses.peers.models import Comment, Part
from foundation.personal import exempt, holds

holds(
    "peer_works", Part, owner="evidence__enrolment__teacher",
    fields=("evidence__uid", "text", "joined_at", "assigned_at", "left_at"),
)  # fmt: skip
holds(
    "peer_comments_given", Comment, owner="reader__evidence__enrolment__teacher",
    fields=("uid", "levels", "text", "written_at"),
)  # fmt: skip
holds(
    "peer_comments_received", Comment, owner="part__evidence__enrolment__teacher",
    fields=("uid", "part__evidence__uid", "levels", "text", "written_at"),
    only=Q(written_at__isnull=False, removed_at=None),
)  # fmt: skip
exempt(Comment, "removed_by", because="The comment is somebody else's.")
