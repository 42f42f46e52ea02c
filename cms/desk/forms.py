"""What the pages of the desk send."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.desk.operations import About, Decision, Wording
from cms.desk.rendering import seen
from cms.translation.units import Unit

TEXT, SEEN, BASE, STILL = "text:", "seen:", "base:", "still:"


class AboutForm(forms.Form):
    """What holds for all texts of a block."""

    dialect = forms.CharField(
        label=_("Dialect or community"), required=False, max_length=80,
        help_text=_("Whose way of speaking this is, if that matters."),
    )  # fmt: skip
    note = forms.CharField(label=_("Note for whoever reviews"), required=False, max_length=500)

    @property
    def about(self) -> About:
        self.full_clean()
        return About(**{name: self.cleaned_data.get(name, "") for name in ("dialect", "note")})


def wordings_in(post: QueryDict, units: dict[str, tuple[Any, Unit]], shown: dict[str, str]) -> list[Wording]:
    """What was written on the page: texts that differ from what it ``shown``, and those said to be valid still."""
    found = []
    for name in post:
        if not name.startswith(TEXT):
            continue
        key = name.removeprefix(TEXT)
        text = str(post.get(name, ""))
        if _same(text, shown.get(key, "")) and f"{STILL}{key}" not in post:
            continue
        found.append(Wording(key, text, _source_seen(post, key, units), _number(post.get(f"{BASE}{key}"))))
    return found


def _source_seen(post: QueryDict, key: str, units: dict[str, tuple[Any, Unit]]) -> str | None:
    """The source that the person translated: that of now if the page showed it, else another one."""
    told = post.get(f"{SEEN}{key}")
    if told is None or key not in units:
        return None
    source = units[key][1].source
    return source if told == seen(source) else f"\0{told}"


def _same(one: str, other: str) -> bool:
    return one.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _number(value: Any) -> int | None:
    return int(value) if str(value or "").isdecimal() and len(str(value)) < 19 else None


def decisions_in(post: QueryDict) -> list[Decision]:
    """What a reviewer decided: the wordings chosen, all in the same way."""
    chosen = [number for value in post.getlist("translations") if (number := _number(value)) is not None]
    approves = post.get("decision") == "approve"
    return [Decision(number, approves, str(post.get("remark", ""))) for number in dict.fromkeys(chosen)]


class TableForm(forms.Form):
    file = forms.FileField(label=_("Table"), help_text=_("The one downloaded here, as CSV or Excel workbook (XLSX)."))
    only_check = forms.BooleanField(label=_("Only check it, store nothing"), required=False)


class VoiceForm(forms.Form):
    uid = forms.UUIDField(required=False)
    upload = forms.FileField()

    @property
    def sent_as(self) -> uuid.UUID:
        return self.cleaned_data.get("uid") or uuid.uuid4()
