"""Signing an acta: the moment in which an institute states results."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from certification.actas.models import Acta, ActaRow
from certification.actas.permissions import enrolments_certifiable_by
from certification.actas.signals import acta_signed
from config.languages import SPANISH
from courses.attendance.selectors import short_of_attendance
from courses.study.models import Enrolment
from institutes.models import Organisation
from institutes.permissions import institutes_certified_by

MOST_ROWS = 500


class ActaRefused(Exception):
    """A rule said no; the message is meant for the user."""


def _locked(organisation: Organisation, actor: User) -> Organisation:
    """The institute, held until the end of the transaction so that numbers follow without gaps."""
    mine = institutes_certified_by(actor).filter(pk=organisation.pk)
    found = Organisation.objects.select_for_update(no_key=True).filter(pk__in=mine.values("pk")).first()
    if found is None:
        raise ActaRefused(_("You do not certify for this institute."))
    return found


def _refuse(
    enrolment: Enrolment, actor: User, organisation: Organisation, *, in_actas: set[int], short: set[int]
) -> None:
    """Raise the reason why this enrolment cannot stand in the acta; silent when none is known.

    ``in_actas`` and ``short`` are those that stand in an acta already, and that attended too little.
    """
    name = enrolment.teacher.get_full_name()
    if enrolment.teacher_id == actor.pk:
        raise ActaRefused(_("Nobody certifies their own work."))
    if enrolment.institute_id != organisation.pk:
        raise ActaRefused(_("%(name)s does not study with this institute.") % {"name": name})
    if enrolment.status != Enrolment.Status.COMPLETED:
        raise ActaRefused(_("%(name)s has not completed the course yet.") % {"name": name})
    if enrolment.pk in in_actas:
        raise ActaRefused(_("%(name)s already stands in a signed acta.") % {"name": name})
    if enrolment.pk in short:
        raise ActaRefused(_("%(name)s attended fewer hours than the group needs to certify.") % {"name": name})


def _lockable(actor: User, organisation: Organisation, wanted: Sequence[int]) -> list[Enrolment]:
    """The enrolments asked for, locked, by surname; refuses the whole acta for the first that may not stand in it."""
    asked = Enrolment.objects.select_for_update(of=("self",)).filter(pk__in=wanted).select_related("teacher")
    found = list(asked.order_by("teacher__paternal_surname", "teacher__maternal_surname", "teacher__given_names", "pk"))
    certifiable = set(enrolments_certifiable_by(actor).filter(pk__in=wanted).values_list("pk", flat=True))
    in_actas = set(ActaRow.objects.filter(enrolment__in=wanted).values_list("enrolment_id", flat=True))
    short = set(short_of_attendance().filter(pk__in=wanted).values_list("pk", flat=True))
    for enrolment in found:
        _refuse(enrolment, actor, organisation, in_actas=in_actas, short=short)
    if len(found) != len(wanted) or certifiable != set(wanted):
        raise ActaRefused(_("Some of the chosen people cannot be certified any more; choose again."))
    return found


def _check_group(enrolments: Sequence[Enrolment]) -> None:
    if not enrolments:
        raise ActaRefused(_("Choose at least one person."))
    if len(enrolments) > MOST_ROWS:
        raise ActaRefused(_("An acta has at most %(most)s rows.") % {"most": MOST_ROWS})
    if len({enrolment.edition_id for enrolment in enrolments}) > 1:
        raise ActaRefused(_("An acta covers a single edition of one course."))


def _next_number(organisation: Organisation, year: int) -> int:
    last = Acta.objects.filter(organisation=organisation, year=year).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def default_post() -> str:
    """The post printed under a signer's name when none was typed, in the language of record."""
    with translation.override(SPANISH):
        return _("Certification officer")


def _rows(acta: Acta, enrolments: Sequence[Enrolment]) -> list[ActaRow]:
    return [
        ActaRow(
            acta=acta,
            position=position,
            enrolment=enrolment,
            teacher_name=enrolment.teacher.get_full_name(),
            grade=enrolment.grade,
            result=ActaRow.Result.PASSED,
        )
        for position, enrolment in enumerate(enrolments, start=1)
    ]


@transaction.atomic
def sign_acta(
    *, actor: User, organisation: Organisation, enrolments: Iterable[Enrolment], at: datetime, post: str = ""
) -> Acta:
    """Freeze the results of these teachers in one acta of the institute; all of them or none."""
    organisation = _locked(organisation, actor)
    found = _lockable(actor, organisation, sorted({enrolment.pk for enrolment in enrolments}))
    _check_group(found)
    year, cohorts = timezone.localtime(at).year, {enrolment.cohort_id for enrolment in found}
    acta = Acta.objects.create(
        organisation=organisation,
        edition_id=found[0].edition_id,
        cohort_id=cohorts.pop() if len(cohorts) == 1 else None,
        year=year,
        number=_next_number(organisation, year),
        signed_at=at,
        signed_by=actor,
        signer_name=actor.get_full_name(),
        signer_post=post.strip()[:200] or default_post(),
    )
    ActaRow.objects.bulk_create(_rows(acta, found))
    log(instance=acta, action="actas.sign", user=actor, data={"rows": len(found)})
    transaction.on_commit(partial(acta_signed.send, sender=Acta, acta=acta))
    return acta
