"""Tables: typed cell by cell or pasted from a spreadsheet, never without caption and headers."""

from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import CONTENT, CreditedBlock, Problems
from cms.pages.tabular import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, cells_of


class GridInput(forms.Textarea):
    """A text area of tab-separated lines that static/js/grid.js turns into a grid of cells."""

    class Media:
        js = ["js/grid.js"]

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "rows": 5,
                "data-grid": "",
                "data-most-rows": MOST_ROWS,
                "data-most-columns": MOST_COLUMNS,
                "data-longest": LONGEST_CELL,
                "data-cell": _("Row {row}, column {column}"),
                "data-add-row": _("Add a row"),
                "data-add-column": _("Add a column"),
                "data-remove-row": _("Delete row {row}"),
                "data-remove-column": _("Delete column {column}"),
                **(attrs or {}),
            }
        )


class GridBlock(blocks.FieldBlock):
    """Rows of cells, stored as they are pasted: one line per row, tabs between cells."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field_options = {"required": required, "help_text": help_text, "max_length": 60_000, "strip": False}
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.CharField:
        return forms.CharField(widget=GridInput(), **self.field_options)

    def get_searchable_content(self, value: Any) -> list[str]:
        return [str(value or "")]


class Table(CreditedBlock):
    caption = blocks.CharBlock(
        label=_("Title of the table"),
        max_length=200,
        help_text=_("What the table is about. Everyone reads it above the table."),
    )
    headers = blocks.ChoiceBlock(
        label=_("Headers"),
        choices=[
            ("row", _("The first row says what each column is")),
            ("column", _("The first column says what each row is")),
            ("both", _("Both the first row and the first column")),
        ],
        default="row",
        help_text=_("Whoever hears the table needs to know what each cell is about."),
    )
    cells = GridBlock(
        label=_("Cells"),
        help_text=_("Type in the cells, or copy them in a spreadsheet and paste them into the first one."),
    )

    def problems(self, value: Any) -> Problems:
        rows = cells_of(value["cells"])
        if len(rows) < 2 or len(rows[0]) < 2:
            return {"cells": _("A table needs at least two rows and two columns.")}
        if len(rows) > MOST_ROWS or len(rows[0]) > MOST_COLUMNS:
            limits = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            return {"cells": gettext("A table has at most %(rows)s rows and %(columns)s columns: split it.") % limits}
        if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
            return {"cells": gettext("A cell has at most %(n)s characters: shorten it.") % {"n": LONGEST_CELL}}
        if not all(_header_cells(rows, value["headers"])):
            return {"cells": _("A header is empty: write what its row or column is about.")}
        return {}

    class Meta:
        label = _("Table")
        icon = "table"
        group = CONTENT
        label_format = "{caption}"


def _header_cells(rows: list[list[str]], headers: str) -> list[str]:
    """The cells that are headers; the corner may stay empty when both are."""
    top, side = rows[0], [row[0] for row in rows]
    if headers == "both":
        return [*top[1:], *side[1:]]
    return side if headers == "column" else top
