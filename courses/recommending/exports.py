"""What is held about a person here."""

from courses.recommending.models import DimensionResult, EvaluationResult
from foundation.personal import holds

holds(
    "evaluation_results", EvaluationResult, owner="teacher",
    fields=("framework_version__framework__code", "framework_version__version", "scale__name", "obtained_on",
            "recorded_at"),
)  # fmt: skip
holds(
    "evaluation_levels", DimensionResult, owner="result__teacher",
    fields=("result__framework_version__framework__code", "dimension__code", "dimension__label", "level__label"),
)  # fmt: skip
