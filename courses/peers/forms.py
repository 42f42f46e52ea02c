"""Forms of comments among colleagues."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.peers.operations import LONGEST
from foundation.forms import PlainWords


class CommentForm(PlainWords, forms.Form):
    """A comment, and for each criterion of the rubric a level, if one likes."""

    text = forms.CharField(
        label=_("Your comment"),
        help_text=_("What works well in it, and what would help. Write as you would like to be written to."),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, *args: Any, rubric: list[dict[str, Any]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rubric = rubric

    @property
    def levels(self) -> dict[str, str]:
        """The level chosen of each criterion that has one."""
        names = {one["uid"]: f"level-{one['uid']}" for one in self.rubric}
        return {uid: str(self.data[name]) for uid, name in names.items() if name in self.data}

    def criteria(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Each criterion with the level that was chosen."""
        for one in self.rubric:
            yield one, self.levels.get(one["uid"], "")


class RemovalForm(PlainWords, forms.Form):
    """Why a comment is taken out."""

    reason = forms.CharField(label=_("Reason"), max_length=500)
