"""News inside the room: models tell, operations listen."""

from django.dispatch import Signal

# Somebody pressed one of Wagtail's workflow buttons: ``task_state``, ``user``, ``action``, ``remark``.
action_taken = Signal()
