"""Fields of a question in a bank."""

from typing import Any

from wagtail.fields import StreamField

from cms.pages.blocks import QuestionBlocks


class QuestionField(StreamField):
    """Exactly one question, with the same block and the same editor as in a lesson.

    The kinds of question stay out of migrations: the column holds JSON whatever they are, and a new kind is no change
    to the database.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(QuestionBlocks(), **{"min_num": 1, "max_num": 1, **kwargs})

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        name, path, _blocks, kwargs = super().deconstruct()
        return name, path, [], {key: value for key, value in kwargs.items() if key != "block_lookup"}
