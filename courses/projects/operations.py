"""Naming an adviser, asking for an endorsement, and answering it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from accounts.models import User
from cms.review.tokens import digest_of_token, new_token
from courses.assessment.models import Evidence
from courses.assessment.permissions import evidence_of
from courses.projects.models import Adviser, Endorsement
from courses.projects.permissions import advisers_of
from courses.projects.selectors import adviser_in, is_open, project_in
from courses.study.models import Enrolment
from courses.study.permissions import enrolments_of

LINK_LIVES = timedelta(days=14)


class ProjectRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def name_adviser(
    *, actor: User, enrolment: Enrolment, project_uid: UUID, name: str, contact: str, agreed: bool, at: datetime
) -> Adviser:
    """Name who advises one's project; the same name sent again changes nothing. Raises Enrolment.DoesNotExist."""
    own = enrolments_of(actor).select_for_update(of=("self",)).select_related("edition")
    enrolment = own.exclude(status=Enrolment.Status.WITHDRAWN).get(pk=enrolment.pk)
    if project_in(enrolment.edition, project_uid, enrolment.edition.source_language) is None:
        raise ProjectRefused(_("This course has no such project."))
    if not name.strip():
        raise ProjectRefused(_("Write the name of whoever advises you."))
    if not agreed:
        raise ProjectRefused(_("Ask this person first: an adviser is named only with their agreement."))
    former = adviser_in(enrolment, project_uid)
    if former is not None and former.name == name.strip():
        return former
    if former is not None:
        raise ProjectRefused(_("You already named who advises you. Remove that name first to name somebody else."))
    adviser = Adviser.objects.create(
        enrolment=enrolment, project_uid=project_uid, name=name.strip(), contact=contact.strip(), agreed_at=at
    )
    log(instance=adviser, action="project.name_adviser", user=actor)
    return adviser


@transaction.atomic
def remove_adviser(*, actor: User, adviser: Adviser, at: datetime) -> Adviser:
    """Erase name and contact, and close what was asked. Raises Adviser.DoesNotExist."""
    adviser = advisers_of(actor).select_for_update(of=("self",)).get(pk=adviser.pk)
    adviser.name, adviser.contact, adviser.gone_at = "", "", at
    adviser.save(update_fields=["name", "contact", "gone_at"])
    adviser.endorsements.filter(answered_at=None).delete()
    log(instance=adviser, action="project.remove_adviser", user=actor)
    return adviser


@transaction.atomic
def ask_endorsement(*, actor: User, adviser: Adviser, evidence: Evidence, at: datetime) -> str:
    """The token of a new link for one milestone; the former link dies. Raises DoesNotExist for what is another's."""
    adviser = advisers_of(actor).select_for_update(of=("self",)).select_related("enrolment__edition").get(pk=adviser.pk)
    evidence = evidence_of(actor).get(pk=evidence.pk)
    edition = adviser.enrolment.edition
    project = project_in(edition, adviser.project_uid, edition.source_language)
    milestones = {task["uid"] for task in project.tasks} if project else set()
    if evidence.enrolment_id != adviser.enrolment_id or str(evidence.block_uid) not in milestones:
        raise ProjectRefused(_("This is no milestone of the project."))
    if evidence.endorsements.filter(verdict=Endorsement.Verdict.ENDORSED).exists():
        raise ProjectRefused(_("This milestone was already endorsed."))
    evidence.endorsements.filter(answered_at=None).delete()
    token = new_token()
    Endorsement.objects.create(
        adviser=adviser, evidence=evidence, token_digest=digest_of_token(token), asked_at=at, expires_at=at + LINK_LIVES
    )
    log(instance=adviser, action="project.ask", user=actor)
    return token


@transaction.atomic
def answer_endorsement(*, token: str, verdict: str, remark: str, in_person: bool, at: datetime) -> Endorsement:
    """The adviser's answer, once. The link is the right; raises Endorsement.DoesNotExist for one that never was."""
    asked = Endorsement.objects.select_for_update(of=("self",)).select_related("adviser")
    endorsement = asked.get(token_digest=digest_of_token(token), adviser__gone_at=None)
    if not is_open(endorsement, at):
        raise ProjectRefused(_("This link was used already, or its time is over. Ask for a new one."))
    if verdict not in Endorsement.Verdict.values:
        raise ProjectRefused(_("Choose one of the two answers."))
    endorsement.verdict, endorsement.remark = verdict, remark.strip()[:2000]
    endorsement.in_person, endorsement.answered_at = in_person, at
    endorsement.save(update_fields=["verdict", "remark", "in_person", "answered_at"])
    log(instance=endorsement.adviser, action="project.answer", data={"verdict": verdict})
    return endorsement
