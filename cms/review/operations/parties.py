"""Inviting organisations and people to a course, changing what they were invited to, and ending it."""

from datetime import datetime
from functools import partial

from django.db import IntegrityError, transaction
from django.db.models import Case, Value, When
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from cms.pages.models import CoursePage, LessonPage
from cms.pages.operations import (
    collection_of,
    grant_files,
    grant_pages,
    reviewers_group,
    revoke_files,
    revoke_pages_under,
)
from cms.review.guests import is_address_of_an_author
from cms.review.mail import tell_of_invitation
from cms.review.models import CourseGuest, CoursePartner
from cms.review.permissions import courses_arranged_by
from cms.review.refusal import ReviewRefused
from cms.review.selectors import guests_of, open_round_of, people_who, stages_in_use
from cms.review.stages import renumbered
from cms.review.terms import GuestDetails, Terms
from institutes.models import Membership, Organisation

CHOOSE = ("choose_image", "choose_document", "view_media")
WRITE = ("add_page", "change_page")


@transaction.atomic
def invite_partner(
    *, actor: User, course: CoursePage, organisation: Organisation, terms: Terms, at: datetime
) -> CoursePartner:
    """Invite an organisation to review a course, or change what it was invited to."""
    course = _arranged(actor, course)
    if organisation.pk == course.organisation.pk:
        raise ReviewRefused(_("The course belongs to this organisation: invite another one."))
    existing = CoursePartner.objects.filter(course=course, organisation=organisation).first()
    partner = existing or CoursePartner(course=course, organisation=organisation, invited_by=actor, invited_at=at)
    _settle(partner, terms)
    action = "cms.review.change" if existing else "cms.review.invite"
    log(instance=course, action=action, user=actor, data={"organisation": organisation.code, **_as_data(terms)})
    if existing is None:
        people = people_who(Membership.Role.REVIEWER, organisation)
        transaction.on_commit(partial(tell_of_invitation, people, course))
    return partner


def change_partner(*, actor: User, partner: CoursePartner, terms: Terms, at: datetime) -> CoursePartner:
    """Change what a partner was invited to."""
    return invite_partner(actor=actor, course=partner.course, organisation=partner.organisation, terms=terms, at=at)


def _settle(partner: CoursePartner, terms: Terms) -> None:
    only_parts = terms.may_edit and terms.parts is not None
    partner.approves, partner.stage, partner.due_days = terms.approves, terms.stage, terms.due_days
    partner.may_edit, partner.only_parts = terms.may_edit, only_parts
    partner.save()
    parts = terms.parts if only_parts and terms.parts is not None else ()
    partner.parts.set(Page.objects.descendant_of(partner.course).filter(pk__in=parts))
    _close_gaps(partner.course)
    partner.refresh_from_db(fields=["stage"])
    _follow_rights(partner)


def _as_data(terms: Terms) -> dict[str, object]:
    parts = None if terms.parts is None else list(terms.parts)
    return {"approves": terms.approves, "stage": terms.stage, "may_edit": terms.may_edit, "parts": parts}


@transaction.atomic
def withdraw_partner(*, actor: User, partner: CoursePartner) -> None:
    """End an invitation, and with it the right to write."""
    course = _arranged(actor, partner.course)
    group, organisation = reviewers_group(partner.organisation), partner.organisation
    revoke_pages_under(group, course)
    partner.delete()
    _take_back_files(organisation, course)
    _close_gaps(course)
    log(instance=course, action="cms.review.withdraw", user=actor, data={"organisation": organisation.code})


@transaction.atomic
def invite_guest(*, actor: User, course: CoursePage, guest: GuestDetails, terms: Terms, at: datetime) -> CourseGuest:
    """Invite a person without an account; the letter with their link goes out when their stage begins."""
    course = _arranged(actor, course)
    _refuse_authors(guest.email, actor, course)
    invited = CourseGuest(course=course, invited_by=actor, invited_at=at)
    _write_down(invited, guest, terms)
    log(instance=course, action="cms.review.invite_guest", user=actor, data={"guest": str(invited)})
    return invited


