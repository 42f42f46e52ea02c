"""Wagtail's comments in the editor, with one rule more: what somebody said, nobody else takes away."""

from typing import Any

from modelcluster.forms import BaseChildFormSet
from wagtail.admin.forms.comments import CommentForm, CommentFormSet, CommentReplyForm
from wagtail.admin.panels import CommentPanel
from wagtail.models import COMMENTS_RELATION_NAME


class _Kept:
    """Wagtail checks whose a comment is, but not of one that is to be deleted: here it is checked like any other."""

    def _should_delete_form(self, form: Any) -> bool:
        wanted: bool = super()._should_delete_form(form)  # type: ignore[misc]
        return wanted and form.instance.user_id in (None, form.for_user.pk)


class _KeptReplies(_Kept, BaseChildFormSet):
    pass


class _KeptComments(_Kept, CommentFormSet):
    pass


class _KeptCommentForm(CommentForm):
    class Meta:
        formsets = {
            "replies": {"form": CommentReplyForm, "formset": _KeptReplies, "inherit_kwargs": ["for_user"]},
        }


class KeptCommentPanel(CommentPanel):
    """Wagtail's panel with these forms."""

    def get_form_options(self) -> dict[str, Any]:
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][COMMENTS_RELATION_NAME] |= {"formset": _KeptComments, "form": _KeptCommentForm}
        return options
