"""The platform's own words in other languages: proposing, reviewing, and files of many."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from languages.files import is_sure, readable
from languages.models import InterfaceString, Language, StringTranslation, words_of
from languages.permissions import languages_translated_by, proposals_reviewable_by
from languages.registry import tell_all
from languages.selectors import forms_of, key_of
from languages.wording import objections

Status = StringTranslation.Status


class TranslationRefused(Exception):
    """A rule said no; each message is meant for the user."""

    def __init__(self, *reasons: str) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@transaction.atomic
def propose_translation(
    *,
    actor: User,
    string: InterfaceString,
    language: Language,
    texts: Sequence[str],
    at: datetime,
    dialect: str = "",
    note: str = "",
) -> StringTranslation:
    """A text for a second person to look at; it takes the place of an open proposal, which stays in the history."""
    language = languages_translated_by(actor).get(pk=language.pk)
    string = InterfaceString.objects.select_for_update().get(pk=string.pk)
    refused = objections(string, texts, forms_of(language))
    if refused:
        raise TranslationRefused(*refused)
    facts: dict[str, Any] = {"dialect": dialect, "note": note, "texts": list(texts), "source": string.source}
    theirs = StringTranslation.objects.filter(string=string, language=language)
    same = theirs.filter(status__in=[Status.PROPOSED, Status.REVIEWED], proposer=actor, **facts).first()
    if same is not None:
        return same
    theirs.filter(status=Status.PROPOSED).update(status=Status.REPLACED)
    facts["words"] = words_of(texts)
    made = StringTranslation.objects.create(string=string, language=language, proposer=actor, proposed_at=at, **facts)
    log(instance=made, action="languages.propose", user=actor, timestamp=at)
    return made


@transaction.atomic
def review_translation(*, actor: User, proposal: StringTranslation, at: datetime) -> StringTranslation:
    """Accept another person's proposal: pages show it from now on. One's own is not found."""
    proposal = _open(actor, proposal)
    refused = objections(proposal.string, proposal.texts, forms_of(proposal.language))
    if refused:
        raise TranslationRefused(*refused)
    former = StringTranslation.objects.filter(
        string=proposal.string, language=proposal.language, status=Status.REVIEWED
    )
    former.update(status=Status.REPLACED)
    _decide(actor, proposal, Status.REVIEWED, at)
    log(instance=proposal, action="languages.review", user=actor, timestamp=at)
    tell_all()
    return proposal


@transaction.atomic
def decline_translation(*, actor: User, proposal: StringTranslation, reason: str, at: datetime) -> StringTranslation:
    """Do not accept it, and say why: the proposer reads it in the history."""
    if not reason.strip():
        raise TranslationRefused(_("Say why: whoever proposed it will read it."))
    proposal = _open(actor, proposal)
    _decide(actor, proposal, Status.DECLINED, at, reason)
    log(instance=proposal, action="languages.decline", user=actor, timestamp=at)
    return proposal


def _open(actor: User, proposal: StringTranslation) -> StringTranslation:
    return proposals_reviewable_by(actor).select_for_update(of=("self",)).get(pk=proposal.pk)


def _decide(actor: User, proposal: StringTranslation, status: str, at: datetime, reason: str = "") -> None:
    proposal.status, proposal.reviewer, proposal.reviewed_at, proposal.reason = status, actor, at, reason.strip()
    proposal.save(update_fields=["status", "reviewer", "reviewed_at", "reason"])


@transaction.atomic
def review_translations(*, actor: User, language: Language, keys: Sequence[int], at: datetime) -> int:
    """Accept several at once; one's own, and what is no longer open, is left as it is. Returns how many."""
    found = list(proposals_reviewable_by(actor).filter(language=language, pk__in=keys).order_by("pk"))
    for proposal in found:
        review_translation(actor=actor, proposal=proposal, at=at)
    return len(found)


@dataclass
class Report:
    """What a file of translations comes to: what would change, and each entry that cannot."""

    proposed: int = 0
    unchanged: int = 0
    empty: int = 0
    problems: list[tuple[int, str, str]] = field(default_factory=list)


def import_po(
    *, actor: User, language: Language, content: bytes, at: datetime, dry_run: bool, dialect: str = ""
) -> Report:
    """Propose what a .po file has: each entry is checked first, and with a problem in any, nothing is kept.

    Whoever sends the file is the proposer of all of it, so that somebody else reviews it like any other proposal.
    """
    language = languages_translated_by(actor).get(pk=language.pk)
    report, wanted = Report(), []
    strings = {string.key: string for string in InterfaceString.objects.filter(is_current=True).defer("places")}
    current = _texts_now(language)
    count = forms_of(language)
    for entry in readable(content, count, report.problems):
        string = strings.get(key_of(entry.context, entry.msgid))
        if not any(entry.texts):
            report.empty += 1
        elif string is None:
            report.problems.append((entry.line, entry.msgid, _("The platform has no such text.")))
        elif not is_sure(entry, report.problems):
            pass
        elif refused := objections(string, entry.texts, count):
            report.problems += [(entry.line, entry.msgid, reason) for reason in refused]
        elif entry.texts in current.get(string.pk, []):
            report.unchanged += 1
        else:
            report.proposed += 1
            wanted.append((string, entry.texts))
    if not dry_run and not report.problems:
        _propose_all(actor, language, wanted, dialect, at)
    return report


def _texts_now(language: Language) -> dict[int, list[list[str]]]:
    """Texts of each string that are open or in use, so that a file sent twice proposes nothing twice."""
    found: dict[int, list[list[str]]] = {}
    now = StringTranslation.objects.filter(language=language, status__in=[Status.PROPOSED, Status.REVIEWED])
    for string, texts in now.values_list("string", "texts"):
        found.setdefault(string, []).append(texts)
    return found


@transaction.atomic
def _propose_all(
    actor: User, language: Language, wanted: list[tuple[InterfaceString, list[str]]], dialect: str, at: datetime
) -> None:
    """In a few statements whatever the length of the file."""
    list(InterfaceString.objects.select_for_update().filter(pk__in=[string.pk for string, _texts in wanted]))
    open_ones = StringTranslation.objects.filter(language=language, status=Status.PROPOSED)
    open_ones.filter(string__in=[string.pk for string, _texts in wanted]).update(status=Status.REPLACED)
    facts: dict[str, Any] = {"language": language, "proposer": actor, "proposed_at": at, "dialect": dialect}
    StringTranslation.objects.bulk_create(
        [
            StringTranslation(string=string, texts=texts, words=words_of(texts), source=string.source, **facts)
            for string, texts in wanted
        ]
    )
    log(instance=language, action="languages.import", user=actor, timestamp=at, data={"proposed": len(wanted)})
