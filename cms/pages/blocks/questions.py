"""Questions: what an author fills in for each kind, and what makes a question answerable."""

import re
from collections import Counter
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from cms.pages.blocks.base import PRACTICE, SHORT_PROSE, CreditedBlock, Problems, Words, repeated
from cms.pages.blocks.choices import SkillsBlock
from cms.pages.blocks.rubrics import Rubric, rubric_problem
from cms.pages.html import words
from cms.translation.units import MARK

# Text with gaps holds no links: a gap inside one could be neither followed nor filled in.
GAPPED_PROSE = [feature for feature in SHORT_PROSE if feature != "link"]
ORTHOGRAPHIES = [
    ("", _("Spanish or any other language")),
    ("hch", "Wixárika"),
    ("nah-x-mexocc", "Náhuatl (mexicano de occidente)"),
]


class Question(CreditedBlock):
    """What all kinds of question share; ``folded`` names the fields of a kind that most authors never need."""

    folded: tuple[str, ...] = ()
    prompt = blocks.RichTextBlock(label=_("Question"), features=SHORT_PROSE)
    points = blocks.DecimalBlock(
        label=_("Points"), default=Decimal(1), min_value=Decimal("0.25"), max_value=Decimal(100), decimal_places=2,
        max_digits=5, help_text=_("The weight of this question: one of 2 points counts twice as much as one of 1."),
    )  # fmt: skip
    explanation = blocks.RichTextBlock(
        label=_("Explanation"),
        required=False,
        features=SHORT_PROSE,
        help_text=_("Shown after answering, whether right or wrong: why the answer is the answer."),
    )
    hint = blocks.RichTextBlock(
        label=_("Hint"),
        required=False,
        features=SHORT_PROSE,
        help_text=_("Optional: folded under the question, for whoever opens it before answering."),
    )
    skills = SkillsBlock(
        label=_("Skills"), help_text=_("Optional: which skills this question is about, so that results can tell.")
    )

    def get_form_layout(self) -> BlockGroup:
        settings = ["hint", *self.folded, "skills", *self.settings]
        last = [name for name in ("points", "explanation") if name in self.child_blocks]
        own = [name for name in self.child_blocks if name not in {"prompt", *last, *settings}]
        return BlockGroup(["prompt", *own, *last], settings=settings)

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
    folded: tuple[str, ...] = ("shuffle",)
    options = blocks.ListBlock(Option(), label=_("Options"), min_num=2, max_num=10)
    shuffle = blocks.BooleanBlock(
        label=_("Show the options in another order each time"),
        required=False,
        help_text=_("Leave it unticked if an option says “all of the above” or the order means something."),
    )

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
        description = _("People choose one of several options. Each option can have its own feedback.")
        icon = "radio-full"


class MultipleChoice(_ChoiceQuestion):
    folded = ("scoring", "shuffle")
    scoring = blocks.ChoiceBlock(
        label=_("How it is marked"),
        choices=[
            ("partial", _("In parts: each right option adds, each wrong one takes away, never below 0")),
            ("all_or_nothing", _("All or nothing: exactly the right options")),
        ],
        default="partial",
        widget=forms.RadioSelect,
    )

    def counted(self, right: int, total: int) -> Words:
        if right == 0:
            return _("Tick “It is right” in at least one option.")
        return "" if right < total else _("Leave at least one option that is not right.")

    class Meta:
        label = _("Question: several right options")
        description = _("People tick every option that is right, and earn part of the points for part of the answer.")
        icon = "list-ul"


class TrueFalse(Question):
    correct = blocks.ChoiceBlock(
        label=_("Right answer"), choices=[("true", _("True")), ("false", _("False"))], widget=forms.RadioSelect
    )
    feedback_true = blocks.CharBlock(
        label=_("Feedback for “true”"), required=False, max_length=400,
        help_text=_("Optional: shown to whoever answers “true”."),
    )  # fmt: skip
    feedback_false = blocks.CharBlock(
        label=_("Feedback for “false”"), required=False, max_length=400,
        help_text=_("Optional: shown to whoever answers “false”."),
    )  # fmt: skip

    class Meta:
        label = _("Question: true or false")
        description = _("A statement, which people judge.")
        icon = "check"


