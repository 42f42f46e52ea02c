"""A course as a plain document, and its answer keys apart (docs/edition-format.md).

Texts are maps from language to text. The course's own page gives the language in which it is written; what was
translated and reviewed at the translation desk (``cms.translation``) adds the others.
"""

from typing import Any

from cms.pages.completeness import CourseIncomplete, Problem, problems_of
from cms.pages.publishing import source_page
from cms.pages.source.compiling import CompiledCourse, Compiler
from cms.pages.source.files import AssetFile
from cms.pages.tree import Tree

__all__ = [
    "AssetFile",
    "CompiledCourse",
    "CourseIncomplete",
    "Problem",
    "compile_course",
    "compile_draft",
    "compile_lesson",
    "compile_source",
    "compile_tree",
]


def compile_course(page: Any) -> CompiledCourse:
    """The course with the latest drafts of its parts; raises ``CourseIncomplete`` if anything is missing."""
    tree = Tree(source_page(page))
    problems = problems_of(tree.course, tree)
    if problems:
        raise CourseIncomplete(problems)
    return compile_tree(tree)


def compile_tree(tree: Tree) -> CompiledCourse:
    """A course that is loaded, and was found complete."""
    return Compiler(tree).compile()


def compile_draft(page: Any) -> tuple[CompiledCourse, list[Problem]]:
    """The course as far as it is written, and what it still lacks: for comparing before anything is published."""
    tree = Tree(source_page(page).get_latest_revision_as_object())
    return Compiler(tree, tolerant=True).compile(), problems_of(tree.course, tree)


def compile_source(page: Any) -> CompiledCourse:
    """The course as far as it is written, in its own language only: what there is to translate."""
    tree = Tree(source_page(page).get_latest_revision_as_object())
    return Compiler(tree, tolerant=True).compile(translated=False)


def compile_lesson(lesson: Any) -> tuple[dict[str, Any], dict[str, AssetFile]]:
    """One lesson in the state given, unfinished or not: for previews."""
    compiler = Compiler(None, language=lesson.locale.language_code, tolerant=True)
    return compiler.lesson(lesson), compiler.files.assets
