"""Reads of proposals: lists with what their pages show, and the part of the course that one is about."""

import hashlib
import json
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Count, Exists, OuterRef, QuerySet
from wagtail.models import Page

from cms.pages.models import LessonPage
from cms.pages.selectors import course_page
from cms.proposals.models import Proposal, Support


def with_supporters(proposals: QuerySet[Proposal], person_id: int | None = None) -> QuerySet[Proposal]:
    """Proposals, newest first, with ``supporters`` (how many) and ``supported`` (by this person)."""
    own = Support.objects.filter(proposal=OuterRef("pk"), person_id=person_id)
    counted = proposals.annotate(supporters=Count("supports", distinct=True), supported=Exists(own))
    return counted.select_related("author__teacher_profile").order_by("-created_at", "-pk")


def takes_proposals(course_uid: UUID) -> bool:
    """Whether there is a published page, and so somebody to answer."""
    page = course_page(course_uid)
    return page is not None and page.live


def place_in_draft(proposal: Proposal) -> tuple[Page | None, str]:
    """(page to work on, identifier of the block if it is still there)."""
    course = course_page(proposal.course_uid)
    if course is None or proposal.lesson_uid is None:
        return course, ""
    lesson = LessonPage.objects.descendant_of(course).filter(translation_key=proposal.lesson_uid).first()
    if lesson is None:
        return course, ""
    draft = lesson.get_latest_revision_as_object()
    return draft, next((str(block.id) for block in draft.body if str(block.id) == proposal.block_uid), "")


def block_digest(proposal: Proposal) -> str:
    """What the block says in the latest draft, as a digest; empty where there is no such block."""
    page, uid = place_in_draft(proposal)
    if page is None or not uid:
        return ""
    value = next(block.get_prep_value() for block in page.specific.body if str(block.id) == uid)
    return hashlib.sha256(json.dumps(value, sort_keys=True, cls=DjangoJSONEncoder).encode()).hexdigest()


def seems_worked_in(proposal: Proposal) -> bool:
    """Whether the block of an accepted proposal has changed since, which somebody should confirm."""
    waits = proposal.status == Proposal.Status.ACCEPTED and proposal.worked_in_at is None
    return waits and bool(proposal.block_digest) and block_digest(proposal) != proposal.block_digest
