"""News from authors."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.tree import Tree
from courses.editions.models import Lesson
from courses.editions.operations import publish_edition, set_listed


def freeze_published_course(
    *, page: CoursePage, user: User | None, at: datetime, tree: Tree | None = None, **_news: Any
) -> None:
    """A published course becomes an edition within the same transaction, or its publishing is undone."""
    edition = publish_edition(page=page, actor=user, at=at, tree=tree)
    if not edition.course.is_listed:
        set_listed(uid=edition.course_id, listed=True, actor=user)


def hide_unpublished_course(*, page: CoursePage, **_news: Any) -> None:
    """What is unpublished leaves the catalogue; whoever studies it goes on, and certificates stay true."""
    set_listed(uid=page.translation_key, listed=False, actor=None)


def editions_in(sender: Any, language: str, **_news: Any) -> str:
    """Why a language cannot be taken away."""
    return _("published courses") if Lesson.objects.filter(language=language).exists() else ""
