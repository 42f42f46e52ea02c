"""The one form of a discussion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.discussion.operations import LONGEST
from foundation.forms import PlainWords


class CommentForm(PlainWords, forms.Form):
    """What somebody says. Several of them stand on a page, so each has its own prefix."""

    text = forms.CharField(
        label=_("Your comment"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": _("Write your comment first.")},
    )

    def __init__(self, data: Any = None, *, about: str) -> None:
        super().__init__(data, prefix=f"c-{about}")
