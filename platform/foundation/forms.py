"""How every form of the platform is drawn: label above, help beneath, error tied to its field."""

from django.forms.renderers import TemplatesSetting


class PlatformRenderer(TemplatesSetting):
    """Renders forms and fields from templates/foundation/forms/."""

    form_template_name = "foundation/forms/form.html"
    field_template_name = "foundation/forms/field.html"
