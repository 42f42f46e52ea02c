"""Questions: what an author fills in for each kind, and what makes a question answerable."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cms.pages.blocks.base import PRACTICE, SHORT_PROSE, CreditedBlock, Problems, Words, repeated


class Question(CreditedBlock):
    """What the seven kinds of question share."""

    prompt = blocks.RichTextBlock(label=_("Question"), features=SHORT_PROSE)
    points = blocks.DecimalBlock(
        label=_("Points"), default=Decimal(1), min_value=Decimal("0.25"), max_value=Decimal(100), decimal_places=2,
        max_digits=5,
    )  # fmt: skip
    explanation = blocks.RichTextBlock(
        label=_("Explanation"),
        required=False,
        features=SHORT_PROSE,
        help_text=_("Shown after answering, whether right or wrong: why the answer is the answer."),
    )

    class Meta:
        icon = "help"
        group = PRACTICE
        label_format = "{prompt}"


class Option(blocks.StructBlock):
    text = blocks.CharBlock(label=_("Option"), max_length=400)
    correct = blocks.BooleanBlock(label=_("It is right"), required=False)
    feedback = blocks.CharBlock(
        label=_("Feedback"),
        required=False,
        max_length=400,
        help_text=_("Optional: shown to whoever chose this option."),
    )

    class Meta:
        label = _("Option")
        icon = "radio-empty"
        label_format = "{text}"


class _ChoiceQuestion(Question):
    options = blocks.ListBlock(Option(), label=_("Options"), min_num=2, max_num=10)

    def problems(self, value: Any) -> Problems:
        right = sum(bool(option["correct"]) for option in value["options"])
        if repeated(option["text"] for option in value["options"]):
            return {"options": _("Two options say the same: change or delete one of them.")}
        message = self.counted(right, len(value["options"]))
        return {"options": message} if message else {}

    def counted(self, right: int, total: int) -> Words:
        raise NotImplementedError


class SingleChoice(_ChoiceQuestion):
    def counted(self, right: int, total: int) -> Words:
        return "" if right == 1 else _("Tick “It is right” in exactly one option.")

    class Meta:
        label = _("Question: one right option")
        icon = "radio-full"


class MultipleChoice(_ChoiceQuestion):
    def counted(self, right: int, total: int) -> Words:
        if right == 0:
            return _("Tick “It is right” in at least one option.")
        return "" if right < total else _("Leave at least one option that is not right.")

    class Meta:
        label = _("Question: several right options")
        icon = "list-ul"


class TrueFalse(Question):
    correct = blocks.ChoiceBlock(
        label=_("Right answer"), choices=[("true", _("True")), ("false", _("False"))], widget=forms.RadioSelect
    )

    class Meta:
        label = _("Question: true or false")
        icon = "check"


class Numeric(Question):
    value = blocks.DecimalBlock(label=_("Right answer"), help_text=_("A number, with a point for decimals."))
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=Decimal(0),
        help_text=_("How far off still counts as right; 0 asks for the exact number."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=40, help_text=_("For example: minutes, %."))

    def problems(self, value: Any) -> Problems:
        if value["tolerance"] is not None and value["tolerance"] < 0:
            return {"tolerance": _("The tolerance cannot be negative: write 0 or a larger number.")}
        return {}

    class Meta:
        label = _("Question: a number")
        icon = "order"


class ShortText(Question):
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Accepted answer"), max_length=120),
        label=_("Accepted answers"),
        min_num=1,
        help_text=_("Each way of saying it. Capitals, accents and extra spaces do not matter."),
    )

    def problems(self, value: Any) -> Problems:
        if repeated(value["accepted"]):
            return {"accepted": _("An accepted answer is repeated: delete one of them.")}
        return {}

    class Meta:
        label = _("Question: a word or a short phrase")
        icon = "pilcrow"


class Ordering(Question):
    items = blocks.ListBlock(
        blocks.CharBlock(label=_("Step"), max_length=300),
        label=_("Steps, in the right order"),
        min_num=2,
        max_num=10,
        help_text=_("People will see them in another order."),
    )

    def problems(self, value: Any) -> Problems:
        if repeated(value["items"]):
            return {"items": _("Two steps say the same, so no order can be right: change one of them.")}
        return {}

    class Meta:
        label = _("Question: put in order")
        icon = "list-ol"


class Pair(blocks.StructBlock):
    left = blocks.CharBlock(label=_("Left"), max_length=300)
    right = blocks.CharBlock(label=_("Matches with"), max_length=300)
    # Identifies the right side. Stored, because one derived from the pair's own id would give the answer away.
    right_uid = blocks.CharBlock(label=_("Identifier"), required=False, widget=forms.HiddenInput)

    class Meta:
        label = _("Pair")
        icon = "link"
        label_format = "{left} – {right}"


class Matching(Question):
    pairs = blocks.ListBlock(
        Pair(), label=_("Pairs"), min_num=2, max_num=10, help_text=_("The right sides will be shown in another order.")
    )

    def problems(self, value: Any) -> Problems:
        if any(repeated(pair[side] for pair in value["pairs"]) for side in ("left", "right")):
            return {"pairs": _("The same text appears in two pairs, so the match is not clear: change one of them.")}
        return {}

    class Meta:
        label = _("Question: match pairs")
        icon = "link"
