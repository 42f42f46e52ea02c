"""Wagtail's workflow of courses: the shell around our rounds."""

from django.db import transaction
from wagtail.models import Workflow, WorkflowPage, WorkflowTask

from cms.pages.models import InstitutePage
from cms.review.models import PartnerApprovalTask

WORKFLOW = "Revisión de cursos"
TASK = "Aprobación de la institución aliada"


@transaction.atomic
def ensure_workflow() -> Workflow:
    """The one workflow of courses, assigned to every institute's place in the tree; safe to repeat."""
    workflow, _new = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    task = PartnerApprovalTask.objects.first() or PartnerApprovalTask.objects.create(name=TASK)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task.task_ptr, defaults={"sort_order": 0})
    for page in InstitutePage.objects.filter(workflowpage=None):
        WorkflowPage.objects.create(workflow=workflow, page=page.page_ptr)
    return workflow
