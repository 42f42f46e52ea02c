"""Adding, changing and removing languages."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Locale

from accounts.models import User
from config.languages import SPANISH
from languages.models import Language, StringTranslation
from languages.permissions import languages_administered_by
from languages.registry import tell_all
from languages.signals import uses_of_language
from languages.tags import fits_an_address, is_english, is_tag, tidy_tag


class LanguageRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def add_language(*, actor: User, tag: str, at: datetime, **facts: Any) -> Language:
    """A language for lessons, for the interface or both, usable at once."""
    tag = tidy_tag(tag)
    refuse_tag(tag)
    if not languages_administered_by(actor).exists():
        raise Language.DoesNotExist
    if Language.objects.filter(tag=tag).exists():
        raise LanguageRefused(_("This language is there already."))
    _refuse_interface(tag, facts)
    language = Language.objects.create(tag=tag, **facts)
    Locale.all_objects.get_or_create(language_code=tag)
    log(instance=language, action="languages.add", user=actor, timestamp=at)
    tell_all()
    return language


def refuse_tag(tag: str) -> None:
    """Refuse what is no tag, or one that no address can carry."""
    if not is_tag(tag):
        raise LanguageRefused(
            _("“%(tag)s” is no language tag (BCP 47): for example hch, nah-x-mexocc or es-mx.") % {"tag": tag[:40]}
        )
    if not fits_an_address(tag):
        raise LanguageRefused(_("A tag of more than three parts does not fit into an address: shorten it."))


def _refuse_interface(tag: str, facts: dict[str, Any]) -> None:
    if is_english(tag) and facts.get("is_interface"):
        raise LanguageRefused(_("The platform is never shown in English: what is not translated is shown in Spanish."))
    if tag == SPANISH and not (facts.get("is_content", True) and facts.get("is_interface", True)):
        raise LanguageRefused(_("Spanish always stays: every other language falls back to it."))


@transaction.atomic
def change_language(*, actor: User, language: Language, at: datetime, **facts: Any) -> Language:
    """Whatever but the tag, which texts are stored under."""
    language = languages_administered_by(actor).select_for_update().get(pk=language.pk)
    _refuse_interface(language.tag, facts)
    for name, value in facts.items():
        setattr(language, name, value)
    language.save(update_fields=list(facts))
    log(instance=language, action="languages.change", user=actor, timestamp=at)
    tell_all()
    return language


@transaction.atomic
def remove_language(*, actor: User, language: Language, at: datetime) -> None:
    """Only while nothing is written in it."""
    language = languages_administered_by(actor).select_for_update().get(pk=language.pk)
    if language.tag == SPANISH:
        raise LanguageRefused(_("Spanish always stays: every other language falls back to it."))
    uses = [str(said) for _receiver, said in uses_of_language.send(Language, language=language.tag) if said]
    if StringTranslation.objects.filter(language=language).exists():
        uses.append(_("translations of the platform's words"))
    if uses:
        raise LanguageRefused(_("It is in use: %(uses)s.") % {"uses": ", ".join(uses)})
    log(instance=language, action="languages.remove", user=actor, timestamp=at)
    try:
        with transaction.atomic():
            Locale.all_objects.filter(language_code=language.tag).delete()
    except ProtectedError:
        raise LanguageRefused(_("It is in use: %(uses)s.") % {"uses": _("pages of the site")}) from None
    language.delete()
    tell_all()
