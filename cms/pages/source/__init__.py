"""A course as a plain document, and its answer keys apart (docs/edition-format.md).

Texts are maps from language to text. The course's own page gives the source language; a published translation adds
its language to a text when it has the same block, by identifier, and says something else there.
"""

from typing import Any

from cms.pages.completeness import CourseIncomplete, Problem, problems_of
from cms.pages.publishing import source_page
from cms.pages.source.compiling import CompiledCourse, Compiler
from cms.pages.source.files import AssetFile

__all__ = ["AssetFile", "CompiledCourse", "CourseIncomplete", "Problem", "compile_course", "compile_lesson"]


def compile_course(page: Any) -> CompiledCourse:
    """The course with the latest drafts of its parts; raises ``CourseIncomplete`` if anything is missing."""
    course = source_page(page)
    problems = problems_of(course)
    if problems:
        raise CourseIncomplete(problems)
    return Compiler(course).compile()


def compile_lesson(lesson: Any) -> tuple[dict[str, Any], dict[str, AssetFile]]:
    """One lesson in the state given, unfinished or not: for previews."""
    compiler = Compiler(None, language=lesson.locale.language_code, tolerant=True)
    return compiler.lesson(lesson), compiler.files.assets
