"""What is held about a person here."""

from cms.skills.models import Crosswalk
from foundation.personal import exempt

exempt(Crosswalk, "author", because="It signs a public statement about two skills.")
