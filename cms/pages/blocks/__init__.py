"""What a lesson is made of: blocks an author fills in, each with its own rules and words for what is missing."""

from wagtail import blocks

from cms.pages.blocks.base import PROSE
from cms.pages.blocks.content import Callout, Formula, Glossary, GlossaryTerms, Heading, Parallel, Text
from cms.pages.blocks.media import Audio, Download, Embed, Gallery, Image, Video
from cms.pages.blocks.practice import Evidence, OralPractice, Project
from cms.pages.blocks.questions import (
    Matching,
    MultipleChoice,
    Numeric,
    Ordering,
    ShortText,
    SingleChoice,
    TrueFalse,
)
from cms.pages.blocks.tables import Table

__all__ = ["PROSE", "ContentBlocks", "LessonBlocks", "QuestionBlocks"]


class ContentBlocks(blocks.StreamBlock):
    """What is read, seen, heard and done."""

    heading = Heading()
    text = Text()
    callout = Callout()
    glossary = Glossary()
    glossary_terms = GlossaryTerms()
    parallel = Parallel()
    table = Table()
    formula = Formula()
    image = Image()
    gallery = Gallery()
    audio = Audio()
    video = Video()
    embed = Embed()
    download = Download()
    evidence = Evidence()
    oral_practice = OralPractice()
    project = Project()


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
