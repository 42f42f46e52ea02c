"""What the translation desk says no to. Pure of any request: every door tells it in its own way."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """What is wrong with one text (``unit`` names it; ``row`` its row in a table), in words for the person."""

    unit: str
    message: str
    row: int = 0


class TranslationRefused(Exception):
    """Nothing was stored; ``problems`` say why, text by text."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__(" ".join(problem.message for problem in problems))
        self.problems = problems
