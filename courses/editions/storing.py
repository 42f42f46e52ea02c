"""From a source document to rows: the pieces of an edition, none of them saved here."""

from collections.abc import Callable, Iterator
from typing import Any

from cms.pages.evidence import evidence_tasks
from cms.pages.kinds import asked_in, points_at_stake
from cms.pages.rendering import lesson_html
from courses.editions.canonical import digest_of
from courses.editions.models import Content, Edition, Lesson
from courses.editions.searching import folded
from courses.editions.titles import title_in

Text = dict[str, str]


def text_in(text: Text, language: str, source_language: str) -> str:
    """The text in a language, or in the source language where it has not been translated."""
    return text.get(language) or text.get(source_language, "")


def numbered_lessons(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    """("2.3", module, lesson) in reading order."""
    for module_number, module in enumerate(document["modules"], start=1):
        for lesson_number, lesson in enumerate(module["lessons"], start=1):
            yield f"{module_number}.{lesson_number}", module, lesson


def lesson_rows(
    edition: Edition, document: dict[str, Any], *, asset_url: Callable[[str], str]
) -> tuple[list[Lesson], list[Content]]:
    """The lessons of an edition in each of its languages, and the contents that they show."""
    contents: dict[str, Content] = {}
    lessons = []
    for language in document["course"]["languages"]:
        for position, (number, module, lesson) in enumerate(numbered_lessons(document), start=1):
            html = lesson_html(lesson, language=language, asset_url=asset_url, stored=True)
            digest = digest_of(html)
            contents[digest] = Content(digest=digest, html=html)
            lessons.append(
                _lesson_row(edition, module, lesson, language=language, position=position, number=number, digest=digest)
            )
    return lessons, list(contents.values())


def _lesson_row(
    edition: Edition,
    module: dict[str, Any],
    lesson: dict[str, Any],
    *,
    language: str,
    position: int,
    number: str,
    digest: str,
) -> Lesson:
    title = title_in(lesson["title"], language, edition.source_language)
    module_title = title_in(module["title"], language, edition.source_language)
    return Lesson(
        edition=edition,
        language=language,
        uid=lesson["uid"],
        module_uid=module["uid"],
        position=position,
        number=number,
        title=title.text,
        title_language=title.language if title.is_untranslated else "",
        module_title=module_title.text,
        module_title_language=module_title.language if module_title.is_untranslated else "",
        minutes=lesson.get("minutes") or 0,
        answer_minutes=lesson.get("answer_minutes"),
        content_id=digest,
        questions=[row for block in lesson["blocks"] for row in _question_rows(block)],
        evidence=[task["uid"] for task in evidence_tasks(lesson)],
    )


def _question_rows(block: dict[str, Any]) -> list[dict[str, str]]:
    """As many as an attempt is asked, with the points that marking can give; those of a pool bear the pool's uid."""
    return [{"uid": block["uid"], "points": str(points_at_stake(asked))} for asked in asked_in(block)]


def search_text_of(document: dict[str, Any], organisation_name: str) -> str:
    """Everything the catalogue's search looks into, folded: titles in every language, summary, skills, institute."""
    course = document["course"]
    texts = [*course["title"].values(), *course["summary"].values(), organisation_name]
    texts += [f"{skill['code']} {skill['label']}" for skill in course["skills"]]
    for _number, module, lesson in numbered_lessons(document):
        texts += [*module["title"].values(), *lesson["title"].values()]
    return folded(" ".join(dict.fromkeys(texts)))
