"""The second language of a certificate: only words that a second person reviewed, or that the course was written in."""

from typing import Any

from django.utils.translation import gettext_noop

from config.languages import SPANISH
from courses.editions.models import Edition
from courses.study.models import Enrolment
from languages.selectors import language_choices_of, reviewed_words

CERTIFIED = gettext_noop("It is hereby certified that")
COMPLETED = {
    "taller": gettext_noop("has completed and passed the workshop"),
    "curso": gettext_noop("has completed and passed the course"),
    "diplomado": gettext_noop("has completed and passed the diploma course"),
}
COMPLETED_OTHERWISE = gettext_noop("has completed and passed")
HEADING = ("printed document", "Certificate")


def completed(course_type: str) -> str:
    """The sentence between name and title, as the code has it."""
    return COMPLETED.get(course_type, COMPLETED_OTHERWISE)


def titles_of(edition: Edition) -> dict[str, str]:
    """The course's title by language, Spanish first: those that hold for the original of now."""
    if edition.languages == [SPANISH]:
        return {SPANISH: edition.title}
    course = edition.source["course"]
    stale = {language for language, parts in course.get("stale", {}).items() if course["uid"] in parts}
    titles = {language: text for language, text in course["title"].items() if text and language not in stale}
    return dict(sorted(titles.items(), key=lambda title: title[0] != SPANISH))


def second_language(enrolment: Enrolment, titles: dict[str, str]) -> dict[str, Any] | None:
    """Title and sentences in the other language of this person's course; None where nothing in it was reviewed."""
    language = _language(enrolment, titles)
    if not language:
        return None
    return {"language": language, "title": titles[language], "words": _words(language, enrolment.edition.course_type)}


def _language(enrolment: Enrolment, titles: dict[str, str]) -> str:
    """The one studied in; else the one written in; else the only other one. Of several nobody else chooses."""
    others = [language for language in titles if language != SPANISH]
    if SPANISH not in titles or not others:
        return ""
    wanted = [*_read_by(enrolment), enrolment.edition.source_language]
    return next((language for language in wanted if language in others), others[0] if len(others) == 1 else "")


def _read_by(enrolment: Enrolment) -> list[str]:
    """The language of the last answers, then the one that the person chose for lessons."""
    attempt = enrolment.attempts.order_by("-started_at", "-pk").first()
    choices = language_choices_of(enrolment.teacher)
    return [attempt.language if attempt else "", choices.content if choices else ""]


def _words(language: str, course_type: str) -> dict[str, str]:
    """The certificate's own sentences, as far as trainers translated and reviewed them."""
    named = {
        "heading": HEADING,
        "certified": ("", CERTIFIED),
        "completed": ("", completed(course_type)),
    }
    known = reviewed_words(language, named.values())
    return {name: known[text] for name, text in named.items() if text in known}
