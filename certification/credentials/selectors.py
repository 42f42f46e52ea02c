"""Reads of certificates."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from certification.actas.models import Acta, ActaRow
from certification.credentials import folio as folios
from certification.credentials.models import Credential
from certification.credentials.permissions import credentials_owned_by, credentials_seen_by
from foundation.models import Job
from institutes.models import Organisation


def job_key(acta: Acta) -> str:
    """One job of issuing per acta."""
    return f"credentials.issue:{acta.pk}"


def certificates_of(teacher: User) -> QuerySet[Credential]:
    """A person's certificates, newest first, with what a list shows."""
    return credentials_owned_by(teacher).select_related("pdf", "replaced_by").order_by("-issued_at", "-pk")


def search(user: User, organisation: Organisation, query: str = "") -> QuerySet[Credential]:
    """The institute's certificates by folio, name or title; all of them without a query."""
    seen = credentials_seen_by(user).filter(organisation=organisation).select_related("acta_row__acta", "pdf")
    for word in query.split()[:8]:
        seen = seen.filter(
            Q(acta_row__teacher_name__icontains=word)
            | Q(enrolment__edition__title__icontains=word)
            | Q(folio__contains=folios.normalise(word) or word)
        )
    return seen.order_by("-issued_at", "-folio")


@dataclass(frozen=True)
class Issuing:
    """How far the certificates of an acta are."""

    rows: int
    issued: int
    rendered: int
    job: Job | None

    @property
    def is_over(self) -> bool:
        return self.rendered >= self.rows or (self.job is not None and self.job.status == Job.Status.FAILED)


def issuing_of(acta: Acta) -> Issuing:
    """Rows, certificates issued and PDFs ready, counted in the tables that hold them."""
    counted = Credential.objects.filter(acta_row__acta=acta, replaces=None).aggregate(
        issued=Count("pk"), rendered=Count("pdf")
    )
    job = Job.objects.filter(key=job_key(acta)).first()
    return Issuing(acta.rows.count(), counted["issued"], counted["rendered"], job)


def unrendered() -> QuerySet[Credential]:
    """Certificates without their PDF, oldest first."""
    return Credential.objects.filter(pdf=None).order_by("issued_at", "pk")


def actas_not_issued() -> QuerySet[Acta]:
    """Actas with a passed row that has no certificate yet."""
    rows = ActaRow.objects.filter(result=ActaRow.Result.PASSED, credentials=None)
    return Acta.objects.filter(pk__in=rows.values("acta")).select_related("organisation", "signed_by").order_by("pk")
