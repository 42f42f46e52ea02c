"""What is held about a person here."""

from evaluation.publication.models import Release
from foundation.personal import exempt

exempt(Release, "published_by", because="It tells who published a release, which is public.")
