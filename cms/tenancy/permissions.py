"""Whose drafts and files a person may know of: the same for lists, choosers, addresses and searches."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page
from wagtailmedia.models import get_media_model

from accounts.models import User
from cms.pages.models import course_of
from cms.pages.operations import PUBLIC_COLLECTION
from cms.pages.visibility import files_open_to, pages_of_ones_own
from cms.review.permissions import courses_reviewable_by
from foundation.media import Reach

Person = User | AnonymousUser


def looks_after_everything(user: Any) -> bool:
    """The state's administrators, whose reports and lists span every institute."""
    return bool(user.has_perm("institutes.change_organisation"))


def may_know_page(user: User, page: Page) -> bool:
    """Whether the page is one's own, or part of a course one reviews."""
    if pages_of_ones_own(user).filter(pk=page.pk).exists():
        return True
    course = course_of(page)
    return course is not None and courses_reviewable_by(user).filter(pk=course.pk).exists()


def reach_of_file(user: Person, name: str) -> Reach | None:
    """Whom a file below /media/ may be given: everybody, this person alone, or nobody (it then does not exist)."""
    file = _file_named(name)
    if file is None:
        return None
    if file.collection.name == PUBLIC_COLLECTION:
        return Reach.EVERYBODY
    return Reach.THIS_PERSON if may_see_file(user, file) else None


def may_see_file(user: Person, file: Any) -> bool:
    """Whether the person's groups open the collection of an image, document or recording."""
    return files_open_to(user, type(file)).filter(pk=file.pk).exists()


def _file_named(name: str) -> Any:
    """The image, document or recording to which a file belongs; what was made from an image belongs to it."""
    image, document, media = get_image_model(), get_document_model(), get_media_model()
    found: dict[str, Any] = {
        "original_images": image.objects.filter(file=name),
        "images": image.objects.filter(renditions__file=name),
        "documents": document.objects.filter(file=name),
        "media": media.objects.filter(file=name),
        "media_thumbnails": media.objects.filter(thumbnail=name),
    }
    rows = found.get(name.partition("/")[0])
    return None if rows is None else rows.select_related("collection").first()
