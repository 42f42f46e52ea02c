"""A pool: each attempt is asked some of its questions, drawn at random."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from cms.pages.blocks.base import PRACTICE, Problems, RuledBlock
from cms.pages.blocks.choices import SkillsBlock
from cms.pages.blocks.questions import QuestionBlocks
from cms.pages.html import words
from cms.pages.kinds import is_automatic
from cms.pages.pools import Found, bank_chooser, bank_questions, questions_of


class BankBlock(blocks.ChooserBlock):
    """A bank of questions, chosen in the way of the room that keeps banks."""

    target_model = "questions.QuestionBank"

    @cached_property
    def widget(self) -> Any:
        return bank_chooser()

    def clean(self, value: Any) -> Any:
        """Whatever was read is a bank or None already; rules also run where no form is ever drawn."""
        return value


class Pool(RuledBlock):
    """Questions of which each attempt is asked ``draw``; all are worth the same, so that every draw is as fair."""

    draw = blocks.IntegerBlock(
        label=_("How many are asked"),
        default=1,
        min_value=1,
        max_value=50,
        help_text=_("Each attempt of each person gets that many, drawn at random."),
    )
    questions = QuestionBlocks(
        label=_("Questions"),
        required=False,
        collapsed=True,
        help_text=_("All with the same points. Write more than are asked: the more, the fewer repetitions."),
    )
    bank = BankBlock(
        label=_("Question bank"), required=False, help_text=_("Its questions are drawn, together with those above.")
    )
    tags = blocks.CharBlock(
        label=_("Only with these tags"), required=False, max_length=250,
        help_text=_("Of the bank's questions only those with one of these tags; with commas between them."),
    )  # fmt: skip
    skills = SkillsBlock(
        label=_("Only about these skills"),
        help_text=_("Of the bank's questions only those about one of these skills."),
    )

    def get_form_layout(self) -> BlockGroup:
        return BlockGroup(["draw", "questions", "bank"], settings=["tags", "skills"])

    def problems(self, value: Any) -> Problems:
        found = questions_of(value)
        if len(found) < value["draw"]:
            return {"draw": _too_few(len(found), value["draw"])}
        if not all(is_automatic({"kind": kind}) for _uid, kind, _value in found):
            return {"questions": _("Open answers and ratings cannot be drawn: put them into the lesson itself.")}
        if len({question["points"] for _uid, _kind, question in found}) > 1:
            return {"questions": _("In a pool all questions are worth the same: give them the same points.")}
        return self._bank_problems(bank_questions(value))

    def _bank_problems(self, found: list[Found]) -> Problems:
        for _uid, kind, question in found:
            try:
                self.child_blocks["questions"].child_blocks[f"question_{kind}"].clean(question)
            except (ValidationError, KeyError):
                shown = words(question["prompt"])[:80]
                return {
                    "draw": gettext("Finish this question in its bank first: “%(question)s”.") % {"question": shown}
                }
        return {}

    class Meta:
        label = _("Pool of questions, some drawn at random")
        description = _("Each attempt is asked some of the questions, so that neighbours and second attempts differ.")
        icon = "rotate"
        group = PRACTICE
        label_format = "{draw}"


def _too_few(number: int, draw: int) -> str:
    here = ngettext("There is %(number)d question", "There are %(number)d questions", number) % {"number": number}
    return gettext("%(here)s and %(draw)d are to be asked: add questions or ask fewer.") % {"here": here, "draw": draw}
