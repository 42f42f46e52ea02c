"""A course with the latest draft of each of its parts, loaded in a few statements however long it is.

Asking Wagtail for one draft after another costs some twenty statements a lesson: its revision, every foreign key that
it names, comments, then images and recordings lesson by lesson.
"""

from collections.abc import Iterable, Iterator, Mapping, MutableSequence
from functools import cached_property
from itertools import chain
from typing import Any

from django.db.models import prefetch_related_objects
from modelcluster.models import get_all_child_m2m_relations, get_all_child_relations, model_from_serializable_data
from wagtail.blocks import StreamValue
from wagtail.images.models import AbstractImage
from wagtail.models import COMMENTS_RELATION_NAME, Comment, Page, Revision

# What a draft takes from the stored page in any case; Wagtail would look up each of them to see that it exists.
_OF_THE_PAGE = tuple(field.name for field in Page._meta.fields if field.is_relation)
_STEP = Page.steplen


class Tree:
    """The parts of a course in their order: ``rows`` as stored, and the draft of each by its primary key."""

    def __init__(self, course: Any, comments: dict[int, list[Comment]] | None = None) -> None:
        self.course = course
        self._comments = comments
        self.rows = _parts(course) if course.pk else []
        self.revisions = _latest_revisions(self.rows)
        self.drafts = self._loaded()
        _load_choices(self.drafts.values())

    @classmethod
    def of_revision(cls, row: Any, revision: Revision) -> "Tree":
        """The course as a revision has it, with the latest drafts of its parts."""
        comments = _open_comments(row)
        return cls(draft_of(row, revision, comments.get(row.pk, [])), comments)

    def _loaded(self) -> dict[int, Any]:
        """Like ``get_latest_revision_as_object`` of each, all at once."""
        parents = {page.path: page for page in (self.course, *self.rows)}
        comments = self._comments
        if comments is None:
            comments = _open_comments(self.course) if self.revisions else {}
        drafts = {}
        for row in self.rows:
            row._cached_parent_obj = parents[row.path[:-_STEP]]
            revision = self.revisions.get(row.latest_revision_id)
            drafts[row.pk] = draft_of(row, revision, comments.get(row.pk, [])) if revision else row
        return drafts

    def parts_of(self, page: Any) -> list[Any]:
        """The children of the course or of a module in their order, each as its latest draft."""
        return self._children.get(page.path, [])

    @cached_property
    def _children(self) -> dict[str, list[Any]]:
        children: dict[str, list[Any]] = {}
        for row in self.rows:
            children.setdefault(row.path[:-_STEP], []).append(self.drafts[row.pk])
        return children


def _parts(course: Any) -> list[Any]:
    """Modules and lessons in the order of the tree, one statement for each type of page."""
    found: list[Any] = []
    models, below = {type(course)}, set(type(course).allowed_subpage_models())
    while below - models:
        models |= below
        below = set(chain.from_iterable(model.allowed_subpage_models() for model in below))
    for model in models - {type(course)}:
        found.extend(model.objects.descendant_of(course))
    return sorted(found, key=lambda page: page.path)


def inline_relations(model: Any) -> list[Any]:
    """The relations of a page to objects that are edited and published with it, Wagtail's comments apart."""
    relations = get_all_child_relations(model)
    return [relation for relation in relations if relation.get_accessor_name() != COMMENTS_RELATION_NAME]


def _latest_revisions(rows: list[Any]) -> dict[int, Revision]:
    wanted = {row.latest_revision_id for row in rows if row.has_unpublished_changes and row.latest_revision_id}
    return Revision.objects.in_bulk(wanted) if wanted else {}


def _open_comments(course: Any) -> dict[int, list[Comment]]:
    """Wagtail's comments on the course and its parts, by page."""
    found: dict[int, list[Comment]] = {}
    for comment in Comment.objects.filter(page__path__startswith=course.path, resolved_at__isnull=True):
        found.setdefault(comment.page_id, []).append(comment)
    return found


def draft_of(row: Any, revision: Revision, comments: list[Comment]) -> Any:
    """The page as its revision has it; nothing is looked up that is known."""
    content = {**revision.content, **dict.fromkeys(_OF_THE_PAGE)}
    inline = {
        relation.get_accessor_name(): (relation.related_model, content.pop(relation.get_accessor_name(), []))
        for relation in inline_relations(type(row))
    }
    chosen = {
        field.name: (field.remote_field.model, content.pop(field.name, []))
        for field in get_all_child_m2m_relations(type(row))
    }
    if not comments:
        content[COMMENTS_RELATION_NAME] = []
    related = row.__dict__.setdefault("_cluster_related_objects", {})
    related[COMMENTS_RELATION_NAME] = comments
    draft = row.with_content_json(content)
    del related[COMMENTS_RELATION_NAME]
    for name, (model, values) in inline.items():
        setattr(draft, name, [model_from_serializable_data(model, value, check_fks=False) for value in values])
    for name, (model, pks) in chosen.items():
        setattr(draft, name, list(model._default_manager.filter(pk__in=pks).select_related()))
    draft.live_revision_id = row.live_revision_id
    draft._cached_parent_obj = row.get_parent()
    return draft


# --- What blocks choose: images, recordings, files --------------------------------------------------------------------
def _load_choices(pages: Iterable[Any]) -> None:
    """Turn the stored blocks of all bodies into values together, so that their choosers ask once for all lessons."""
    bodies = [page.body for page in pages if isinstance(getattr(page, "body", None), StreamValue)]
    waiting: dict[str, list[tuple[StreamValue, int]]] = {}
    for body in bodies:
        for place, raw in enumerate(body._raw_data):
            if body._bound_blocks[place] is None and raw["type"] in body.stream_block.child_blocks:
                waiting.setdefault(raw["type"], []).append((body, place))
    for name, places in waiting.items():
        block = places[0][0].stream_block.child_blocks[name]
        values = block.bulk_to_python([body._raw_data[place]["value"] for body, place in places])
        for (body, place), value in zip(places, values, strict=True):
            body._bound_blocks[place] = StreamValue.StreamChild(block, value, id=body._raw_data[place].get("id"))
    images = list(chain.from_iterable(_images_in(child.value) for body in bodies for child in body))
    prefetch_related_objects(images, "renditions")


def _images_in(value: Any) -> Iterator[AbstractImage]:
    if isinstance(value, AbstractImage):
        yield value
    elif isinstance(value, Mapping):
        yield from chain.from_iterable(_images_in(part) for part in value.values())
    elif isinstance(value, MutableSequence):  # the values of lists and streams are no lists
        yield from chain.from_iterable(_images_in(getattr(part, "value", part)) for part in value)
