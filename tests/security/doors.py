"""Every address under /cms/ with the numbers of one institute's unpublished things in it.

``DOORS`` says of each argument of each address what belongs there. An address of a later version of Wagtail, or of a
new snippet, that has an argument nobody thought of raises ``Unclassified``: say here what belongs there, so that it is
tried too.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import product
from typing import Any

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.regex_helper import normalize
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import (
    Comment,
    GroupPagePermission,
    Locale,
    ModelLogEntry,
    Page,
    PageLogEntry,
    PageSubscription,
    PageViewRestriction,
    Revision,
    Site,
    Task,
    TaskState,
    UploadedFile,
    Workflow,
    WorkflowState,
)
from wagtailmedia.models import get_media_model

from accounts.models import User
from cms.glossary.models import GlossaryTerm
from cms.pages.models import CoursePage, InstitutePage, LessonPage
from cms.pages.operations import collection_of
from cms.proposals.models import Proposal
from cms.questions.models import BankQuestion, QuestionBank, QuestionImport
from cms.review.models import CourseGuest, CoursePartner, ReviewRequest
from cms.review.operations import invite_guest
from cms.review.terms import GuestDetails, Terms
from courses.programmes.models import Programme
from institutes.models import Membership, Organisation
from tests.cms.pages.factories import make_audio, make_course, make_document, make_image, make_term
from tests.cms.proposals.factories import make_proposal
from tests.cms.questions.factories import make_bank, make_question
from tests.courses.programmes.factories import draft_programme
from tests.institutes.factories import InstituteFactory, MembershipFactory, OrganisationFactory, give_second_factor

# In every title, text, file name and person of the institute: whoever reads it somewhere has learnt something.
SECRET = "Xochipilli"
WORD = "borrador"
NOON = datetime(2026, 3, 2, 18, tzinfo=UTC)
# Ends the session, fails on purpose, or keeps a request open.
NOT_TRIED = {"wagtailadmin_logout", "wagtailadmin_error_test"}
ACTIONS = ("convert_alias", "copy", "copy_for_translation", "create_alias", "delete", "move", "publish", "unpublish",
           "revert_to_page_revision")  # fmt: skip
BULK = {
    "wagtailcore/page": ("move", "delete", "publish", "unpublish"),
    "wagtailimages/image": ("add_tags", "add_to_collection", "delete"),
    "wagtaildocs/document": ("add_tags", "add_to_collection", "delete"),
    "wagtailusers/user": ("assign_role", "delete", "set_active_state"),
    "programmes/programme": ("delete",),
    "glossary/glossaryterm": ("delete",),
}


class Unclassified(Exception):
    """An address with an argument of which ``doors.py`` says nothing."""


@dataclass
class Secrets:
    """What one institute has that nobody else may see: drafts, what changed in a published course, files, talk."""

    organisation: Organisation
    draft: CoursePage
    lesson: LessonPage
    published: CoursePage
    image: Any
    document: Any
    media: Any
    collection: Any
    comment: Comment
    workflow_state: WorkflowState
    task_state: TaskState
    upload: UploadedFile
    author: User
    own: dict[str, Any] = field(default_factory=dict)

    @property
    def pages(self) -> list[Page]:
        return [self.draft, self.lesson, self.published]

    @property
    def files(self) -> list[str]:
        """Names below /media/ of everything uploaded, and of what was made from it."""
        renditions = [self.image.get_rendition(spec).file.name for spec in ("max-165x165", "width-800|format-webp")]
        return [self.image.file.name, self.document.file.name, self.media.file.name, self.upload.file.name, *renditions]


def make_secrets() -> Secrets:
    """An institute with everything in it that the CMS can hold."""
    organisation = InstituteFactory.create()
    author = give_second_factor(MembershipFactory.create(role=Membership.Role.AUTHOR, organisation=organisation).user)
    User.objects.filter(pk=author.pk).update(paternal_surname=SECRET, email=f"{SECRET.lower()}@example.org")
    author.refresh_from_db()
    draft = _secret_course(organisation, author, publish=False)
    published = _with_unpublished_changes(_secret_course(organisation, author, publish=True, hide=False))
    lesson = LessonPage.objects.descendant_of(draft).get()
    collection = collection_of(organisation)
    image, document, media = (
        _filed(make(f"{SECRET} {WORD}"), collection, author) for make in (make_image, make_document, make_audio)
    )
    _banked(organisation, author)
    make_proposal(draft, is_public=False, text=f"{SECRET} {WORD}")
    draft_programme(organisation=organisation, author=author, title=f"{SECRET} {WORD}", summary=SECRET)
    state = _in_review(draft, author)
    return Secrets(
        organisation=organisation,
        draft=draft,
        lesson=lesson,
        published=published,
        image=image,
        document=document,
        media=media,
        collection=collection,
        comment=Comment.objects.create(page=draft, user=author, text=f"{SECRET} {WORD}", contentpath="title"),
        workflow_state=state,
        task_state=state.current_task_state,
        upload=_half_uploaded(author),
        author=author,
    )


def _secret_course(organisation: Organisation, author: User, *, publish: bool, hide: bool = True) -> CoursePage:
    title = f"{SECRET} {WORD}" if hide else f"Curso a la vista {WORD}"
    course = make_course(
        organisation=organisation, title=title, slug=f"{SECRET.lower()}-{publish}" if hide else "a-la-vista",
        rich=False, publish=publish, user=author,
    )  # fmt: skip
    if hide:
        for page in Page.objects.descendant_of(course).specific():
            page.title = page.draft_title = f"{SECRET} {WORD} {page.pk}"
            page.save()
            page.save_revision(user=author, log_action=True)
    return course


def _with_unpublished_changes(course: CoursePage) -> CoursePage:
    course.title = f"{SECRET} {WORD} nuevo"
    course.summary = SECRET
    course.save_revision(user=course.owner, log_action=True)
    changed: CoursePage = CoursePage.objects.get(pk=course.pk)
    return changed


def _filed(thing: Any, collection: Any, author: User) -> Any:
    thing.collection, thing.uploaded_by_user = collection, author
    thing.file.save(f"{SECRET.lower()}-{thing.file.name.rpartition('/')[2]}", thing.file, save=False)
    thing.save()
    return thing


def _banked(organisation: Organisation, author: User) -> None:
    """A bank with a question and an import under way, a term of the glossary: what lessons take from elsewhere."""
    bank = make_bank(organisation, f"{SECRET} {WORD}")
    make_question(bank, prompt=f"<p>{SECRET} {WORD}</p>", name=f"{SECRET} {WORD}")
    QuestionImport.objects.create(bank=bank, created_by=author, filename=f"{SECRET}.gift", created_at=NOON)
    make_term(f"{SECRET} {WORD}", organisation=organisation, definition=SECRET)


def _in_review(course: CoursePage, author: User) -> WorkflowState:
    CoursePartner.objects.create(course=course, organisation=OrganisationFactory.create(), invited_at=NOON)
    guest = GuestDetails(name=f"{SECRET} {WORD}", email=f"{SECRET.lower()}-guest@example.org")
    invite_guest(actor=author, course=course, guest=guest, terms=Terms(), at=NOON)
    state: WorkflowState = course.get_workflow().start(course, author)
    return state


def _half_uploaded(author: User) -> UploadedFile:
    kind = ContentType.objects.get_for_model(get_image_model())
    upload: UploadedFile = UploadedFile.objects.create(
        for_content_type=kind, uploaded_by_user=author, file=ContentFile(b"GIF89a", f"{SECRET}.gif")
    )
    return upload


def state_of_everything() -> list[tuple[str, list[Any]]]:
    """What a stranger must not have changed: compare before and after."""
    columns: dict[type[Model], tuple[str, ...]] = {
        Page: ("pk", "path", "title", "live", "locked", "latest_revision_id", "go_live_at", "alias_of_id"),
        Revision: ("pk", "content", "approved_go_live_at"),
        get_image_model(): ("pk", "title", "file", "collection_id"),
        get_document_model(): ("pk", "title", "file", "collection_id"),
        get_media_model(): ("pk", "title", "file", "collection_id"),
        Comment: ("pk", "text", "resolved_at"),
        WorkflowState: ("pk", "status"),
        TaskState: ("pk", "status"),
        UploadedFile: ("pk",),
        QuestionBank: ("pk", "name"),
        BankQuestion: ("pk", "name", "digest", "bank_id"),
        QuestionImport: ("pk", "status"),
        GlossaryTerm: ("pk", "term", "definition"),
        Programme: ("pk", "title", "live", "latest_revision_id"),
        Proposal: ("pk", "status", "answer", "hidden_at"),
        CoursePartner: ("pk", "stage", "approves"),
        CourseGuest: ("pk", "email", "stage"),
        ReviewRequest: ("pk", "decision", "due_on", "token_digest"),
        PageViewRestriction: ("pk",),
        GroupPagePermission: ("pk",),
        Membership: ("pk", "role", "valid_to"),
        User: ("pk", "email", "is_active", "is_superuser"),
        Group: ("pk", "name"),
        PageSubscription: ("pk",),
        PageLogEntry: ("pk",),
        ModelLogEntry: ("pk",),
    }
    return [(model.__name__, list(model._default_manager.order_by("pk").values_list(*names)))
            for model, names in columns.items()]  # fmt: skip


def addresses(secrets: Secrets) -> Iterator[str]:
    """Every address of the CMS, with each of the secrets wherever one fits."""
    for name, pattern in _patterns(get_resolver(), "", "/"):
        if name in NOT_TRIED:
            continue
        for arguments in fillings(name, pattern, secrets):
            yield reverse(name, **arguments)
    yield from _with_numbers_in_the_query(secrets)
    yield from _searches(secrets)
    yield from _outside_the_cms(secrets)


def _patterns(resolver: URLResolver, namespace: str, prefix: str) -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        address = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, f"{namespace}{entry.namespace}:" if entry.namespace else namespace, address)
        elif address.startswith("/cms/") and entry.name:
            yield f"{namespace}{entry.name}", entry


def fillings(name: str, pattern: URLPattern, secrets: Secrets) -> Iterator[dict[str, Any]]:
    """The arguments of an address, in every combination worth trying."""
    names = list(pattern.pattern.converters)
    if not names:
        groups = normalize(pattern.pattern.regex.pattern)[0][1]
        names = groups
    values = [list(_values(name, argument, secrets)) for argument in names]
    positional = any(argument.startswith("_") for argument in names)
    for chosen in product(*values):
        yield {"args": chosen} if positional else {"kwargs": dict(zip(names, chosen, strict=True))}


def _values(name: str, argument: str, secrets: Secrets) -> Iterable[Any]:
    namespace = name.rpartition(":")[0]
    if argument in ("pk", "object_id"):
        return [getattr(thing, "pk", thing) for thing in _things_of(namespace, secrets)]
    known = DOORS.get(f"{name} {argument}") or DOORS.get(argument)
    if known is None:
        raise Unclassified(f"{name}: what belongs in {argument!r}?")
    return [getattr(value, "pk", value) for value in known(secrets)]


def _things_of(namespace: str, secrets: Secrets) -> list[Any]:
    """Whose number a ``pk`` is, told by the part of the CMS."""
    if namespace in PARTS:
        return list(PARTS[namespace](secrets))
    snippet = re.fullmatch(r"wagtailsnippet(?:s|choosers)_([a-z]+)_([a-z]+)", namespace)
    if snippet is None:
        raise Unclassified(f"{namespace}: whose number is pk?")
    model = ContentType.objects.get_by_natural_key(snippet[1], snippet[2]).model_class()
    rows = model._default_manager.order_by("pk")[:2] if model else []
    return list(rows) or [1]


def _latest(secrets: Secrets) -> list[int]:
    return [page.latest_revision_id for page in secrets.pages]


PARTS: dict[str, Any] = {
    "wagtailadmin_api:pages": lambda a: a.pages,
    "wagtailadmin_api:documents": lambda a: [a.document],
    "wagtailadmin_api:images": lambda a: [a.image],
    "wagtailadmin_collections": lambda a: [a.collection],
    "wagtailadmin_workflows": lambda a: [*Workflow.objects.all(), *Task.objects.all()],
    "wagtailadmin_editing_sessions": lambda a: [a.draft],
    "wagtailsettings": lambda a: [Site.objects.get()],
    "simple_translation": lambda a: [a.draft],
    "wagtailsites": lambda a: [Site.objects.get()],
    "wagtailusers_users": lambda a: [a.author],
    "wagtailusers_groups": lambda a: [a.author.groups.first()],
    "questionbank": lambda a: QuestionBank.objects.all(),
    "bankquestion": lambda a: BankQuestion.objects.all(),
    "question_bank_chooser": lambda a: QuestionBank.objects.all(),
    "wagtaildocs_chooser": lambda a: [a.document],
    "wagtailimages_chooser": lambda a: [a.image],
}
DOORS: dict[str, Any] = {
    "course_id": lambda a: [a.draft, a.published],
    "course": lambda a: [a.draft.translation_key, a.published.translation_key],
    "language": lambda a: ["hch"],
    "part": lambda a: [str(a.draft.translation_key), str(a.lesson.translation_key)],
    "kind": lambda a: ["csv"],
    "term": lambda a: [row.uid for row in GlossaryTerm.objects.all()],
    "equivalent_id": lambda a: [1],
    "remark_id": lambda a: [1],
    "lesson_id": lambda a: [a.lesson],
    "partner_id": lambda a: CoursePartner.objects.all(),
    "guest_id": lambda a: CourseGuest.objects.all(),
    "request_id": lambda a: ReviewRequest.objects.all(),
    "stage": lambda a: [1],
    "comment_id": lambda a: [a.comment],
    "programme_id": lambda a: Programme.objects.all(),
    "wagtailsnippets_programmes_programme:revisions_compare pk": lambda a: Programme.objects.all(),
    "revision_id_a": lambda a: ["earliest"],
    "revision_id_b": lambda a: ["latest"],
    "bank_id": lambda a: QuestionBank.objects.all(),
    "question_id": lambda a: BankQuestion.objects.all(),
    "format": lambda a: ["gift"],
    "uid": lambda a: [
        *(row.uid for row in QuestionImport.objects.all()),
        *(row.uid for row in Proposal.objects.all()),
    ],
    "page_id": lambda a: a.pages,
    "parent_page_id": lambda a: [a.draft, a.published, InstitutePage.objects.get(organisation=a.organisation)],
    "page_to_move_id": lambda a: a.pages,
    "page_pk": lambda a: a.pages,
    "destination_id": lambda a: [a.own["page"], a.published],
    "revision_id": lambda a: [*_latest(a), *(one.latest_revision_id for one in Programme.objects.all())],
    "task_state_id": lambda a: [a.task_state],
    "workflow_state_id": lambda a: [a.workflow_state],
    "workflow_pk": lambda a: Workflow.objects.all(),
    "task_id": lambda a: [a.task_state.task],
    "collection_id": lambda a: [a.collection],
    "image_id": lambda a: [a.image],
    "document_id": lambda a: [a.document],
    "doc_id": lambda a: [a.document],
    "media_id": lambda a: [a.media],
    "uploaded_file_id": lambda a: [a.upload],
    "session_id": lambda a: [1],
    "filter_spec": lambda a: ["max-165x165"],
    "media_type": lambda a: ["audio", "video"],
    "action": lambda a: ["move"],  # the bulk actions have their numbers in the query: see below
    "action_name": lambda a: ["approve", "reject"],
    "wagtailadmin_api:pages:action action_name": lambda a: ACTIONS,
    "app_label": lambda a: ["pages"],
    "app_name": lambda a: ["pages"],
    "model_name": lambda a: ["coursepage", "lessonpage"],
    "wagtailadmin_tag_model_autocomplete app_name": lambda a: ["taggit"],
    "wagtailadmin_tag_model_autocomplete model_name": lambda a: ["tag"],
    "content_type_app_name": lambda a: ["pages"],
    "content_type_model_name": lambda a: ["coursepage", "modulepage", "lessonpage"],
    "uidb64": lambda a: ["MQ"],
    "token": lambda a: ["none"],
    # Regular expressions without names: the numbers of a comparison, the last one of a document.
    "wagtailadmin_pages:revisions_compare _0": lambda a: a.pages,
    "wagtailadmin_pages:revisions_compare _1": lambda a: ["live", "earliest", a.draft.latest_revision_id],
    "wagtailadmin_pages:revisions_compare _2": lambda a: ["latest", a.published.latest_revision_id],
}


def _with_numbers_in_the_query(secrets: Secrets) -> Iterator[str]:
    ids = {"wagtailcore/page": secrets.pages, "wagtailimages/image": [secrets.image],
           "wagtaildocs/document": [secrets.document], "wagtailusers/user": [secrets.author],
           "programmes/programme": list(Programme.objects.all()),
           "glossary/glossaryterm": list(GlossaryTerm.objects.all())}  # fmt: skip
    for kind, actions in BULK.items():
        wanted = "&".join(f"id={thing.pk}" for thing in ids[kind])
        for action in actions:
            yield f"/cms/bulk/{kind}/{action}/?{wanted}&next=/cms/"
            yield f"/cms/bulk/{kind}/{action}/?id=all&next=/cms/"
    yield f"/cms/bulk/wagtailcore/page/move/?id=all&childOf={secrets.draft.get_parent().pk}&next=/cms/"
    pages = "&".join(f"id={page.pk}" for page in secrets.pages)
    yield f"/cms/choose-page/chosen-multiple/?{pages}"
    yield f"/cms/images/chooser/chosen-multiple/?id={secrets.image.pk}"
    yield f"/cms/documents/chooser/chosen-multiple/?id={secrets.document.pk}"


def _searches(secrets: Secrets) -> Iterator[str]:
    collection = f"collection_id={secrets.collection.pk}"
    for address in ("pages/search", "pages/search/results", "choose-page/search", "images", "images/results",
                    "images/chooser/results", "documents", "documents/results", "documents/chooser/results",
                    "media", "media/chooser", "media/chooser/audio", "users", "users/results"):  # fmt: skip
        yield f"/cms/{address}/?q={WORD}"
        yield f"/cms/{address}/?{collection}"
    for parent in (*secrets.pages, secrets.draft.get_parent()):
        yield f"/cms/choose-page/{parent.pk}/?allow_external_link=true&page_type=pages.coursepage"
        yield f"/cms/api/main/pages/?child_of={parent.pk}&for_explorer=1&fields=*"
        yield f"/cms/api/main/pages/?descendant_of={parent.pk}"
        yield f"/cms/api/main/pages/?translation_of={parent.pk}"
        yield f"/cms/pages/{parent.pk}/?ordering=ord"
        yield f"/cms/choose-external-link/?parent_page_id={parent.pk}"
    yield f"/cms/api/main/pages/?search={WORD}&fields=*"
    yield "/cms/api/main/pages/?has_children=1&fields=*"
    yield f"/cms/api/main/images/?search={WORD}"
    yield f"/cms/api/main/documents/?search={WORD}"
    yield f"/cms/api/main/pages/find/?html_path={secrets.draft.url_path}"
    yield f"/cms/api/main/images/find/?id={secrets.image.pk}"
    for report in ("locked", "workflow", "workflow_tasks", "site-history", "aging-pages", "page-types-usage"):
        yield f"/cms/reports/{report}/?export=csv"


def _outside_the_cms(secrets: Secrets) -> Iterator[str]:
    """What was uploaded, by its own address, and drafts by that under which they will stand."""
    yield from (f"/media/{name}" for name in secrets.files)
    yield f"/documentos/{secrets.document.pk}/{secrets.document.filename}"
    for page in secrets.pages:
        yield page.get_url() or f"/es-mx{page.url_path}"
    yield f"/cursos/?q={WORD}"


def everything(secrets: Secrets) -> dict[str, Any]:
    """What a stranger sends: whatever any form of the CMS asks for."""
    own, mine = secrets.own["page"], secrets.own["collection"]
    revision = secrets.draft.latest_revision_id
    return {
        "title": "Ajeno", "name": "Ajeno", "slug": "ajeno", "collection": mine.pk, "new_parent_page": own.pk,
        "parent_page": own.pk, "new_title": "Ajeno", "new_slug": "ajeno", "copy_subpages": "on", "chooser": own.pk,
        "destination_page_id": own.pk, "destination_page": own.pk, "recursive": "true", "comment": "Ajeno",
        "locale": "es-mx", "locales": Locale.objects.values_list("pk", flat=True)[:1], "revision_id": revision,
        "action-publish": "1", "action-unpublish": "1", "restriction_type": "login", "position": 0, "parent": own.pk,
        "decision": "approve", "organisation": own.specific.organisation.pk, "unlock": "1", "lock": "1", "tags": "x",
        "move_applicable": "on", "update_slug": "ajeno-2", "alias": "on", "keep_live": "false", "email": "a@b.mx",
        "external-link-chooser-url": f"http://localhost{secrets.published.get_url()}",
        "media-chooser-upload-title": "Ajeno", "form-TOTAL_FORMS": 0, "body-count": 0, "confirm": secrets.draft.title,
        f"image-{secrets.image.pk}-title": "Ajeno", f"image-{secrets.image.pk}-collection": mine.pk,
        f"doc-{secrets.document.pk}-title": "Ajeno", f"doc-{secrets.document.pk}-collection": mine.pk,
        f"uploaded-image-{secrets.upload.pk}-title": "Ajeno", "is_active": "", "role": 1,
    }  # fmt: skip
