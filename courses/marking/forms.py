"""The form of a mark, and that of an appeal."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.marking.selectors import Subject
from foundation.forms import PlainWords


class MarkForm(PlainWords, forms.Form):
    """A level for every criterion, or points where there is no rubric; and a comment. The operation judges them."""

    points = forms.DecimalField(label=_("Points"), min_value=0, decimal_places=2, required=False, localize=True)
    comment = forms.CharField(
        label=_("Comment for the teacher"),
        help_text=_("What is good about it, and what would make it better. Needed when you return evidence."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    seen = forms.DateTimeField(widget=forms.HiddenInput, required=False, input_formats=["%Y-%m-%dT%H:%M:%S.%f%z"])

    def __init__(self, *args: Any, subject: Subject, seen: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        self.fields["seen"].initial = seen.isoformat(timespec="microseconds")
        if subject.rubric or subject.worth is None:
            del self.fields["points"]
        else:
            self.fields["points"].max_value = subject.worth  # type: ignore[attr-defined]
            self.fields["points"].widget.attrs.update({"max": str(subject.worth), "inputmode": "decimal"})
            self.fields["points"].help_text = _("From 0 to %(most)s.") % {"most": subject.worth.normalize()}

    @property
    def levels(self) -> dict[str, str]:
        """The level chosen of each criterion that has one."""
        names = {one["uid"]: f"level-{one['uid']}" for one in self.subject.rubric}
        return {uid: str(self.data[name]) for uid, name in names.items() if name in self.data}

    def criteria(self) -> Iterator[tuple[Mapping[str, Any], str]]:
        """Each criterion with the level that was chosen."""
        for one in self.subject.rubric:
            yield one, self.levels.get(one["uid"], "")


class AppealForm(PlainWords, forms.Form):
    """Why somebody wants another look."""

    reason = forms.CharField(
        label=_("What should be looked at again, and why"),
        help_text=_("For example the criterion, and the place in your work that speaks to it."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
