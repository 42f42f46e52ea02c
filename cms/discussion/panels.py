"""What the discussion shows on the review page of a course: its contents, and what is still open."""

from django.utils.translation import gettext as _

from accounts.models import User
from cms.discussion.forms import CommentForm
from cms.discussion.selectors import outline_of, pages_of, remarks_on
from cms.pages.models import CoursePage
from foundation.panels import Panel, panel

SHOWN = 30


@panel("course_review", order=10)
def contents(course: CoursePage, user: User | None, token: str = "") -> Panel:
    return Panel("cms/discussion/_outline.html", {"course": course, "outline": outline_of(course), "token": token})


@panel("course_review", order=20)
def open_comments(course: CoursePage, user: User | None, token: str = "") -> Panel:
    remarks = remarks_on(pages_of(course), course, user, open_only=True)
    form = CommentForm(about="course")
    form.fields["text"].label = _("Your comment on the whole course")
    return Panel(
        "cms/discussion/_open_comments.html",
        {"course": course, "remarks": remarks[:SHOWN], "more": len(remarks) - SHOWN, "form": form, "token": token},
    )
