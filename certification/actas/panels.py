"""What an institute's desk shows of actas."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certification.actas.selectors import actas_of, waiting_groups
from foundation.panels import Panel, Section, panel, section
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by, institutes_certified_by


def _sees_actas(user: User, organisation: Organisation) -> bool:
    mine = institutes_certified_by(user) | institutes_administered_by(user)
    return mine.filter(pk=organisation.pk).exists()


@panel("desk", order=30)
def actas(user: User, organisation: Organisation) -> Panel | None:
    """Whom one may certify now, and the latest actas."""
    if not _sees_actas(user, organisation):
        return None
    groups = waiting_groups(user, organisation)
    latest = list(actas_of(user, organisation)[:3])
    context = {
        "organisation": organisation,
        "groups": groups,
        "waiting": sum(group.number for group in groups),
        "latest": latest,
    }
    return Panel("certification/actas/_desk.html", context)


@section("desk", order=30)
def actas_section(user: User, organisation: Organisation) -> Section | None:
    """The entry of the desk's navigation."""
    if not _sees_actas(user, organisation):
        return None
    return Section(_("Actas"), reverse("actas", args=[organisation.code]))
