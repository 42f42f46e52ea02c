"""What is held about a person here, and by Wagtail."""

from django.apps import apps
from wagtail.models import Comment, CommentReply, ModelLogEntry, Page, PageLogEntry

from cms.pages.models import RemovedPart
from foundation.personal import exempt, holds

holds("comments", Comment, owner="user", fields=("page__title", "text", "created_at"))
holds("comment_replies", CommentReply, owner="user", fields=("comment__page__title", "text", "created_at"))
holds("page_actions", PageLogEntry, owner="user", fields=("action", "label", "timestamp"))
holds("other_actions", ModelLogEntry, owner="user", fields=("action", "label", "timestamp"))
holds(
    "editor_settings", apps.get_model("wagtailusers", "UserProfile"), owner="user",
    fields=("preferred_language", "current_time_zone", "theme", "contrast", "density"),
)  # fmt: skip
for _model in apps.get_models():
    if issubclass(_model, Page):
        exempt(_model, "owner", "locked_by", because="Pages belong to their institute; who wrote what is in the log.")
exempt(RemovedPart, "removed_by", because="The part belongs to its institute; who removed it is in the log.")
exempt(Comment, "resolved_by", because="The comment is somebody else's.")
_OF_WAGTAIL = (
    ("wagtailcore", "Revision", "user"), ("wagtailcore", "UploadedFile", "uploaded_by_user"),
    ("wagtailcore", "WorkflowState", "requested_by"), ("wagtailcore", "TaskState", "finished_by"),
    ("wagtailcore", "PageSubscription", "user"), ("wagtailadmin", "EditingSession", "user"),
    ("wagtailadmin", "FormState", "user"), ("wagtaildocs", "Document", "uploaded_by_user"),
    ("wagtailimages", "Image", "uploaded_by_user"), ("wagtailmedia", "Media", "uploaded_by_user"),
)  # fmt: skip
for _app, _name, _field in _OF_WAGTAIL:
    exempt(apps.get_model(_app, _name), _field, because="Work for an institute, to which it belongs; the log tells it.")