class Numeric(Question):
    folded = ("tolerance_kind", "unit_required")
    value = blocks.DecimalBlock(label=_("Right answer"), help_text=_("A number, with a point for decimals."))
    tolerance = blocks.DecimalBlock(
        label=_("Tolerance"),
        default=Decimal(0),
        help_text=_("How far off still counts as right; 0 asks for the exact number."),
    )
    unit = blocks.CharBlock(label=_("Unit"), required=False, max_length=40, help_text=_("For example: minutes, %."))
    tolerance_kind = blocks.ChoiceBlock(
        label=_("The tolerance is"),
        choices=[
            ("absolute", _("a number, in the same unit as the answer")),
            ("percent", _("a percentage of the right answer")),
        ],
        default="absolute",
        widget=forms.RadioSelect,
    )
    unit_required = blocks.BooleanBlock(
        label=_("The unit is part of the answer"),
        required=False,
        help_text=_("If ticked, people must write it themselves; if not, it stands beside the box."),
    )

    def problems(self, value: Any) -> Problems:
        if value["tolerance"] is not None and value["tolerance"] < 0:
            return {"tolerance": _("The tolerance cannot be negative: write 0 or a larger number.")}
        if value.get("tolerance_kind") == "percent" and value["tolerance"] and not value["value"]:
            return {"tolerance": _("A percentage of 0 is 0: state the tolerance as a number.")}
        if value.get("unit_required") and not (value["unit"] or "").strip():
            return {"unit": _("Write the unit that the answer must have, or untick “The unit is part of the answer”.")}
        return {}

    class Meta:
        label = _("Question: a number")
        description = _("People write a number. “12.5” and “12,5” are both understood.")
        icon = "order"


def _case_matters() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        label=_("Capital letters matter"), required=False, help_text=_("If ticked, “méxico” is not “México”.")
    )


def _accents_matter() -> blocks.BooleanBlock:
    return blocks.BooleanBlock(
        label=_("Accents matter"), required=False, help_text=_("If ticked, “publico” is not “público”.")
    )


def _orthography() -> blocks.ChoiceBlock:
    return blocks.ChoiceBlock(
        label=_("Language of the answer"),
        choices=ORTHOGRAPHIES,
        required=False,
        help_text=_("Choose it if the answer is in a language that is written in several ways: all of them count."),
    )


COMPARING = ("case_matters", "accents_matter", "orthography")


class ShortText(Question):
    folded = COMPARING
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Accepted answer"), max_length=120),
        label=_("Accepted answers"),
        min_num=1,
        help_text=_("Each way of saying it. Capitals, accents and extra spaces do not matter unless you say so below."),
    )
    case_matters = _case_matters()
    accents_matter = _accents_matter()
    orthography = _orthography()

    def problems(self, value: Any) -> Problems:
        if repeated(value["accepted"], exactly=bool(value.get("case_matters"))):
            return {"accepted": _("An accepted answer is repeated: delete one of them.")}
        return {}

    class Meta:
        label = _("Question: a word or a short phrase")
        description = _("People write a word or a short phrase, which must be one of those you accept.")
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
        description = _("People give each step its place.")
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
    distractors = blocks.ListBlock(
        blocks.CharBlock(label=_("Matches with nothing"), max_length=300),
        label=_("Right sides that match nothing"),
        default=[],
        max_num=10,
        help_text=_("Optional: they keep the last pair from being found by elimination."),
    )

    def problems(self, value: Any) -> Problems:
        if any(repeated(pair[side] for pair in value["pairs"]) for side in ("left", "right")):
            return {"pairs": _("The same text appears in two pairs, so the match is not clear: change one of them.")}
        if repeated([*(pair["right"] for pair in value["pairs"]), *(value.get("distractors") or [])]):
            return {"distractors": _("A right side that matches nothing says the same as another: change one of them.")}
        return {}

    class Meta:
        label = _("Question: match pairs")
        description = _("People choose what each thing matches with.")
        icon = "link"


class Gap(blocks.StructBlock):
    accepted = blocks.ListBlock(
        blocks.CharBlock(label=_("Accepted answer"), max_length=120), label=_("What goes here"), min_num=1
    )
    choices = blocks.ListBlock(
        blocks.CharBlock(label=_("Wrong choice"), max_length=120),
        label=_("Wrong choices"),
        default=[],
        max_num=9,
        help_text=_("Optional: with them people choose from a list; the first answer above is the right one."),
    )
    feedback = blocks.CharBlock(
        label=_("Feedback"), required=False, max_length=400, help_text=_("Optional: shown to whoever filled this gap.")
    )

    class Meta:
        label = _("Gap")
        icon = "edit"
        label_format = "{accepted}"


