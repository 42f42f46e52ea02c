"""The shape of a course: adding, moving, duplicating, removing and bringing back its modules and lessons.

All of it is a draft matter until the course is published again, so whoever may edit the course may do it, unless the
course is under review. Each is a verb as in operations.py.
"""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction
from wagtail.actions.move_page import MovePageAction
from wagtail.coreutils import find_available_slug
from wagtail.log_actions import log
from wagtail.models import Page

from accounts.models import User
from cms.pages.carrying import carry_translations
from cms.pages.models import CoursePage, InstitutePage, LessonPage, ModulePage, RemovedPart
from cms.pages.permissions import course_pages_editable_by, institute_pages_of
from cms.pages.skeletons import LessonSkeleton, skeletons

Part = ModulePage | LessonPage
LONGEST_TITLE = 200


class OutlineRefused(Exception):
    """A rule said no; the message is meant for the author."""


@transaction.atomic
def create_course_from_template(
    *, actor: User, institute: InstitutePage, course_type: str, title: str, at: datetime
) -> CoursePage:
    """A draft with the modules, lessons and guiding texts of a workshop, course or diploma course."""
    institute = institute_pages_of(actor).get(pk=institute.pk)
    skeleton = skeletons().get(course_type)
    title = _titled(title)
    if skeleton is None:
        raise OutlineRefused(_("Choose one of the templates."))
    course = CoursePage(
        title=title,
        course_type=course_type,
        summary=skeleton.summary,
        hours=skeleton.hours,
        pass_mark=skeleton.pass_mark,
        attempts_allowed=skeleton.attempts,
    )
    _add(institute, course, actor)
    for module in skeleton.modules:
        page = _add(course, ModulePage(title=module.title, summary=module.summary), actor)
        for lesson in module.lessons:
            _add(page, _lesson(lesson), actor)
    return course


def _lesson(skeleton: LessonSkeleton) -> LessonPage:
    page = LessonPage(title=skeleton.title, minutes=skeleton.minutes)
    kinds = page.body.stream_block.child_blocks
    page.body = [(name, kinds[name].normalize(value)) for name, value in skeleton.blocks]
    return page


def _add(parent: Page, page: Any, actor: User) -> Any:
    page.slug = find_available_slug(parent, slugify(page.title) or "parte")
    page.live, page.has_unpublished_changes, page.owner = False, True, actor
    added = parent.add_child(instance=page)
    added.save_revision(user=actor, log_action="wagtail.create")
    return added


