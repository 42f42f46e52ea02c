"""What is wrong with a translation, in words for whoever wrote it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from foundation.signs import harmful_signs
from languages.models import InterfaceString
from languages.placeholders import Difference, differences

STATE_NAMES = {
    "missing": pgettext_lazy("translation", "Missing"),
    "proposed": pgettext_lazy("translation", "Proposed"),
    "reviewed": pgettext_lazy("translation", "Reviewed"),
    "stale": pgettext_lazy("translation", "Its source changed"),
}


def objections(string: InterfaceString, texts: Sequence[str], forms: int) -> list[str]:
    """Every reason why these texts cannot stand in place of the source; none when they can."""
    wanted = forms if string.msgid_plural else 1
    if len(texts) != wanted:
        return [_("It needs %(wanted)d forms and has %(found)d.") % {"wanted": wanted, "found": len(texts)}]
    if not all(text.strip() for text in texts):
        return [_("A form is empty.")]
    sources = [string.msgid, *([string.msgid_plural] if string.msgid_plural else [])]
    said = [_said(difference, plural=wanted > 1) for difference in differences(sources, texts)]
    return said + [reason for text in texts for reason in harmful_signs(text)]


def _said(difference: Difference, *, plural: bool) -> str:
    names = {"sign": difference.sign, "form": difference.form + 1}
    if difference.is_missing:
        text = _("“%(sign)s” is missing: it stands for something that the page fills in, or for its formatting.")
    elif difference.sign == "%":
        text = _("A lone per cent sign must be written twice: %%%%.")
    else:
        text = _("“%(sign)s” is not in the original: it must be copied exactly.")
    return (_("Form %(form)d:") % names + " " if plural else "") + text % names
