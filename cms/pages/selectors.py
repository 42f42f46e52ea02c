"""Reads of authored pages."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import translation

from cms.pages.completeness import SOURCE_LANGUAGE
from cms.pages.models import HomePage, InformationPage


@dataclass(frozen=True)
class HomeTexts:
    """What the front page says; empty texts leave the designed ones in place."""

    title: str = ""
    lead: str = ""
    language: str = SOURCE_LANGUAGE


def home_texts(language: str = "") -> HomeTexts:
    """The front page's texts in the language asked for, or else in Spanish."""
    wanted = language or translation.get_language() or SOURCE_LANGUAGE
    live = HomePage.objects.live().filter(locale__language_code__in=[wanted, SOURCE_LANGUAGE])
    pages = {page.locale.language_code: page for page in live.select_related("locale").order_by("pk")}
    page = pages.get(wanted) or pages.get(SOURCE_LANGUAGE)
    return HomeTexts(page.hero_title, page.hero_intro, page.locale.language_code) if page else HomeTexts()


def information_pages() -> QuerySet[InformationPage]:
    """Public pages about the project in the language in use, in the order of the tree."""
    language = translation.get_language() or SOURCE_LANGUAGE
    pages: QuerySet[InformationPage] = InformationPage.objects.live().public()
    return pages.filter(locale__language_code=language).order_by("path")
