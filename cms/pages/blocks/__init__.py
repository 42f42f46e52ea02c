"""What a lesson is made of: blocks an author fills in, each with its own rules and words for what is missing."""

from wagtail import blocks

from cms.pages.blocks.base import PROSE
from cms.pages.blocks.content import Callout, Formula, Glossary, GlossaryTerms, Heading, Parallel, Text
from cms.pages.blocks.media import Audio, Download, Embed, Gallery, Image, Video
from cms.pages.blocks.pools import Pool
from cms.pages.blocks.practice import Evidence, OralPractice, Project
from cms.pages.blocks.questions import QuestionBlocks
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


class LessonBlocks(QuestionBlocks, ContentBlocks):
    """The blocks of a lesson: Wagtail offers the last base's first."""

    pool = Pool()

    class Meta:
        required = False
        collapsed = True
