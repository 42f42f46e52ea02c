"""What a lesson is made of: blocks an author fills in, each with its own rules and words for what is missing."""

from wagtail import blocks

from cms.pages.blocks.base import PROSE
from cms.pages.blocks.content import Callout, Glossary, Heading, Text
from cms.pages.blocks.media import Audio, Download, Image, Video
from cms.pages.blocks.pools import Pool
from cms.pages.blocks.practice import Evidence
from cms.pages.blocks.questions import QuestionBlocks

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


class LessonBlocks(QuestionBlocks, ContentBlocks):
    """The blocks of a lesson: Wagtail offers the last base's first."""

    pool = Pool()

    class Meta:
        required = False
        collapsed = True
