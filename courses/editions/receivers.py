"""News from authors."""

from datetime import datetime
from typing import Any

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.tree import Tree
from courses.editions.operations import publish_edition


def freeze_published_course(
    *, page: CoursePage, user: User | None, at: datetime, tree: Tree | None = None, **_news: Any
) -> None:
    """A published course becomes an edition within the same transaction, or its publishing is undone."""
    publish_edition(page=page, actor=user, at=at, tree=tree)
