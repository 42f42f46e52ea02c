"""Indexed courses whose lessons say what a test needs, in any language."""

from collections.abc import Mapping

from courses.editions.models import Edition
from courses.editions.operations import store_edition
from courses.finding.indexing import index_course
from tests.courses.editions.factories import PUBLISHED, make_document
from tests.institutes.factories import InstituteFactory


def make_found(*texts: Mapping[str, str] | str, title: str = "Un curso", source: str = "es-mx") -> Edition:
    """A course with a lesson for each text: of the source language, or by language."""
    organisation = InstituteFactory.create()
    said = [{source: text} if isinstance(text, str) else dict(text) for text in texts]
    languages = sorted({source, *(language for text in said for language in text)}, key=lambda one: one != source)
    document, keys = make_document(
        lessons=len(said), questions_per_lesson=0, organisation=organisation.code, title={source: title},
        summary={source: "Para probar."}, source_language=source, languages=languages, cover_alt={source: ""},
    )  # fmt: skip
    for module in document["modules"]:
        module["title"], module["summary"] = {source: "Un módulo"}, {source: ""}
        for lesson, text in zip(module["lessons"], said, strict=True):
            lesson["title"] = {source: "Una lección"}
            lesson["blocks"][0]["html"] = {language: f"<p>{words}</p>" for language, words in text.items()}
    edition = store_edition(document, keys, {}, organisation=organisation, actor=None, at=PUBLISHED)
    index_course(uid=edition.course_id)
    return edition
