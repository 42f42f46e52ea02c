"""Publishing: a course becomes an edition, once per content."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import PurePosixPath
from typing import Any, Protocol
from uuid import UUID

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from wagtail.log_actions import log

from accounts.models import User
from cms.pages.models import CoursePage
from cms.pages.source import compile_course, compile_tree
from cms.pages.tree import Tree
from cms.skills.models import Skill
from courses.editions.canonical import canonical_text, digest_of
from courses.editions.comparing import Changes, changes
from courses.editions.models import AnswerKey, Content, Course, Edition, EditionLanguage, EditionLevel, Lesson
from courses.editions.signals import edition_stored
from courses.editions.storing import lesson_rows, search_text_of, text_in
from institutes.models import Organisation
from languages.slugs import slug_of


class WrongAssetError(ValueError):
    """A file of a course is missing or is not the one that its digest names."""


class Asset(Protocol):
    """A file that a course carries."""

    @property
    def name(self) -> str: ...

    @property
    def open(self) -> Callable[[], bytes]: ...


@dataclass(frozen=True)
class Told:
    """What authors say of a new edition to those who study: notes, and that it is major although only words changed."""

    notes: str = ""
    raise_to_major: bool = False


def publish_edition(*, page: CoursePage, actor: User | None, at: datetime, tree: Tree | None = None) -> Edition:
    """Compile the course page and store its edition; the same content as the latest edition gives that one back.

    ``tree`` spares loading and checking the course again. The page's notes go with the edition and are spent by it.
    """
    compiled = compile_tree(tree) if tree else compile_course(page)
    told = Told(page.edition_notes, page.raise_to_major)
    organisation = tree.course.organisation if tree else page.organisation
    edition = _store(compiled, organisation=organisation, actor=actor, at=at, told=told)
    if told != Told():
        CoursePage.objects.filter(pk=page.pk).update(edition_notes="", raise_to_major=False)
        page.edition_notes, page.raise_to_major = "", False
    return edition


@transaction.atomic
def store_edition(
    document: dict[str, Any],
    keys: dict[str, Any],
    assets: Mapping[str, Asset],
    *,
    organisation: Organisation,
    actor: User | None,
    at: datetime,
    told: Told = Told(),
) -> Edition:
    """Freeze a source document: number, digest, rendered lessons, answer key; idempotent on the latest edition."""
    return _store(_Given(document, keys, assets), organisation=organisation, actor=actor, at=at, told=told)


class Source(Protocol):
    """A document, its keys and its files."""

    @property
    def document(self) -> dict[str, Any]: ...

    @property
    def keys(self) -> dict[str, Any]: ...

    @property
    def assets(self) -> Mapping[str, Asset]: ...


@dataclass(frozen=True)
class _Given:
    document: dict[str, Any]
    keys: dict[str, Any]
    assets: Mapping[str, Asset]


def _store(source: Source, *, organisation: Organisation, actor: User | None, at: datetime, told: Told) -> Edition:
    document, keys, assets = source.document, source.keys, source.assets
    if missing := set(document.get("assets", {})) - set(assets):
        raise WrongAssetError(f"Missing files: {sorted(missing)}")
    course = _locked_course(document, organisation)
    frozen = _Frozen(document, canonical_text(document), digest_of(canonical_text(keys)))
    if course.latest and (course.latest.digest, course.latest.keys_digest) == (frozen.digest, frozen.keys_digest):
        return course.latest
    addresses = {digest: _stored_asset(digest, asset) for digest, asset in assets.items()}
    changed = _changes(course.latest, document, keys)
    edition = _create(course, frozen, addresses, actor=actor, at=at, told=told, changed=changed)
    AnswerKey.objects.create(edition=edition, keys=keys)
    lessons, contents = lesson_rows(edition, document, asset_url=addresses.__getitem__)
    Content.objects.bulk_create(contents, ignore_conflicts=True)
    Lesson.objects.bulk_create(lessons)
    _describe(edition, document)
    course.latest = edition
    course.save(update_fields=["latest"])
    log(instance=edition, action="editions.publish", user=actor, data={"digest": edition.digest, "kind": edition.kind})
    transaction.on_commit(partial(edition_stored.send, sender=Edition, edition=edition), robust=True)
    return edition


@transaction.atomic
def set_listed(*, uid: UUID, listed: bool, actor: User | None) -> None:
    """Show a course in the catalogue or leave it out; its editions stay as they are. Safe to repeat."""
    course = Course.objects.select_for_update(of=("self",)).filter(uid=uid).exclude(is_listed=listed).first()
    if course is None:
        return
    course.is_listed = listed
    course.save(update_fields=["is_listed"])
    log(instance=course, action="editions.list" if listed else "editions.hide", user=actor)


def _changes(latest: Edition | None, document: dict[str, Any], keys: dict[str, Any]) -> Changes | None:
    return changes(latest.source, latest.answer_key.keys, document, keys) if latest else None


@dataclass(frozen=True)
class _Frozen:
    document: dict[str, Any]
    text: str
    keys_digest: str

    @property
    def digest(self) -> str:
        return digest_of(self.text)


def _locked_course(document: dict[str, Any], organisation: Organisation) -> Course:
    facts = document["course"]
    locked = Course.objects.select_for_update(of=("self",)).select_related("latest__answer_key", "organisation")
    while (found := locked.filter(pk=facts["uid"]).first()) is None:
        slug = _free_slug(slug_of(facts["slug"]) or facts["type"])  # a page's may have letters that no address has
        # Another course may take the address at this moment: then nothing is written, and the next one is tried.
        Course.objects.bulk_create(
            [Course(uid=facts["uid"], slug=slug, organisation=organisation)], ignore_conflicts=True
        )
    return found


def _free_slug(wanted: str) -> str:
    """The slug wanted, or with the first free number behind it: two institutes may choose the same words."""
    taken = set(Course.objects.filter(Q(slug=wanted) | Q(slug__startswith=f"{wanted}-")).values_list("slug", flat=True))
    if wanted not in taken:
        return wanted
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{wanted}-{number}") not in taken)


def _stored_asset(digest: str, asset: Asset) -> str:
    """Keep the file under its own digest, written once whatever edition brings it; returns its address."""
    suffix = PurePosixPath(asset.name).suffix.lower()
    name = f"editions/{digest[:2]}/{digest}{suffix}"
    if not default_storage.exists(name):
        content = asset.open()
        if hashlib.sha256(content).hexdigest() != digest:
            raise WrongAssetError(f"{asset.name}: its bytes are not those of {digest}.")
        default_storage.save(name, ContentFile(content))
    return default_storage.url(name)


def _create(
    course: Course,
    frozen: _Frozen,
    addresses: Mapping[str, str],
    *,
    actor: User | None,
    at: datetime,
    told: Told,
    changed: Changes | None,
) -> Edition:
    facts = frozen.document["course"]
    language = facts["source_language"]
    return Edition.objects.create(
        course=course,
        number=course.latest.number + 1 if course.latest else 1,
        digest=frozen.digest,
        keys_digest=frozen.keys_digest,
        source_text=frozen.text,
        title=text_in(facts["title"], language, language),
        summary=text_in(facts["summary"], language, language),
        course_type=facts["type"],
        hours=facts["hours"],
        pass_mark=Decimal(facts["pass_mark"]),
        attempts_allowed=facts["attempts"],
        source_language=language,
        languages=facts["languages"],
        cover_url=addresses.get(facts.get("cover") or "", ""),
        cover_alt=text_in(facts.get("cover_alt") or {}, language, language)[:300],
        search_text=search_text_of(frozen.document, course.organisation.name),
        notes=told.notes,
        kind=_kind(changed, told),
        changes=changed.summary() if changed else {},
        is_demonstration=bool(facts.get("demonstration")),
        published_at=at,
        published_by=actor,
    )


def _kind(changed: Changes | None, told: Told) -> str:
    """What the comparison says; authors may call a minor change major, never the other way round."""
    if changed is None:
        return ""
    return Edition.Kind.MAJOR if told.raise_to_major else changed.kind


def _describe(edition: Edition, document: dict[str, Any]) -> None:
    """Rows that the catalogue filters by."""
    facts = document["course"]
    wanted = Q()
    for skill in facts["skills"]:
        version = Q(framework_version__framework__code=skill["framework"], framework_version__version=skill["version"])
        wanted |= version & Q(code=skill["code"])
    through = Edition.skills.through
    skills = Skill.objects.filter(wanted).values_list("pk", flat=True) if wanted else ()
    through.objects.bulk_create(through(edition_id=edition.pk, skill_id=skill) for skill in skills)
    EditionLevel.objects.bulk_create(EditionLevel(edition=edition, level=level) for level in facts["levels"])
    EditionLanguage.objects.bulk_create(
        EditionLanguage(edition=edition, language=language) for language in facts["languages"]
    )
