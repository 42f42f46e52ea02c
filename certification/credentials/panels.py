"""What lower rooms' pages show of certificates."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from certification.actas.models import Acta
from certification.credentials.selectors import certificates_of, issuing_of
from foundation.panels import Panel, Section, panel, section
from institutes.models import Organisation
from institutes.permissions import institutes_administered_by, institutes_certified_by


@panel("my_place", order=20)
def my_certificates(user: User) -> Panel | None:
    """One's own certificates, newest first; nothing before the first one."""
    certificates = list(certificates_of(user))
    return Panel("certification/credentials/_mine.html", {"certificates": certificates}) if certificates else None


@panel("acta", order=10)
def issuing(user: User, acta: Acta) -> Panel:
    """How far the certificates of the acta are."""
    return Panel("certification/credentials/_issuing.html", {"acta": acta, "issuing": issuing_of(acta)})


@section("desk", order=40)
def certificates_section(user: User, organisation: Organisation) -> Section | None:
    """The entry of the desk's navigation."""
    mine = institutes_certified_by(user) | institutes_administered_by(user)
    if not mine.filter(pk=organisation.pk).exists():
        return None
    return Section(_("Certificates"), reverse("certificates", args=[organisation.code]))
