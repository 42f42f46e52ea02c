"""The navigation of an institute's desk."""

from django import template

from foundation.panels import Section, sections_for
from institutes.models import Organisation

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_sections(context: template.Context, organisation: Organisation) -> list[Section]:
    """``{% desk_sections organisation as sections %}``: what every room offers here to the person who looks."""
    return sections_for("desk", user=context["request"].user, organisation=organisation)
