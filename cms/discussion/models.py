"""Comments are Wagtail's own, so that authors find them beside the block in the editor.

What Wagtail cannot say is who a person without an account is: a row here signs their comments and answers.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Comment, CommentReply

from cms.review.models import CourseGuest


class GuestSignature(models.Model):
    """A comment, or an answer to one, is by a person invited without an account."""

    # Without a way back: Wagtail saves every field that a comment says it has, and takes a way back for one.
    comment = models.OneToOneField(Comment, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    reply = models.OneToOneField(CommentReply, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    guest = models.ForeignKey(CourseGuest, on_delete=models.CASCADE, related_name="signatures")

    class Meta:
        verbose_name = _("comment of an invited person")
        verbose_name_plural = _("comments of invited people")
        constraints = [
            models.CheckConstraint(
                name="signs_a_comment_or_an_answer",
                condition=Q(comment__isnull=False, reply=None) | Q(comment=None, reply__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.guest)
