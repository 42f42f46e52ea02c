"""What is held about a person here."""

from evaluation.findings.models import DataCut
from foundation.personal import exempt

exempt(DataCut, "taken_by", because="It tells who took a data cut, which names nobody else.")
