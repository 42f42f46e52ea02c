"""The navigation of a group's pages."""

from django import template

from courses.cohorts.models import Cohort
from courses.cohorts.permissions import Rights
from foundation.panels import Section, sections_for

register = template.Library()


@register.simple_tag(takes_context=True)
def group_sections(context: template.Context, cohort: Cohort) -> list[Section]:
    """``{% group_sections cohort as sections %}``: what every room offers here to the person who looks."""
    return sections_for("group", rights=Rights(context["request"].user, cohort))
