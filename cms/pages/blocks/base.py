"""What every block of a lesson shares: rules across its fields, and who is to be credited for it.

The rules run when a course is submitted or published; a draft may be as unfinished as it likes.
"""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup, StructBlockValidationError

from cms.pages.licences import LICENCES
from institutes.models import Organisation

PROSE = ["bold", "italic", "ol", "ul", "link", "h3", "h4", "hr", "blockquote", "superscript", "subscript"]
SHORT_PROSE = ["bold", "italic", "ol", "ul", "link", "superscript", "subscript"]
CONTENT = _("Content")
MEDIA = _("Images, audio and files")
PRACTICE = _("Questions and practice")
ORGANISATION_CHOICES = "cms.pages.organisation_choices"  # forgotten when an organisation changes: see receivers
Words = str | Promise
Problems = dict[str, Words]


def repeated(texts: Iterable[Any]) -> bool:
    """Whether two of the texts say the same, whatever their case and spaces."""
    seen = [_folded(text) for text in texts]
    return len(seen) != len(set(seen))


def _folded(text: Any) -> str:
    return " ".join(str(text or "").split()).casefold()


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


def organisation_choices() -> list[tuple[str, str]]:
    """Every organisation known here, by code; asked for by each block of a lesson that is drawn or checked."""
    found = cache.get(ORGANISATION_CHOICES)
    if found is None:
        found = list(Organisation.objects.order_by("name").values_list("code", "name"))
        cache.set(ORGANISATION_CHOICES, found, timeout=60)
    return list(found)


class Credit(RuledBlock):
    """Who made this block, when it was not the course's own authors; compiled into the course's colophon."""

    person = blocks.CharBlock(label=_("Person"), required=False, max_length=160)
    organisation = blocks.ChoiceBlock(label=_("Organisation"), required=False, choices=organisation_choices)
    organisation_name = blocks.CharBlock(
        label=_("Other organisation"), required=False, max_length=160, help_text=_("If it is not in the list.")
    )
    licence = blocks.ChoiceBlock(
        label=_("Licence"), required=False, choices=LICENCES, help_text=_("Empty: that of the course.")
    )
    source = blocks.URLBlock(
        label=_("Where it comes from"), required=False, help_text=_("The address of the original, if it has one.")
    )

    class Meta:
        label = _("Credit")
        icon = "user"
        collapsed = True
        label_format = "{person}"


class CreditedBlock(RuledBlock):
    """A block whose origin can be stated, in the part of the form that stays folded until it is needed."""

    settings = ("credit",)
    credit = Credit(required=False)

    def get_form_layout(self) -> BlockGroup:
        names = list(self.child_blocks)
        return BlockGroup([name for name in names if name not in self.settings], settings=list(self.settings))
