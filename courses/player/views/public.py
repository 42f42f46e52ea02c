"""Pages that need no account: home, catalogue, a course; and enrolling, which does."""

from collections.abc import Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.pages.selectors import home_texts
from cms.proposals.permissions import proposals_shown_to_all
from cms.proposals.selectors import takes_proposals
from config.languages import CONTENT_LANGUAGES
from courses.cohorts.models import Cohort
from courses.cohorts.selectors import open_cohorts
from courses.editions import selectors as editions
from courses.editions.models import Course, Edition
from courses.editions.selectors import newer_than
from courses.finding.selectors import Result, best_first, courses_with, lessons_in
from courses.player.forms import CatalogueForm
from courses.player.selectors import contributors_to, course_facts, enrolment_in, partners, published_course
from courses.study.operations import enrol
from courses.study.refusals import StudyRefused
from courses.study.selectors import with_places
from foundation.public_pages import public_page
from foundation.requests import AuthenticatedRequest
from institutes.models import Post
from languages.preferences import content_language

PAGE_SIZE = 12
FEATURED = 3


@public_page
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for whom, and where to start."""
    context = {
        "texts": home_texts(content_language()),
        "featured": editions.catalogue().prefetch_related("skills")[:FEATURED],
        "partners": partners(),
    }
    return render(request, "courses/player/home.html", context)


@public_page
@require_GET
def catalogue(request: HttpRequest) -> HttpResponse:
    """Listed courses, narrowed by whatever of the filters is valid; with words, the best answers first."""
    form = CatalogueForm(request.GET, languages=CONTENT_LANGUAGES)
    form.is_valid()
    listed = editions.catalogue(**form.filters).prefetch_related("skills")
    found = courses_with(form.query) if form.query else {}
    in_order: Sequence[int] | QuerySet[Edition, int] = (
        best_first(found, listed) if form.query else listed.values_list("pk", flat=True)
    )
    page = Paginator(in_order, PAGE_SIZE).get_page(request.GET.get("page"))
    shown = listed.in_bulk(list(page.object_list))
    lessons = lessons_in([found[pk] for pk in shown], form.query) if found else {}
    results = [Result(shown[pk], found.get(pk), lessons.get(pk, [])) for pk in page.object_list]
    return render(request, "courses/player/catalogue.html", {"form": form, "page": page, "results": results})


@public_page
@require_GET
def course(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything one wants to know before enrolling, and what one may do now."""
    return render(request, "courses/player/course.html", _course_context(request, published_course(slug)))


def _course_context(request: HttpRequest, course: Course) -> dict[str, object]:
    edition = course.latest
    assert edition is not None  # noqa: S101 (its query asks for it)
    facts = course_facts(edition, editions.readable_language(edition, content_language()))
    enrolment = enrolment_in(request.user, course)
    return {
        "course": course,
        "edition": edition,
        "facts": facts,
        "levels": [Post.Level(level).label for level in facts["levels"] if level in Post.Level.values],
        "skills": edition.skills.select_related("framework_version__framework"),
        "cohorts": with_places(open_cohorts(edition, timezone.localdate())),
        "enrolment": enrolment,
        "newer": newer_than(enrolment.edition) if enrolment else None,
        "shows_editions": course.is_listed or enrolment is not None,
        "contributors": contributors_to(edition),
        "takes_proposals": takes_proposals(course.uid),
        "proposals": proposals_shown_to_all().filter(course_uid=course.uid).count(),
    }


@login_required
@require_POST
def enrolment(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Enrol, in the chosen group or on one's own, and go straight to the first lesson."""
    found = published_course(slug)
    existing = enrolment_in(request.user, found)
    if existing is not None:
        messages.info(request, _("You were already enrolled: here is where you left."))
        return redirect("study_resume", existing.uid)
    assert found.latest is not None  # noqa: S101 (its query asks for it)
    try:
        created = enrol(
            teacher=request.user, edition=found.latest, cohort=_chosen_cohort(request, found.latest), at=timezone.now()
        )
    except StudyRefused as refusal:
        context = _course_context(request, found) | {"refusal": str(refusal)}
        return render(request, "courses/player/course.html", context, status=409)
    messages.success(request, _("You are enrolled. This is your first lesson."))
    return redirect("study_resume", created.uid)


def _chosen_cohort(request: AuthenticatedRequest, edition: Edition) -> Cohort | None:
    """The group of the form, among those open to the visitor; without one, enrolment is on one's own."""
    wanted = request.POST.get("cohort", "")
    if not wanted.isdecimal():
        return None
    return get_object_or_404(open_cohorts(edition, timezone.localdate()), pk=int(wanted[:18]))
