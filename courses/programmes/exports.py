"""What is held about a person here."""

from courses.programmes.models import Following
from foundation.personal import holds

holds("followed_programmes", Following, owner="teacher", fields=("programme__title", "followed_at"))
