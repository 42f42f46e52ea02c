"""What is held about people who translate."""

from cms.translation.models import Translation
from foundation.personal import exempt, holds

holds(
    "translations",
    Translation,
    owner="translator",
    fields=("course_uid", "unit", "language", "source", "text", "dialect", "note", "translated_at", "status", "remark"),
    files=("recording",),
)
exempt(Translation, "reviewer", because="The wording is somebody else's.")
