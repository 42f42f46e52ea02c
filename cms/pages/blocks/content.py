"""Words: headings, text, highlighted boxes, terms, parallel readings, formulas."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import (
    CONTENT,
    PROSE,
    SHORT_PROSE,
    CreditedBlock,
    Problems,
    language_choices,
)
from cms.pages.blocks.choosers import AudioChooserBlock, SnippetChooserBlock
from cms.pages.formulas import FormulaRefused, mathml_of
from cms.pages.html import is_blank


class Heading(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Heading"), max_length=160, help_text=_("A short title for what follows."))

    class Meta:
        label = _("Heading")
        icon = "title"
        group = CONTENT
        label_format = "{text}"


class Text(CreditedBlock):
    html = blocks.RichTextBlock(label=_("Text"), features=PROSE)

    class Meta:
        label = _("Text")
        icon = "pilcrow"
        group = CONTENT


class Callout(CreditedBlock):
    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[
            ("idea", _("Idea to keep")),
            ("warning", _("Take care")),
            ("example", _("Example from a classroom")),
            ("community", _("From the community")),
        ],
        default="idea",
    )
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    html = blocks.RichTextBlock(label=_("Text"), features=SHORT_PROSE)

    class Meta:
        label = _("Highlighted box")
        icon = "info-circle"
        group = CONTENT
        label_format = "{title}"


class Glossary(CreditedBlock):
    term = blocks.CharBlock(label=_("Term"), max_length=120)
    definition = blocks.TextBlock(label=_("Definition"), rows=3)

    class Meta:
        label = _("Term and definition")
        icon = "openquote"
        group = CONTENT
        label_format = "{term}"


class GlossaryTerms(blocks.StructBlock):
    """Terms of the institute's glossary; an edition keeps the wording they had when it was published."""

    terms = blocks.ListBlock(
        SnippetChooserBlock("glossary.GlossaryTerm", label=_("Term")),
        label=_("Terms"),
        min_num=1,
        max_num=40,
        help_text=_(
            "Explained once in the institute's glossary, used in any lesson. People see them in alphabetical order."
        ),
    )

    class Meta:
        label = _("Terms from the glossary")
        icon = "list-ul"
        group = CONTENT


class Passage(blocks.StructBlock):
    """One side of a row. What it says is its own transcript."""

    html = blocks.RichTextBlock(label=_("Passage"), required=False, features=SHORT_PROSE)
    audio = AudioChooserBlock(
        label=_("Read aloud"), required=False, help_text=_("Optional: somebody reading this passage aloud.")
    )

    class Meta:
        icon = "openquote"
        form_classname = "struct-block passage"


SIDES = ("first", "second", "third")


class ParallelRow(blocks.StructBlock):
    first = Passage(label=_("In the first language"))
    second = Passage(label=_("In the second language"))
    third = Passage(label=_("In the third language"), required=False, collapsed=True)

    class Meta:
        label = _("Passages that say the same")
        icon = "list-ul"


class Parallel(CreditedBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=160)
    first_language = blocks.ChoiceBlock(label=_("First language"), choices=language_choices)
    second_language = blocks.ChoiceBlock(label=_("Second language"), choices=language_choices)
    third_language = blocks.ChoiceBlock(
        label=_("Third language"), required=False, choices=language_choices, help_text=_("Only if there is one.")
    )
    rows = blocks.ListBlock(
        ParallelRow(),
        label=_("Passages"),
        min_num=1,
        max_num=60,
        help_text=_("Keep each passage short: people see it beside its twin, or above it on a phone."),
    )

    def problems(self, value: Any) -> Problems:
        languages = [value[f"{side}_language"] for side in SIDES]
        chosen = [language for language in languages if language]
        if len(set(chosen)) < len(chosen):
            return {"second_language": _("The same language was chosen twice: choose another one.")}
        wrong = next(_unequal(value["rows"], languages), None)
        if wrong is None:
            return {}
        number, is_missing = wrong
        if is_missing:
            return {"rows": gettext("Row %(n)s: a passage is missing in one of the languages.") % {"n": number}}
        return {"rows": gettext("Row %(n)s has a third passage: choose the third language above.") % {"n": number}}

    class Meta:
        label = _("Parallel text in several languages")
        icon = "globe"
        group = CONTENT
        label_format = "{title}"


def _unequal(rows: Any, languages: list[str]) -> Iterator[tuple[int, bool]]:
    """(number of a row that does not match the languages chosen, whether a passage is missing in it)."""
    for number, row in enumerate(rows, start=1):
        for side, language in zip(SIDES, languages, strict=True):
            is_empty = is_blank(row[side]["html"])
            if is_empty == bool(language):
                yield number, is_empty


class Formula(CreditedBlock):
    latex = blocks.TextBlock(
        label=_("Formula"),
        rows=2,
        max_length=1000,
        help_text=_("In LaTeX, as many editors copy it. For example: \\frac{a}{b}, x^2, \\sqrt{2}."),
    )
    alt = blocks.TextBlock(
        label=_("The formula read aloud"),
        rows=2,
        max_length=500,
        help_text=_("As you would say it to a class: “a over b equals two”."),
    )

    def problems(self, value: Any) -> Problems:
        try:
            mathml_of(value["latex"] or "")
        except FormulaRefused as refusal:
            return {"latex": _FORMULA_PROBLEMS[str(refusal)]}
        return {}

    class Meta:
        label = _("Formula")
        icon = "superscript"
        group = CONTENT
        label_format = "{alt}"


_FORMULA_PROBLEMS = {
    "syntax": _("The formula cannot be read: check that every brace is closed and nothing is left half written."),
    "command": _("The formula uses a command that cannot be shown: write it with simpler commands."),
    "length": _("The formula is too long or too deep: split it into several formulas."),
}
