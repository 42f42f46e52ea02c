"""What is held about a person here."""

from courses.editions.models import Edition
from foundation.personal import exempt

exempt(Edition, "published_by", because="It tells who published an edition, which belongs to its organisation.")
