"""What a lesson is made of: blocks an author fills in, each with its own rules and words for what is missing."""

from wagtail import blocks

from cms.pages.blocks.base import PROSE
from cms.pages.blocks.content import Callout, Glossary, Heading, Text
from cms.pages.blocks.media import Audio, Download, Image, Video
from cms.pages.blocks.practice import Evidence
from cms.pages.blocks.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    TrueFalse,
)

__all__ = ["PROSE", "ContentBlocks", "LessonBlocks", "QuestionBlocks"]


class ContentBlocks(blocks.StreamBlock):
    """What is read, seen, heard and done."""

    heading = Heading()
    text = Text()
    callout = Callout()
    glossary = Glossary()
    image = Image()
    audio = Audio()
    video = Video()
    download = Download()
    evidence = Evidence()


class QuestionBlocks(blocks.StreamBlock):
    """The kinds of question, each a ``question_*``: in a lesson, and in whatever else holds questions."""

    question_single = SingleChoice()
    question_multiple = MultipleChoice()
    question_true_false = TrueFalse()
    question_numeric = Numeric()
    question_short_text = ShortText()
    question_ordering = Ordering()
    question_matching = Matching()


class LessonBlocks(QuestionBlocks, ContentBlocks):
    """The blocks of a lesson: Wagtail offers the last base's first."""

    class Meta:
        required = False
        collapsed = True
