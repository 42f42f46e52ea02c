"""What is held about a person here."""

from cms.proposals.models import Proposal, Support
from foundation.personal import exempt, holds

holds(
    "proposals", Proposal, owner="author",
    fields=("uid", "place", "kind", "text", "is_public", "shows_name", "status", "answer", "created_at"),
)  # fmt: skip
holds("supported_proposals", Support, owner="person", fields=("proposal__uid", "created_at"))
exempt(Proposal, "decided_by", "hidden_by", because="The proposal is somebody else's.")
