"""Rubrics: what a person looks at when marking, and what each level looks like."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import Problems, RuledBlock, repeated


class Level(blocks.StructBlock):
    label = blocks.CharBlock(
        label=_("Level"), max_length=250, help_text=_("How work at this level looks. For example: gives one example.")
    )
    points = blocks.DecimalBlock(
        label=_("Points"), default=Decimal(0), min_value=Decimal(0), max_value=Decimal(100), decimal_places=2,
        max_digits=5,
    )  # fmt: skip

    class Meta:
        label = _("Level")
        icon = "minus"
        label_format = "{label}"


class Criterion(RuledBlock):
    criterion = blocks.CharBlock(label=_("Criterion"), max_length=250)
    levels = blocks.ListBlock(Level(), label=_("Levels"), max_num=8, help_text=_("From the lowest to the highest."))

    def problems(self, value: Any) -> Problems:
        if len(value["levels"]) < 2:
            return {"levels": _("A criterion needs at least two levels to tell one from the other: add one.")}
        if repeated(level["label"] for level in value["levels"]):
            return {"levels": _("Two levels say the same: change or delete one of them.")}
        return {}

    class Meta:
        label = _("Criterion")
        icon = "list-ul"
        label_format = "{criterion}"


class Rubric(blocks.ListBlock):
    """A list of criteria; leaving it empty means that there is no rubric."""

    def __init__(self, child_block: Any = None, **kwargs: Any) -> None:
        usual = {
            "label": _("Rubric"),
            "default": [],
            "max_num": 12,
            "help_text": _("Optional: shown with the task, and to whoever marks it."),
        }
        super().__init__(child_block or Criterion(), **(usual | kwargs))


def rubric_problem(criteria: Any) -> Problems:
    """What is wrong with a rubric as a whole."""
    if repeated(criterion["criterion"] for criterion in criteria):
        return {"rubric": _("A criterion of the rubric is repeated: change or delete one of them.")}
    return {}
