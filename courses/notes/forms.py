"""Forms of notes. A new one carries a key that makes sending it twice harmless, a change the version it was made to."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.notes.operations import LONGEST
from foundation.forms import PlainWords


class NoteForm(PlainWords, forms.Form):
    """A new note; which part of the page it is about is said by a script, where there is one."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    anchor = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)
    about = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)
    text = forms.CharField(label=_("My note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["key"].initial = uuid.uuid4
        self.use_required_attribute = False


class ChangeForm(PlainWords, forms.Form):
    """A note written anew."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
    text = forms.CharField(label=_("My note"), max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}))


class SearchForm(forms.Form):
    """Words that a note has, and its course."""

    q = forms.CharField(label=_("Search by words"), required=False, max_length=100)
    curso = forms.UUIDField(required=False)