class Cloze(Question):
    folded = COMPARING
    text = blocks.RichTextBlock(
        label=_("Text with gaps"),
        features=GAPPED_PROSE,
        help_text=_("Write [[1]] where the first gap goes, [[2]] where the second goes, and so on."),
    )
    gaps = blocks.ListBlock(
        Gap(), label=_("Gaps"), min_num=1, max_num=20, help_text=_("In the order of their numbers.")
    )
    case_matters = _case_matters()
    accents_matter = _accents_matter()
    orthography = _orthography()

    def problems(self, value: Any) -> Problems:
        if message := _marks_problem(words(value["text"]), len(value["gaps"])):
            return {"text": message}
        for number, gap in enumerate(value["gaps"], start=1):
            if repeated([*gap["accepted"], *(gap.get("choices") or [])], exactly=bool(value.get("case_matters"))):
                return {"gaps": gettext("In gap %(number)d an answer is repeated: delete one.") % {"number": number}}
        return {}

    class Meta:
        label = _("Question: fill in the gaps")
        description = _("A text with gaps, which people fill in by writing or by choosing from a list.")
        icon = "edit"


def _marks_problem(text: str, gaps: int) -> str:
    """Whether marks and gaps answer to one another: each gap has its mark, once, and no mark is without its gap."""
    marks = Counter(int(number) for number in re.findall(MARK, text))
    stray = (number for number in sorted(marks) if not 1 <= number <= gaps)
    missing = (number for number in range(1, gaps + 1) if not marks[number])
    twice = (number for number, times in sorted(marks.items()) if times > 1)
    for numbers, message in (
        (stray, _("The text has [[%(number)d]] but there is no gap %(number)d: add the gap or delete the mark.")),
        (missing, _("Gap %(number)d is not in the text: write [[%(number)d]] where it goes, or delete the gap.")),
        (twice, _("[[%(number)d]] stands in the text more than once: a gap goes in one place.")),
    ):
        if (number := next(numbers, None)) is not None:
            return str(message) % {"number": number}
    return ""


def agreement_scale() -> list[str]:
    """What a scale starts from."""
    return [
        gettext("Strongly disagree"), gettext("Disagree"), gettext("Neither agree nor disagree"), gettext("Agree"),
        gettext("Strongly agree"),
    ]  # fmt: skip


class Rating(Question):
    points = None
    explanation = None
    scale = blocks.ListBlock(
        blocks.CharBlock(label=_("Label"), max_length=120),
        label=_("Scale, from the lowest to the highest"),
        default=agreement_scale,
        min_num=2,
        max_num=10,
    )

    def problems(self, value: Any) -> Problems:
        if repeated(value["scale"]):
            return {"scale": _("Two labels of the scale say the same: change or delete one of them.")}
        return {}

    class Meta:
        label = _("Question: an opinion on a scale")
        description = _("No answer is right or wrong: it gives no points and nobody has to answer it.")
        icon = "order"


class OpenAnswer(Question):
    folded = ("min_words",)
    points = blocks.DecimalBlock(
        label=_("Points"), default=Decimal(1), min_value=Decimal("0.25"), max_value=Decimal(100), decimal_places=2,
        max_digits=5, help_text=_("Given by whoever marks it. They do not count for the automatic grade."),
    )  # fmt: skip
    rubric = Rubric()
    min_words = blocks.IntegerBlock(
        label=_("Words at least"),
        required=False,
        min_value=1,
        max_value=1000,
        help_text=_("Optional: an answer with fewer words can be kept as a draft but not sent."),
    )

    def problems(self, value: Any) -> Problems:
        return rubric_problem(value.get("rubric") or [])

    class Meta:
        label = _("Question: an open answer")
        description = _("People write freely, and a person marks it. It does not count for the automatic grade.")
        icon = "edit"


class QuestionBlocks(blocks.StreamBlock):
    """The kinds of question, each a ``question_*``: in a lesson, and in whatever else holds questions."""

    question_single = SingleChoice()
    question_multiple = MultipleChoice()
    question_true_false = TrueFalse()
    question_numeric = Numeric()
    question_short_text = ShortText()
    question_cloze = Cloze()
    question_ordering = Ordering()
    question_matching = Matching()
    question_open = OpenAnswer()
    question_rating = Rating()
