"""The catalogue's search over many lessons in three languages, by words common and rare, in several spellings."""

import random
import time
from dataclasses import dataclass
from statistics import median, quantiles
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.urls import reverse

from courses.editions.models import Course, Edition
from courses.finding.matching import store_words
from courses.finding.models import Entry
from courses.finding.words import columns_of
from tests.courses.editions.factories import make_edition

LANGUAGES = ("es-mx", "hch", "nah-x-mexocc")
LESSONS_A_COURSE, WORDS_A_LESSON = 20, 150
SYLLABLES = (
    "ta",
    "re",
    "mi",
    "lo",
    "pu",
    "cha",
    "kwa",
    "tsi",
    "xe",
    "we",
    "na",
    "ho",
    "qui",
    "ce",
    "tɨ",
    "ri",
    "ñe",
    "que",
)
QUERIES = 120


@dataclass(frozen=True)
class Searched:
    """Seconds of the whole page, and how many entries were searched."""

    entries: int
    p50: float
    p95: float
    slowest: float


def search_many(*, lessons: int) -> Searched:
    """Ask for words of every frequency, alone and in pairs, and for beginnings."""
    chance = random.Random(20261125)
    vocabulary = ["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) for _number in range(8_000)]
    weights = [1 / rank for rank in range(1, len(vocabulary) + 1)]  # as words are used: a few often, most seldom
    for number in range(lessons // LESSONS_A_COURSE):
        _course(number, chance, vocabulary, weights)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    client, address, seconds = Client(), reverse("catalogue"), []
    client.get(address, {"q": vocabulary[0]})
    for number in range(QUERIES):
        query = " ".join(chance.choices(vocabulary, weights, k=1 + number % 2))[: None if number % 3 else -1]
        start = time.perf_counter()
        client.get(address, {"q": query})
        seconds.append(time.perf_counter() - start)
    return Searched(Entry.objects.count(), median(seconds), quantiles(seconds, n=20)[-1], max(seconds))


def _course(number: int, chance: random.Random, vocabulary: list[str], weights: list[float]) -> None:
    """A listed course whose index is filled at once: its lessons need no pages here."""
    edition: Edition = make_edition(lessons=1, questions_per_lesson=0, title={"es-mx": f"Curso {number}"})
    course: Course = edition.course
    entries = [
        Entry(
            course=course, edition=edition, lesson_uid=uid, language=language, number=f"1.{place}",
            title=f"Lección {place}", text=" ".join(chance.choices(vocabulary, weights, k=WORDS_A_LESSON)),
        )
        for place, uid in enumerate((uuid4() for _lesson in range(LESSONS_A_COURSE)), start=1)
        for language in LANGUAGES
    ]  # fmt: skip
    made = Entry.objects.bulk_create(entries)
    store_words([(entry.pk, *columns_of(entry.text, entry.language)) for entry in made])