def _titled(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise OutlineRefused(_("Write a title."))
    if len(title) > LONGEST_TITLE:
        raise OutlineRefused(_("The title is too long: use at most %(n)s characters.") % {"n": LONGEST_TITLE})
    return title


def _editable(actor: User, course: CoursePage) -> CoursePage:
    """The course, held until the change is made: two people who move things at once do it one after the other."""
    found: CoursePage = course_pages_editable_by(actor).select_for_update(of=("self",)).get(pk=course.pk)
    if found.workflow_in_progress:
        raise OutlineRefused(_("This course is under review: nothing in it can change until the review ends."))
    return found


def _part(course: CoursePage, part: Page, actor: User) -> Part:
    found = Page.objects.descendant_of(course).get(pk=part.pk).specific
    lock = found.get_lock()
    if lock is not None and lock.for_user(actor):
        raise OutlineRefused(_("“%(title)s” is locked by somebody who is working on it.") % {"title": found.title})
    part_found: Part = found
    return part_found


@transaction.atomic
def add_module(*, actor: User, course: CoursePage, title: str, at: datetime) -> ModulePage:
    """An empty module at the end of the course."""
    module: ModulePage = _add(_editable(actor, course), ModulePage(title=_titled(title)), actor)
    return module


@transaction.atomic
def add_lesson(*, actor: User, course: CoursePage, module: Page, title: str, at: datetime) -> LessonPage:
    """An empty lesson at the end of a module."""
    parent = ModulePage.objects.child_of(_editable(actor, course)).get(pk=module.pk)
    lesson: LessonPage = _add(parent, LessonPage(title=_titled(title)), actor)
    return lesson


@transaction.atomic
def move_part(*, actor: User, course: CoursePage, part: Page, parent: Page, position: int, at: datetime) -> None:
    """Put a module or lesson at a place (from 0) among the children of the course or of one of its modules."""
    course = _editable(actor, course)
    moving = _part(course, part, actor)
    target = _parent_for(course, moving, parent)
    if moving.get_parent().pk != target.pk:
        _keep_slug_free(moving, target, actor)
    others = list(target.get_children().exclude(pk=moving.pk))
    if position < len(others):
        _put(moving, others[max(0, position)], "left", actor)
    elif others:
        _put(moving, others[-1], "right", actor)
    else:
        _put(moving, target, "first-child", actor)


def _put(part: Page, target: Page, where: str, actor: User) -> None:
    """Wagtail's move and its log; its own question about rights is about published pages and was answered above."""
    MovePageAction(part, target, pos=where, user=actor).execute(skip_permission_checks=True)


def _parent_for(course: CoursePage, part: Part, parent: Page) -> Page:
    if isinstance(part, ModulePage):
        if parent.pk != course.pk:
            raise OutlineRefused(_("A module stands in the course itself."))
        return course
    module: Page = ModulePage.objects.child_of(course).get(pk=parent.pk)
    return module


def _keep_slug_free(part: Part, parent: Page, actor: User) -> None:
    """Two lessons of one module cannot have the same address; the one that comes gets another."""
    slug = find_available_slug(parent, part.slug, ignore_page_id=part.pk)
    if slug == part.slug:
        return
    Page.objects.filter(pk=part.pk).update(slug=slug)
    part.slug = slug
    draft = part.get_latest_revision_as_object()
    draft.slug = slug
    draft.save_revision(user=actor, clean=False)


@transaction.atomic
def duplicate_part(*, actor: User, course: CoursePage, part: Page, at: datetime) -> Part:
    """A copy right after the original, as a draft, in which everything has identifiers of its own."""
    original = _part(_editable(actor, course), part, actor)
    parent = original.get_parent()
    title = _("%(title)s (copy)") % {"title": original.get_latest_revision_as_object().title}
    copy = original.copy(
        recursive=True,
        to=parent,
        keep_live=False,
        update_attrs={"title": title[:LONGEST_TITLE], "slug": find_available_slug(parent, original.slug)},
        user=actor,
    )
    original.refresh_from_db()
    _put(copy, original, "right", actor)
    carry_translations(original=original, copy=Page.objects.get(pk=copy.pk))
    made: Part = type(original).objects.get(pk=copy.pk)
    return made


@transaction.atomic
def remove_part(*, actor: User, course: CoursePage, part: Page, at: datetime) -> RemovedPart:
    """Take a module or lesson out of the course; it can be brought back from where this keeps it."""
    course = _editable(actor, course)
    removing = _part(course, part, actor)
    parent = removing.get_parent()
    kept = RemovedPart.objects.create(
        course=course,
        title=removing.get_latest_revision_as_object().title,
        content=_kept(removing),
        parent_key=parent.specific.translation_key,
        position=parent.get_children().filter(path__lt=removing.path).count(),
        removed_at=at,
        removed_by=actor,
    )
    DeletePageAction(removing, user=actor).execute(skip_permission_checks=True)
    return kept


def _kept(part: Part) -> dict[str, Any]:
    """The latest draft of a part and of what is in it, as Wagtail's revisions hold it."""
    children = [_kept(child) for child in part.get_children().specific()]
    return {
        "model": part._meta.model_name,
        "page": part.get_latest_revision_as_object().serializable_data(),
        "children": children,
    }


@transaction.atomic
def restore_part(*, actor: User, course: CoursePage, removed: RemovedPart, at: datetime) -> Part:
    """Bring back what was removed, to where it stood; the same identifiers, so translations and progress fit again."""
    course = _editable(actor, course)
    removed = RemovedPart.objects.select_for_update().get(pk=removed.pk, course=course, restored_at=None)
    parent = _place_of(course, removed)
    page: Part = _brought_back(parent, removed.content, actor)
    others = list(parent.get_children().exclude(pk=page.pk))
    if removed.position < len(others):
        _put(page, others[removed.position], "left", actor)
    removed.restored_at = at
    removed.save(update_fields=["restored_at"])
    log(instance=page, action="cms.outline.restore", user=actor)
    return page


def _place_of(course: CoursePage, removed: RemovedPart) -> Page:
    if removed.parent_key == course.translation_key:
        return course
    module: Page | None = ModulePage.objects.child_of(course).filter(translation_key=removed.parent_key).first()
    if module is None:
        raise OutlineRefused(_("Its module was removed too: bring the module back first."))
    return module


_MODELS: dict[str, Any] = {"modulepage": ModulePage, "lessonpage": LessonPage}
# What a page that comes back takes from its new place and not from the one that was deleted.
_OF_ITS_PLACE = (
    "pk",
    "path",
    "depth",
    "numchild",
    "url_path",
    "latest_revision",
    "live_revision",
    "alias_of",
    "locked_by",
)


def _brought_back(parent: Page, kept: dict[str, Any], actor: User) -> Any:
    data = {name: value for name, value in kept["page"].items() if name not in _OF_ITS_PLACE}
    page = _MODELS[kept["model"]].from_serializable_data({**data, "pk": None}, check_fks=True, strict_fks=False)
    if page is None:
        raise OutlineRefused(_("Something it was made of is gone: it cannot be brought back."))
    page.live, page.has_unpublished_changes, page.first_published_at = False, True, None
    page.locked, page.owner = False, actor
    page.slug = find_available_slug(parent, page.slug)
    try:
        added = parent.add_child(instance=page)
    except ValidationError as error:
        raise OutlineRefused(" ".join(error.messages)) from error
    added.save_revision(user=actor, clean=False)
    for child in kept["children"]:
        _brought_back(added, child, actor)
    return added
