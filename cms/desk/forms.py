"""What the pages of the desk send."""

import uuid
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cms.desk.operations import About, Decision, Wording

TEXT, SEEN, BASE, STILL = "text:", "seen:", "base:", "still:"


def about_in(post: QueryDict) -> About:
    """What holds for all texts of a block."""
    return About(str(post.get("dialect", "")), str(post.get("note", "")))


def typed_in(post: QueryDict) -> dict[str, str]:
    """By text, what stands in its box."""
    return {name.removeprefix(TEXT): str(text) for name, text in post.items() if name.startswith(TEXT)}


def wordings_in(post: QueryDict) -> list[Wording]:
    """What stands in the boxes of a block, with what the page showed beside them."""
    return [
        Wording(key, text, post.get(f"{SEEN}{key}"), _number(post.get(f"{BASE}{key}")), still=f"{STILL}{key}" in post)
        for key, text in typed_in(post).items()
    ]


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
