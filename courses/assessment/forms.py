"""What a lesson's form sends, as answers; and the forms of evidence."""

from collections.abc import Callable, Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from courses.assessment.models import Piece
from courses.assessment.saving import LARGEST_COUNTER, LONGEST_TAB, Sent
from courses.assessment.timing import MOST_PERCENT
from foundation.forms import PlainWords

LONGEST_ANSWER = 500
LONGEST_OPEN_ANSWER = 10_000
Question = dict[str, Any]


def parse_answers(questions: Iterable[Question], data: QueryDict) -> dict[str, Any]:
    """Answers by question uid, from fields named as docs/edition-format.md says.

    What was left blank, or names an option that the question does not have, is simply not there.
    """
    answers = {str(question["uid"]): _READERS[question["kind"]](question, data) for question in questions}
    return {uid: answer for uid, answer in answers.items() if answer not in (None, "", [], {})}


def read_sent(questions: Iterable[Question], data: QueryDict) -> Sent:
    """What a page sent of an attempt: its answers, and how they are numbered."""
    asked = list(questions)
    counters = {str(question["uid"]): _counter(data.get(f"counter-{question['uid']}")) for question in asked}
    return Sent(
        answers=parse_answers(asked, data),
        counters={uid: counter for uid, counter in counters.items() if counter},
        tab=str(data.get("tab", "")).replace("\0", "")[:LONGEST_TAB],
        seen=_counter(data.get("seen")),
    )


def _counter(text: object) -> int:
    """A counter as pages send it; 0 for whatever is none."""
    digits = str(text or "")
    is_one = digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST_COUNTER))
    return min(int(digits), LARGEST_COUNTER) if is_one else 0


def _name(question: Question, part: str = "") -> str:
    return f"q-{question['uid']}-{part}" if part else f"q-{question['uid']}"


def _uids(items: Any) -> list[str]:
    return [str(item["uid"]) for item in items or []]


def _typed(name: str, data: QueryDict, longest: int = LONGEST_ANSWER) -> str:
    return str(data.get(name, "")).replace("\0", "").strip()[:longest]


def _text(question: Question, data: QueryDict) -> str:
    return _typed(_name(question), data)


def _open(question: Question, data: QueryDict) -> str:
    return _typed(_name(question), data, LONGEST_OPEN_ANSWER).replace("\r\n", "\n")


def _single(question: Question, data: QueryDict) -> str | None:
    chosen = str(data.get(_name(question), ""))
    return chosen if chosen in _uids(question.get("options")) else None


def _multiple(question: Question, data: QueryDict) -> list[str]:
    chosen = set(data.getlist(_name(question)))
    return [uid for uid in _uids(question.get("options")) if uid in chosen]


def _true_false(question: Question, data: QueryDict) -> str | None:
    said = data.get(_name(question), "")
    return str(said) if said in {"true", "false"} else None


def _ordering(question: Question, data: QueryDict) -> list[str | None]:
    """The item claimed for each place; None where nobody, or more than one, claims it."""
    uids = _uids(question.get("options"))
    places: list[str | None] = []
    for place in range(1, len(uids) + 1):
        claims = [uid for uid in uids if data.get(_name(question, uid)) == str(place)]
        places.append(claims[0] if len(claims) == 1 else None)
    return places if any(places) else []


def _matching(question: Question, data: QueryDict) -> dict[str, str]:
    matches = set(_uids(question.get("matches")))
    chosen = {uid: str(data.get(_name(question, uid), "")) for uid in _uids(question.get("options"))}
    return {uid: match for uid, match in chosen.items() if match in matches}


def _cloze(question: Question, data: QueryDict) -> dict[str, str]:
    """What stands in each gap: words, or one of the options where the gap has any."""
    typed = {str(gap["uid"]): _typed(_name(question, str(gap["uid"])), data) for gap in question.get("gaps") or []}
    lists = {str(gap["uid"]): _uids(gap["options"]) for gap in question.get("gaps") or [] if gap.get("options")}
    return {uid: text for uid, text in typed.items() if text and (uid not in lists or text in lists[uid])}


_READERS: dict[str, Callable[[Question, QueryDict], Any]] = {
    "single": _single,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _text,
    "short_text": _text,
    "ordering": _ordering,
    "matching": _matching,
    "cloze": _cloze,
    "rating": _single,
    "open": _open,
}


_FORMATS = {"image": "image/jpeg,image/png,image/webp", "audio": "audio/*", "pdf": "application/pdf"}


class StatementForm(PlainWords, forms.Form):
    """What is said of a file: whom it shows, and who may open it."""

    consent = forms.ChoiceField(
        label=_("Other people in the file"),
        error_messages={
            "required": _("Say whether other people can be seen or heard in it, and whether they agreed."),
        },
        choices=[(choice.value, choice.label) for choice in (Piece.Consent.NOBODY, Piece.Consent.GIVEN)],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("Whoever can be seen, heard or recognised decides about it, and can take it back at any time."),
    )
    consent_note = forms.CharField(
        label=_("Who gave their consent, and how"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_(
            "For example: they signed, or said so at the start of the recording. For children, who answers for them."
        ),
    )
    access = forms.ChoiceField(
        label=_("Who may see or hear the file"),
        choices=Piece.Access.choices,
        initial=Piece.Access.PROGRAMME,
        required=False,
        widget=forms.RadioSelect,
        help_text=_("You can change this later. Written text is always read by whoever reviews it."),
    )
    uid = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["uid"].initial = uuid4
        for name in ("consent", "access"):  # asked of a file only: a text alone needs neither
            self.fields[name].required = not self.is_bound or bool(self.files.get("upload"))

    def about(self) -> dict[str, Any]:
        """What was said, by the names that the operation has for it."""
        said = {name: self.cleaned_data.get(name) for name in ("consent", "consent_note", "access", "uid")}
        return {**said, "access": said["access"] or Piece.Access.PROGRAMME}


class PieceForm(StatementForm):
    """One file, sent in the background."""

    upload = forms.FileField(allow_empty_file=True)


class EvidenceForm(StatementForm):
    """A text, a file or both; what the task accepts is checked by the operation."""

    text = forms.CharField(
        label=_("What you did and what you observed"),
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    upload = forms.FileField(label=_("File"), required=False, allow_empty_file=True)
    field_order = ("text", "upload", "consent", "consent_note", "access", "uid")

    def __init__(self, *args: Any, accepts: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        accepted = set(accepts)
        kinds = [kind for kind in _FORMATS if kind in accepted]
        if "text" not in accepted:
            del self.fields["text"]
        for name in () if kinds else ("upload", "consent", "consent_note", "access", "uid"):
            del self.fields[name]
        if kinds:
            self.fields["upload"].widget.attrs["accept"] = ",".join(_FORMATS[kind] for kind in kinds)
        if kinds == ["audio"]:
            self.fields["upload"].widget.attrs["capture"] = ""


class AccessForm(forms.Form):
    """Another access level for a piece."""

    access = forms.ChoiceField(label=_("Who may see or hear the file"), choices=Piece.Access.choices)


class ExtraTimeForm(PlainWords, forms.Form):
    """How much longer one person may answer."""

    percent = forms.IntegerField(
        label=_("More time, in percent"),
        min_value=0,
        max_value=MOST_PERCENT,
        help_text=_("With 50, thirty minutes become forty-five. 0: the same time as everybody."),
    )


class RegradingForm(PlainWords, forms.Form):
    """Why answers are marked again."""

    reason = forms.CharField(
        label=_("What was wrong"),
        help_text=_("Whoever gains by it reads it, and it is kept. For example: in question 3 two options were right."),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
