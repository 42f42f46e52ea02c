"""Reads of languages, of who chose which, and of the platform's own words in them."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When

from accounts.models import User
from languages.alphabets import Order, TableFault, read_table
from languages.models import Alphabet, InterfaceString, Language, LanguageChoices, StringTranslation

Status = StringTranslation.Status
MISSING, STALE = "missing", "stale"
STATES = (MISSING, Status.PROPOSED.value, Status.REVIEWED.value, STALE)
# Provisional, until those who speak a language say otherwise.
PLURAL_FORMS = 2
PLURAL_HEADER = "nplurals=2; plural=(n != 1);"


def language_choices_of(user: User) -> LanguageChoices | None:
    """What the person chose on whichever device, if they ever did."""
    return LanguageChoices.objects.filter(user=user).first()


def order_of(language: str) -> Order | None:
    """The order of a language's letters, where its trainers wrote one down."""
    found = Alphabet.objects.filter(language__tag=language).first()
    if found is None:
        return None
    try:
        return read_table(found.table, language)
    except TableFault:  # written before a rule of tables was
        return None


def forms_of(language: Language) -> int:
    """How many plural forms the language has."""
    return PLURAL_FORMS


def key_of(context: str, msgid: str) -> str:
    """Under which a text is stored: gettext knows it by both."""
    return sha256(f"{context}\x04{msgid}".encode()).hexdigest()


def reviewed_words(language: str, texts: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """By (context, text of the code), what a second person approved and whose source has not changed since."""
    current = StringTranslation.objects.filter(
        language__tag=language,
        status=Status.REVIEWED,
        string__is_current=True,
        string__key__in=[key_of(context, msgid) for context, msgid in texts],
        source=F("string__source"),
    )
    return {(found.string.context, found.string.msgid): found.texts[0] for found in current.select_related("string")}


def _now(language: Language, status: str, field: str) -> Subquery:
    mine = StringTranslation.objects.filter(string=OuterRef("pk"), language=language, status=status)
    return Subquery(mine.values(field)[:1])


def strings_in(language: Language) -> QuerySet[InterfaceString]:
    """Current texts, each with its state in the language: missing, proposed, reviewed or stale."""
    strings = InterfaceString.objects.filter(is_current=True).annotate(
        proposal=_now(language, Status.PROPOSED, "pk"),
        proposer=_now(language, Status.PROPOSED, "proposer"),
        proposed=_now(language, Status.PROPOSED, "texts"),
        reviewed=_now(language, Status.REVIEWED, "texts"),
        reviewed_from=_now(language, Status.REVIEWED, "source"),
    )
    return strings.annotate(
        state=Case(
            When(proposal__isnull=False, then=Value(Status.PROPOSED.value)),
            When(reviewed_from=F("source"), then=Value(Status.REVIEWED.value)),
            When(reviewed_from__isnull=False, then=Value(STALE)),
            default=Value(MISSING),
        )
    ).order_by("pk")


def found_strings(language: Language, state: str = "", query: str = "") -> QuerySet[InterfaceString]:
    """Those in a state, with words in the source or in any text of the language."""
    strings = strings_in(language).defer("places")
    if state in STATES:
        strings = strings.filter(Q(state=state))
    for word in query.split()[:5]:
        strings = strings.alias(
            proposed_words=_now(language, Status.PROPOSED, "words"),
            reviewed_words=_now(language, Status.REVIEWED, "words"),
        ).filter(Q(words__icontains=word) | Q(proposed_words__icontains=word) | Q(reviewed_words__icontains=word))
    return strings


@dataclass(frozen=True)
class Coverage:
    """How much of the platform speaks a language; never whole while a text is stale or missing."""

    reviewed: int
    proposed: int
    total: int

    @property
    def percent(self) -> int:
        return self.reviewed * 100 // self.total if self.total else 0


def coverage_of(languages: QuerySet[Language]) -> list[tuple[Language, Coverage]]:
    """Of each language, in two statements for all of them."""
    total = InterfaceString.objects.filter(is_current=True).count()
    current = StringTranslation.objects.filter(string__is_current=True)
    counted = current.values("language").annotate(
        reviewed=Count("pk", filter=Q(status=Status.REVIEWED, source=F("string__source"))),
        proposed=Count("pk", filter=Q(status=Status.PROPOSED)),
    )
    found = {row["language"]: row for row in counted.order_by()}
    none = {"reviewed": 0, "proposed": 0}
    return [
        (language, Coverage(row["reviewed"], row["proposed"], total))
        for language in languages
        for row in [found.get(language.pk, none)]
    ]


def history_of(string: InterfaceString, language: Language) -> QuerySet[StringTranslation]:
    """Everything that was proposed, by whom, and what became of it; the latest first."""
    told = StringTranslation.objects.filter(string=string, language=language)
    return told.select_related("proposer", "reviewer", "string").order_by("-proposed_at", "-pk")


def texts_in_use(language: Language) -> list[tuple[InterfaceString, list[str]]]:
    """Every current text with its reviewed translation, if any."""
    return [(string, string.reviewed or []) for string in strings_in(language)]  # type: ignore[attr-defined]
