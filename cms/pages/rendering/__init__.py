"""Lessons and questions as HTML, the same for previews and for editions."""

from cms.pages.rendering.lessons import lesson_blocks_html, lesson_html, places_in, with_arranged
from cms.pages.rendering.questions import question_html, questions_html
from cms.pages.rendering.words import HTML_TEXTS, TEXTS, HtmlWords, Words, alphabetical, in_language, localised

__all__ = [
    "HTML_TEXTS", "TEXTS", "HtmlWords", "Words", "alphabetical", "in_language", "lesson_blocks_html", "lesson_html",
    "localised", "places_in", "question_html", "questions_html", "with_arranged",
]  # fmt: skip
