"""What every block of a lesson shares: rules across its fields, and who is to be credited for it.

The rules run when a course is submitted or published; a draft may be as unfinished as it likes.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from cms.pages.blocks.suggesting import SuggestingBlock
from cms.pages.licences import LICENCES, Condition, licence_choices
from institutes.naming import organisation_names

PROSE = ["bold", "italic", "ol", "ul", "link", "h3", "h4", "hr", "blockquote", "superscript", "subscript"]
SHORT_PROSE = ["bold", "italic", "ol", "ul", "link", "superscript", "subscript"]
CONTENT = _("Content")
MEDIA = _("Images, audio and files")
PRACTICE = _("Questions and practice")
Words = str | Promise
Problems = dict[str, Words]


def repeated(texts: Iterable[Any], *, exactly: bool = False) -> bool:
    """Whether two of the texts say the same, whatever their spaces and, unless ``exactly``, their case."""
    seen = [_folded(text) for text in texts]
    seen = seen if exactly else [text.casefold() for text in seen]
    return len(seen) != len(set(seen))


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split())


class RuledBlock(blocks.StructBlock):
    """A block with rules across its fields; ``problems`` names the field and what to do about it."""

    def problems(self, value: Any) -> Problems:
        return {}

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        found = {name: ValidationError(str(message)) for name, message in self.problems(cleaned).items()}
        if found:
            raise StructBlockValidationError(block_errors=found)
        return cleaned


def language_choices() -> list[tuple[str, str]]:
    """The languages in which courses are written."""
    return list(settings.LANGUAGES)


ROLES = (
    _("Text"), _("Pedagogical design"), _("Illustration"), _("Photography"), _("Audio and voice"), _("Translation"),
    _("Review"), _("Adaptation"),
)  # fmt: skip


class Credit(RuledBlock):
    """Who made this block, when it was not the course's own authors; compiled into the course's colophon."""

    person = blocks.CharBlock(label=_("Person"), required=False, max_length=160)
    role = SuggestingBlock(
        label=_("Part taken"),
        required=False,
        max_length=120,
        suggestions=ROLES,
        help_text=_("Choose or write: text, illustration, voice…"),
    )
    organisation = blocks.ChoiceBlock(label=_("Organisation"), required=False, choices=organisation_names)
    organisation_name = blocks.CharBlock(
        label=_("Other organisation"), required=False, max_length=160, help_text=_("If it is not in the list.")
    )
    licence = blocks.ChoiceBlock(
        label=_("Licence"), required=False, choices=licence_choices, help_text=_("Empty: that of the course.")
    )
    unaltered = blocks.BooleanBlock(
        label=_("It is quoted as it was, without changes"),
        required=False,
        help_text=_("Tick it for a work of others that stands here whole: a photograph, a poem, a video."),
    )
    permission = blocks.CharBlock(
        label=_("Written permission"),
        required=False,
        max_length=200,
        help_text=_("Only for works with all rights reserved: who gave it, when, and where the letter is kept."),
    )
    source = blocks.URLBlock(
        label=_("Where it comes from"), required=False, help_text=_("The address of the original, if it has one.")
    )

    def problems(self, value: Any) -> Problems:
        found: Problems = {}
        licence = LICENCES.get(value.get("licence") or "")
        if licence is None:
            return found
        if Condition.ATTRIBUTION in licence.conditions and not _names_somebody(value):
            found["person"] = _("This licence asks for credit: name a person or an organisation.")
        if Condition.PERMISSION in licence.conditions and not (value.get("permission") or "").strip():
            found["permission"] = _("All rights are reserved: say who permitted its use in writing, and when.")
        return found

    class Meta:
        label = _("Credit")
        icon = "user"
        collapsed = True
        label_format = "{person}"


def _names_somebody(value: Any) -> bool:
    return any((value.get(name) or "").strip() for name in ("person", "organisation", "organisation_name"))


class CreditedBlock(RuledBlock):
    """A block whose origin can be stated, in the part of the form that stays folded until it is needed."""

    settings = ("credit",)
    credit = Credit(required=False)

    def get_form_layout(self) -> BlockGroup:
        names = list(self.child_blocks)
        return BlockGroup([name for name in names if name not in self.settings], settings=list(self.settings))
