"""Reads of the glossary: terms with how they are said elsewhere, and who said what."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, Prefetch, Q, QuerySet
from wagtail.models import ModelLogEntry

from accounts.models import User
from cms.glossary.models import Equivalent, GlossaryTerm, folded
from cms.glossary.permissions import terms_discussed_by
from institutes.models import Organisation

DEFINED = "cms.glossary.define"
SAID, WITHDRAWN, WRITTEN = "said", "withdrawn", "written"


def said_in_force() -> QuerySet[Equivalent]:
    return Equivalent.objects.filter(withdrawn_at=None).order_by("language", "folded", "pk")


def terms_found(user: User, query: str = "", language: str = "") -> QuerySet[GlossaryTerm]:
    """Terms whose own word or any equivalent has the words asked for; in a language, those said in it."""
    terms = terms_discussed_by(user)
    for word in folded(query).split()[:5]:
        said = said_in_force().filter(folded__contains=word).values("term")
        terms = terms.filter(Q(folded__contains=word) | Q(pk__in=said))
    if language:
        said = said_in_force().filter(language=language).values("term")
        terms = terms.filter(Q(language=language) | Q(pk__in=said))
    talked = terms.annotate(talk=Count("remarks", filter=Q(remarks__withdrawn_at=None), distinct=True))
    return talked.prefetch_related(Prefetch("equivalents", said_in_force()))


def terms_beside(organisation: Organisation, language: str) -> QuerySet[GlossaryTerm]:
    """An institute's terms and those that all share, each with how it is said in a language."""
    seen = GlossaryTerm.objects.filter(Q(organisation=organisation) | Q(is_shared=True)).order_by("folded", "pk")
    return seen.prefetch_related(Prefetch("equivalents", said_in_force().filter(language=language)))


def by_language(equivalents: Iterable[Equivalent]) -> list[tuple[str, str, list[Equivalent]]]:
    """(tag, name, what is said) of each language in which there is something, those sorted by it already."""
    grouped = groupby(equivalents, key=lambda one: one.language)
    return [(tag, found[0].language_name, found) for tag, one in grouped if (found := list(one))]


@dataclass(frozen=True)
class Event:
    """One line of a term's history; ``language`` is that of ``text``."""

    at: datetime
    kind: str
    person: str
    text: str
    language: str
    place: str = ""


def history_of(term: GlossaryTerm) -> list[Event]:
    """Who wrote, said and took back what, the latest first."""
    said = list(term.equivalents.select_related("said_by", "withdrawn_by"))
    events = [_defined(entry, term.language) for entry in _entries(term)]
    events += [Event(one.said_at, SAID, _name(one.said_by), one.text, one.language, one.place) for one in said]
    events += [
        Event(one.withdrawn_at, WITHDRAWN, _name(one.withdrawn_by), one.text, one.language, one.place)
        for one in said
        if one.withdrawn_at
    ]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _entries(term: GlossaryTerm) -> QuerySet[ModelLogEntry]:
    entries: QuerySet[ModelLogEntry] = ModelLogEntry.objects.for_instance(term).filter(action=DEFINED)
    return entries.select_related("user")


def _defined(entry: ModelLogEntry, language: str) -> Event:
    return Event(
        entry.timestamp, WRITTEN, _name(entry.user), entry.data["definition"], entry.data.get("language", language)
    )


def _name(person: User | None) -> str:
    """Empty for somebody who left."""
    return person.get_full_name() if person else ""
