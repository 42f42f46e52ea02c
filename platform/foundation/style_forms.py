"""A form that shows every kind of field on /estilo/; it saves nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _


class SpecimenForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(
        label=_("Given names"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "given-name"})
    )
    email = forms.EmailField(
        label=_("E-mail"),
        help_text=_("We write to this address only about your courses."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    second_surname = forms.CharField(label=_("Second surname"), required=False)
    level = forms.ChoiceField(
        label=_("Level"), choices=[("preescolar", "Preescolar"), ("primaria", "Primaria"), ("secundaria", "Secundaria")]
    )
    shift = forms.ChoiceField(
        label=_("Shift"),
        choices=[("m", _("Morning")), ("v", _("Afternoon"))],
        widget=forms.RadioSelect,
        help_text=_("The one in which you teach most hours."),
    )
    subjects = forms.MultipleChoiceField(
        label=_("Subjects"),
        required=False,
        choices=[("esp", "Español"), ("mat", "Matemáticas"), ("cie", "Ciencias")],
        widget=forms.CheckboxSelectMultiple,
    )
    born_on = forms.DateField(label=_("Date of birth"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    notes = forms.CharField(label=_("Reflection"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    evidence = forms.FileField(
        label=_("Evidence"), required=False, help_text=_("A photograph, audio or PDF, up to 10 MB.")
    )
    consent = forms.BooleanField(label=_("I have read the privacy notice and accept it."))
