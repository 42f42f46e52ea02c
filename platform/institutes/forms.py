"""Forms about posts and roles."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.forms import PlainWords
from institutes import cct as ccts
from institutes.models import Organisation, Post
from institutes.operations import roles_for


class PostForm(PlainWords, forms.ModelForm[Post]):
    """One post: level × school × shift × function."""

    cct = forms.CharField(
        label=_("Key of the work centre (CCT)"),
        required=False,
        max_length=20,
        help_text=_("10 characters, for example 14DPR0060O. Leave it empty if you do not know it."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    field_order = ["cct", "municipality", "level", "function", "shift"]

    class Meta:
        model = Post
        fields = ["municipality", "level", "function", "shift"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.school_id:
            self.fields["cct"].initial = self.instance.school_id

    def clean_cct(self) -> str:
        """The normalised key; a wrong form is refused, a wrong letter is not."""
        text = self.cleaned_data["cct"]
        try:
            return ccts.validate(text) if text else ""
        except ccts.InvalidCct:
            raise ValidationError(
                _("A CCT has two digits (01 to 32), three letters, four digits and a letter, as in 14DPR0060O.")
            ) from None

    def clean(self) -> dict[str, Any]:
        """The same post twice is a mistake."""
        answers = super().clean() or {}
        same = Post.objects.filter(
            user_id=self.instance.user_id,
            school_id=answers.get("cct") or None,
            level=answers.get("level", ""),
            shift=answers.get("shift", ""),
            function=answers.get("function", ""),
        ).exclude(pk=self.instance.pk)
        if not answers.get("cct"):
            same = same.filter(municipality=answers.get("municipality"))
        if not self.errors and same.exists():
            raise ValidationError(_("You have already added this post."))
        return answers


class GrantForm(forms.Form):
    """To whom, by e-mail, and which role."""

    email = forms.EmailField(
        label=_("E-mail address of the person"),
        help_text=_("The person must already have an account."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_for(organisation)  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        """The address of an account; the person found is kept in ``self.person``."""
        self.person = User.objects.filter(email__iexact=self.cleaned_data["email"], is_active=True).first()
        if self.person is None:
            raise ValidationError(_("Nobody has an account with this address: ask the person to sign up first."))
        return self.person.email
