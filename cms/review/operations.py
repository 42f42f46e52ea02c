"""Inviting partners, and approving a course or asking for changes."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import TaskState, Workflow, WorkflowPage, WorkflowTask

from accounts.models import User
from cms.pages.models import CoursePage, InstitutePage
from cms.pages.operations import collection_of, grant_files, grant_pages, reviewers_group, revoke_pages
from cms.pages.permissions import course_pages_editable_by
from cms.review.mail import tell_of_invitation, tell_of_submission
from cms.review.models import CoursePartner, PartnerApprovalTask, organisations_that_approve, role_that_approves
from cms.review.permissions import courses_readable_by
from institutes.models import Membership, Organisation

WORKFLOW = "Revisión de cursos"
TASK = "Aprobación de la institución aliada"
CHOOSE = ("choose_image", "choose_document", "view_media")


class ReviewRefused(Exception):
    """A rule said no; the message is meant for the user."""


@transaction.atomic
def ensure_workflow() -> Workflow:
    """The one workflow of courses, assigned to every institute's place in the tree; safe to repeat."""
    workflow, _new = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    task = PartnerApprovalTask.objects.first() or PartnerApprovalTask.objects.create(name=TASK)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for page in InstitutePage.objects.filter(workflowpage=None):
        WorkflowPage.objects.create(workflow=workflow, page=page.page_ptr)
    return workflow


@transaction.atomic
def invite_partner(
    *, actor: User, course: CoursePage, organisation: Organisation, may_edit: bool = False, at: datetime
) -> CoursePartner:
    """Invite an organisation to review a course, or change what it was invited to."""
    course = _editable(actor, course)
    if organisation.pk == course.organisation.pk:
        raise ReviewRefused(_("The course belongs to this organisation: invite another one."))
    partner, is_new = CoursePartner.objects.update_or_create(
        course=course,
        organisation=organisation,
        defaults={"may_edit": may_edit},
        create_defaults={"may_edit": may_edit, "invited_by": actor, "invited_at": at},
    )
    _follow_rights(partner)
    if is_new:
        log(instance=course, action="cms.review.invite", user=actor, data={"organisation": organisation.code})
        transaction.on_commit(partial(tell_of_invitation, list(reviewers_of(organisation)), course))
    return partner


@transaction.atomic
def withdraw_partner(*, actor: User, partner: CoursePartner) -> None:
    """End an invitation; not while the course is under review, when it would change who decides."""
    course = _editable(actor, partner.course)
    if course.workflow_in_progress:
        raise ReviewRefused(_("The course is under review: cancel the review before withdrawing a partner."))
    revoke_pages(reviewers_group(partner.organisation), course)
    log(instance=course, action="cms.review.withdraw", user=actor, data={"organisation": partner.organisation.code})
    partner.delete()


def decide(*, actor: User, course: CoursePage, approve: bool, comment: str) -> None:
    """Approve a course under review, which publishes it, or return it with what should change."""
    action = "approve" if approve else "reject"
    if not approve and not comment.strip():
        raise ReviewRefused(_("Say what should change before returning the course."))
    with transaction.atomic():
        course = courses_readable_by(actor).get(pk=course.pk)
        state = course.current_workflow_task_state
        if state is None or TaskState.objects.select_for_update().get(pk=state.pk).status != "in_progress":
            raise ReviewRefused(_("This course is not waiting for approval."))
        if action not in [name for name, _label, _modal in state.task.specific.get_actions(course, actor)]:
            raise ReviewRefused(_("It is not for you to decide on this course, or it is incomplete."))
        state.task.specific.on_action(state, actor, action, comment=comment.strip())


def tell_approvers(course: CoursePage) -> None:
    """Write to those who may approve the course."""
    people: dict[int, User] = {}
    for organisation in organisations_that_approve(course):
        people |= {person.pk: person for person in people_who(role_that_approves(course), organisation)}
    state = course.current_workflow_state
    people.pop(state.requested_by_id if state else 0, None)
    transaction.on_commit(partial(tell_of_submission, list(people.values()), course))


def reviewers_of(organisation: Organisation) -> list[User]:
    return people_who(Membership.Role.REVIEWER, organisation)


def people_who(role: Membership.Role, organisation: Organisation) -> list[User]:
    """The people who hold a role in an organisation today."""
    from django.utils import timezone

    held = Membership.objects.filter(role=role, organisation=organisation).in_force(timezone.localdate())
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))


def _editable(actor: User, course: CoursePage) -> CoursePage:
    return course_pages_editable_by(actor).get(pk=course.pk)


def _follow_rights(partner: CoursePartner) -> None:
    """A co-author edits the course, and chooses among the files of its institute."""
    group = reviewers_group(partner.organisation)
    if not partner.may_edit:
        revoke_pages(group, partner.course)
        return
    grant_pages(group, partner.course, ["add_page", "change_page"])
    grant_files(group, collection_of(partner.course.organisation), CHOOSE)
