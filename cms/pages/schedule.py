"""Work by the clock: a membership that ended yesterday opens no door today."""

from celery import shared_task

from cms.pages.operations import sync_editor_groups


@shared_task(name="cms.pages.schedule.sync_editors")
def sync_editors() -> None:
    """Bring the editing groups in step with memberships in force."""
    sync_editor_groups()