@transaction.atomic
def change_guest(*, actor: User, guest: CourseGuest, details: GuestDetails, terms: Terms) -> CourseGuest:
    """Change how or when somebody without an account is asked."""
    course = _arranged(actor, guest.course)
    guest = guests_of(course).get(pk=guest.pk)
    _refuse_authors(details.email, actor, course)
    _write_down(guest, details, terms)
    log(instance=course, action="cms.review.change", user=actor, data={"guest": str(guest)})
    return guest


@transaction.atomic
def withdraw_guest(*, actor: User, guest: CourseGuest, at: datetime) -> None:
    """End the invitation of a person without an account; what they said in former rounds stays."""
    course = _arranged(actor, guest.course)
    guest = guests_of(course).get(pk=guest.pk)
    guest.withdrawn_at = at
    guest.save(update_fields=["withdrawn_at"])
    _close_gaps(course)
    log(instance=course, action="cms.review.withdraw", user=actor, data={"guest": str(guest)})


@transaction.atomic
def move_stage(*, actor: User, course: CoursePage, stage: int, earlier: bool) -> None:
    """Let a stage change places with the one before or after it."""
    course = _arranged(actor, course)
    stages = stages_in_use(course)
    other = stage - 1 if earlier else stage + 1
    if stage not in stages or other not in stages:
        return
    for parties in (CoursePartner.objects.filter(course=course), guests_of(course)):
        places = Case(When(stage=stage, then=Value(other)), When(stage=other, then=Value(stage)))
        parties.filter(stage__in=[stage, other]).update(stage=places)
    log(instance=course, action="cms.review.order", user=actor, data={"stage": stage, "to": other})


def _write_down(guest: CourseGuest, details: GuestDetails, terms: Terms) -> None:
    guest.name, guest.email = " ".join(details.name.split()), details.email.strip().lower()
    guest.organisation_name, guest.link_days = " ".join(details.organisation_name.split()), details.link_days
    guest.approves, guest.stage, guest.due_days = terms.approves, terms.stage, terms.due_days
    if terms.due_days > details.link_days:
        raise ReviewRefused(_("The link would stop working before the answer is due: let it work for more days."))
    try:
        with transaction.atomic():
            guest.save()
    except IntegrityError as error:
        raise ReviewRefused(_("Somebody with this address is invited already.")) from error
    _close_gaps(guest.course)
    guest.refresh_from_db(fields=["stage"])


def _refuse_authors(email: str, actor: User, course: CoursePage) -> None:
    address = email.strip()
    if address.lower() == actor.email.lower() or is_address_of_an_author(address, course):
        raise ReviewRefused(_("This is the address of somebody who writes the course: nobody approves their own text."))


def _arranged(actor: User, course: CoursePage) -> CoursePage:
    """The course, if its review is the person's to arrange and not going on: that would change who decides."""
    found = courses_arranged_by(actor).get(pk=course.pk)
    if open_round_of(found) is not None:
        raise ReviewRefused(_("The course is under review: cancel the review before changing who takes part in it."))
    return found


def _close_gaps(course: CoursePage) -> None:
    """Stages are numbered 1, 2, 3 …; one that nobody is in any more disappears."""
    for stage, number in sorted(renumbered(stages_in_use(course)).items()):
        if stage != number:
            CoursePartner.objects.filter(course=course, stage=stage).update(stage=number)
            guests_of(course).filter(stage=stage).update(stage=number)


def _follow_rights(partner: CoursePartner) -> None:
    """A co-author edits the whole course or its parts named, and chooses among the files of its institute."""
    group = reviewers_group(partner.organisation)
    revoke_pages_under(group, partner.course)
    if not partner.may_edit:
        _take_back_files(partner.organisation, partner.course)
        return
    for page in partner.parts.all() if partner.only_parts else [partner.course]:
        grant_pages(group, page, ["change_page"] if issubclass(page.specific_class, LessonPage) else WRITE)
    grant_files(group, collection_of(partner.course.organisation), CHOOSE)


def _take_back_files(organisation: Organisation, course: CoursePage) -> None:
    """Nothing to write under the institute any more, nothing to choose among its files."""
    writes = CoursePartner.objects.filter(organisation=organisation, may_edit=True)
    if not writes.filter(course__path__startswith=course.get_parent().path).exists():
        revoke_files(reviewers_group(organisation), collection_of(course.organisation))
