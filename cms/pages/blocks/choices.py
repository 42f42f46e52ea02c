"""Choices that come from the database, asked of it as seldom as possible."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail import blocks

from cms.skills.selectors import skill_choices


class SkillsBlock(blocks.MultipleChoiceBlock):
    """Skills of a competency framework, each as "FRAMEWORK|VERSION|CODE".

    Wagtail would look every stored value up among the choices whenever a page is read; a text needs no such look-up.
    """

    def __init__(self, **kwargs: Any) -> None:
        usual = {"choices": skill_choices, "required": False, "search_index": False}
        super().__init__(**(usual | kwargs), widget=forms.CheckboxSelectMultiple(attrs={"class": "skills-of-question"}))

    def normalize_choice(self, value: Any) -> Any:
        return value if value is None else str(value)

    def clean(self, value: Any) -> Any:
        known = {code for _version, skills in skill_choices() for code, _label in skills} if value else set()
        if unknown := [code for code in value or [] if code not in known]:
            raise ValidationError(
                _("The skill %(code)s is in no framework known here: choose another one.")
                % {"code": unknown[0].replace("|", " ")}
            )
        return list(value or [])
