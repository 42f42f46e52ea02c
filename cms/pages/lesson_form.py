"""The lesson's editing form, which opens fast: what its blocks are is told the browser without working it out anew."""

from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.base import BlockWidget

from cms.pages.blocks.base import organisation_choices


class RememberedBlocks(BlockWidget):
    """Wagtail draws the empty form of every kind of block at each opening, some thirty of them.

    They are the same for everybody until the language changes or an organisation does: a block whose fields offer
    something else that changes asks for it with a chooser.
    """

    def _build_block_json(self) -> None:
        known = _definitions(_Same(self.block_def), get_language() or "", tuple(organisation_choices()))
        self._js_context, self._block_json = known.js_context, known.block_json


class _Same:
    """A block by its identity: blocks compare by content, and so have no hash."""

    def __init__(self, block: Any) -> None:
        self.block = block

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.block is other.block

    def __hash__(self) -> int:
        return id(self.block)


@lru_cache(maxsize=16)
def _definitions(same: _Same, _language: str, _organisations: tuple[tuple[str, str], ...]) -> BlockWidget:
    widget = BlockWidget(same.block)
    widget._build_block_json()
    return widget


class LessonPageForm(WagtailAdminPageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.fields["body"].widget = RememberedBlocks(self.fields["body"].block)
