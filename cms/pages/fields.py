"""A field that keeps several choices as a JSON list, and a text area of one line per item would not do."""

from typing import Any

from django import forms
from django.db import models
from django.utils.text import capfirst


class ChoicesField(models.JSONField):
    """A list of values out of ``choices_of``; drawn as tick boxes. The choices stay out of migrations."""

    def __init__(self, *args: Any, choices_of: type[models.TextChoices] | None = None, **kwargs: Any) -> None:
        self.choices_of = choices_of
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        choices = self.choices_of.choices if self.choices_of else []
        return forms.MultipleChoiceField(
            choices=choices,
            required=not self.blank,
            label=capfirst(self.verbose_name),
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )
