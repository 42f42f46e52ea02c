"""What is held about people who keep and discuss the glossary."""

from cms.glossary.models import Equivalent, Remark
from foundation.personal import exempt, holds

holds(
    "equivalents_of_terms", Equivalent, owner="said_by",
    fields=("term__term", "language", "text", "dialect", "community", "note", "said_at", "withdrawn_at"),
)  # fmt: skip
holds("remarks_on_terms", Remark, owner="writer", fields=("term__term", "text", "written_at", "withdrawn_at"))
exempt(Equivalent, "withdrawn_by", because="What was said is somebody else's.")
exempt(Remark, "withdrawn_by", because="What was said is somebody else's.")
