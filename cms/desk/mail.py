"""The letter about what waits at the desk: how much of which course, never the words."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.desk.waiting import Waits
from letters.operations import Draft


def waiting_letter(person: int, waits: Sequence[Waits], at: datetime) -> Draft:
    """One a day at most, whatever waits."""
    day = timezone.localtime(at).date().isoformat()
    with override(settings.LANGUAGE_CODE):
        text = "\n".join([_("At the translation desk these wait for you:"), "", *map(_line, waits)])
        return Draft(person, f"desk:{person}:{day}", _("Translations wait for you"), text, _address(waits))


def _line(waits: Waits) -> str:
    counted = [
        (waits.to_review, ngettext("%(n)d to review", "%(n)d to review", waits.to_review)),
        (waits.stale, ngettext("%(n)d original changed", "%(n)d originals changed", waits.stale)),
        (waits.returned, ngettext("%(n)d sent back to you", "%(n)d sent back to you", waits.returned)),
    ]
    told = ", ".join(words % {"n": number} for number, words in counted if number)
    names = {"course": waits.course.title, "language": waits.language_name, "what": told}
    return _("“%(course)s” in %(language)s: %(what)s") % names


def _address(waits: Iterable[Waits]) -> str:
    """To the course where all that waits is in one; else to the desk."""
    places = {(one.course.translation_key, one.language) for one in waits}
    return reverse("translation_course", args=[*places.pop()]) if len(places) == 1 else reverse("translation_desk")
