"""What is held about a person here."""

from foundation.personal import holds
from letters.models import Letter, Preference

holds("letter_preferences", Preference, owner="user", fields=("frequency", "quiet_from", "quiet_to", "updated_at"))
holds("letters", Letter, owner="user", fields=("kind", "subject", "text", "created_at", "sent_at"))
