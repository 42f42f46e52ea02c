"""The translation desk: what waits, a course in a language, its lessons text by text, and tables in and out."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import F, Max, OuterRef, Subquery
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.desk import operations
from cms.desk.exchange import columns, read_translations, table_of
from cms.desk.forms import TableForm, VoiceForm, about_in, decisions_in, typed_in, wordings_in
from cms.desk.operations import LONGEST_VOICE, MOST_VOICE_BYTES, About
from cms.desk.permissions import courses_translatable_by, languages_for
from cms.desk.refusals import Problem, TranslationRefused
from cms.desk.rendering import PartView, part_views
from cms.desk.selectors import CourseInLanguage, course_in, summaries, terms_for
from cms.glossary.models import GlossaryTerm
from cms.glossary.permissions import terms_discussed_by
from cms.pages.models import CoursePage
from cms.translation.models import Translation
from foundation.requests import AuthenticatedRequest, at_most
from foundation.tables import TableRefused, csv_response, xlsx_response

PAGE_SIZE = 12
MOST_PROBLEMS_SHOWN = 100
UNSAID = "unsaid"


@login_required
@require_GET
def desk(request: AuthenticatedRequest) -> HttpResponse:
    """Every course that the person may translate, those last worked on first, with what waits in each language."""
    touched = Translation.objects.filter(course_uid=OuterRef("translation_key")).values("course_uid").order_by()
    courses = courses_translatable_by(request.user).annotate(
        touched=Subquery(touched.annotate(last=Max("pk")).values("last"))
    )
    courses = courses.order_by(F("touched").desc(nulls_last=True), "title", "pk")
    page = Paginator(courses, PAGE_SIZE).get_page(request.GET.get("page"))
    found = summaries(list(page.object_list))
    me = request.user.pk
    rows = [
        (course, [(code, name, s, s.to_review_by(me), s.returned_to(me)) for code, name, s in found[course.pk]])
        for course in page.object_list
    ]
    context = {
        "page": page,
        "rows": rows,
        "to_review": sum(n for _course, languages in rows for *_rest, n, _r in languages),
        "stale": sum(s.stale for _course, languages in rows for _c, _n, s, *_rest in languages),
        "returned": sum(n for _course, languages in rows for *_rest, n in languages),
    }
    return render(request, "cms/desk/desk.html", context)


def _course(request: AuthenticatedRequest, course: UUID, language: str) -> CoursePage:
    page: CoursePage = get_object_or_404(courses_translatable_by(request.user), translation_key=course)
    if language not in dict(languages_for(page)):
        raise Http404
    return page


def _found(request: AuthenticatedRequest, course: UUID, language: str) -> CourseInLanguage:
    return course_in(_course(request, course, language), language)


def _context(found: CourseInLanguage) -> dict[str, Any]:
    languages = languages_for(found.course)
    return {"desk": found, "course": found.course, "languages": languages, "language": found.language,
            "language_name": dict(languages)[found.language]}  # fmt: skip


@login_required
@require_GET
def course(request: AuthenticatedRequest, course: UUID, language: str) -> HttpResponse:
    """How much of a course stands in a language, lesson by lesson."""
    found = _found(request, course, language)
    return render(request, "cms/desk/course.html", {**_context(found), "table_form": TableForm()})


@login_required
@require_GET
def part(request: AuthenticatedRequest, course: UUID, language: str, part: str) -> HttpResponse:
    """A lesson block by block, source beside target; or the texts of the course and its modules."""
    return _page(request, _found(request, course, language), part)


def _page(
    request: AuthenticatedRequest,
    found: CourseInLanguage,
    part: str,
    *,
    problems: tuple[Problem, ...] = (),
    typed: Mapping[str, str] | None = None,
    about: About | None = None,
    block: str = "",
) -> HttpResponse:
    standings = found.of(part)
    if not standings:
        raise Http404
    told = {problem.unit: problem.message for problem in problems}
    views = part_views(found, standings, request.user, told=told, typed=typed or {})
    only = request.GET.get("estado", "")
    before, after = found.beside(part)
    terms = terms_for(found.course, standings, found.language)
    context = _context(found) | {
        "part": part,
        "page": next(page for page in found.pages if page.uid == part),
        "blocks": [view for view in views if view.uid == block or _is_asked_for(view, only)],
        "only": only,
        "to_review": [wording for view in views for wording in view.to_review],
        "problems": problems,
        "open_block": block,
        "about": about,
        "terms": terms,
        "discussed": _discussed(request, terms),
        "longest": LONGEST_VOICE,
        "most_bytes": MOST_VOICE_BYTES,
        "before": before,
        "after": after,
    }
    return render(request, "cms/desk/part.html", context, status=422 if problems else 200)


def _is_asked_for(view: PartView, only: str) -> bool:
    """Whether a block is in the state, or without the voice, that the page is narrowed to."""
    return not only or view.state == only or (only == UNSAID and view.standing.is_unsaid)


def _discussed(request: AuthenticatedRequest, terms: Sequence[GlossaryTerm]) -> set[int]:
    """Which terms have a page that this person may open: a partner reads those of a course without keeping them."""
    seen = terms_discussed_by(request.user).filter(pk__in=[term.pk for term in terms])
    return set(seen.values_list("pk", flat=True)) if terms else set()


@login_required
@require_POST
def save(request: AuthenticatedRequest, course: UUID, language: str, part: str) -> HttpResponse:
    """What was written for a block; a refusal keeps it in the page."""
    page, about = _course(request, course, language), about_in(request.POST)
    block = str(request.POST.get("block", ""))
    try:
        stored = operations.propose_translations(
            actor=request.user,
            course=page,
            language=language,
            wordings=wordings_in(request.POST),
            about=about,
            at=timezone.now(),
        )
    except TranslationRefused as refusal:
        typed = typed_in(request.POST)
        fresh = course_in(page, language)
        return _page(request, fresh, part, problems=refusal.problems, typed=typed, about=about, block=block)
    if stored:
        told = ngettext("%(n)d text saved: it waits for a second person.",
                        "%(n)d texts saved: they wait for a second person.", len(stored))  # fmt: skip
        messages.success(request, told % {"n": len(stored)})
    else:
        messages.info(request, _("Nothing new was written."))
    return redirect(_address(course, language, part, block))


def _address(course: UUID, language: str, part: str, block: str = "") -> str:
    address = reverse("translation_part", args=[course, language, part])
    return f"{address}#b-{block}" if block else address


@at_most(MOST_VOICE_BYTES + 262_144)
@login_required
@require_POST
def voice(request: AuthenticatedRequest, course: UUID, language: str, part: str) -> HttpResponse:
    """A block said aloud."""
    page = _course(request, course, language)
    form, block = VoiceForm(request.POST, request.FILES), str(request.POST.get("block", ""))
    problems: tuple[Problem, ...] = (Problem(block, _("Record it or choose a file first.")),)
    if form.is_valid():
        try:
            operations.record_translation(
                actor=request.user,
                course=page,
                language=language,
                part_uid=block,
                upload=form.cleaned_data["upload"],
                uid=form.sent_as,
                about=about_in(request.POST),
                at=timezone.now(),
            )
            problems = ()
        except TranslationRefused as refusal:
            problems = refusal.problems
    if problems:
        return _page(request, course_in(page, language), part, problems=problems, block=block)
    messages.success(request, _("The recording is kept: it waits for a second person."))
    return redirect(_address(course, language, part, block))


@login_required
@require_POST
def review(request: AuthenticatedRequest, course: UUID, language: str, part: str) -> HttpResponse:
    """Approve or send back one wording or many."""
    page, block = _course(request, course, language), str(request.POST.get("block", ""))
    decisions = decisions_in(request.POST)
    if not decisions:
        messages.error(request, _("Choose at least one translation."))
        return redirect(_address(course, language, part, block))
    try:
        done = operations.review_translations(
            actor=request.user, course=page, language=language, decisions=decisions, at=timezone.now()
        )
    except TranslationRefused as refusal:
        return _page(request, course_in(page, language), part, problems=refusal.problems, block=block)
    if decisions[0].approves:
        told = ngettext("%(n)d text approved.", "%(n)d texts approved.", len(done))
    else:
        told = ngettext("%(n)d text sent back.", "%(n)d texts sent back.", len(done))
    messages.success(request, told % {"n": len(done)})
    return redirect(_address(course, language, part, block))


@login_required
@require_GET
def table(request: AuthenticatedRequest, course: UUID, language: str, kind: str) -> HttpResponseBase:
    """All texts as CSV or workbook."""
    found = _found(request, course, language)
    name = f"{found.course.slug}-{language}.{kind}"
    answer = xlsx_response if kind == "xlsx" else csv_response
    return answer(name, list(columns().values()), table_of(found))


@at_most(6 * 2**20)
@login_required
@require_http_methods(["POST"])
def bring(request: AuthenticatedRequest, course: UUID, language: str) -> HttpResponse:
    """A table that comes back: all of it is taken, or nothing, with each row that is wrong."""
    found = _found(request, course, language)
    form = TableForm(request.POST, request.FILES)
    problems: tuple[Problem, ...] = ()
    if form.is_valid():
        try:
            told = _brought(request, found, form)
            messages.success(request, told)
            return redirect("translation_course", course, language)
        except TableRefused as refusal:
            form.add_error("file", str(refusal))
        except TranslationRefused as refusal:
            problems = refusal.problems
    context = {
        **_context(found),
        "table_form": form,
        "problems": problems[:MOST_PROBLEMS_SHOWN],
        "more": max(0, len(problems) - MOST_PROBLEMS_SHOWN),
    }
    return render(request, "cms/desk/course.html", context, status=422)


def _brought(request: AuthenticatedRequest, found: CourseInLanguage, form: TableForm) -> str:
    """What the table brought, in words."""
    wordings, decisions = read_translations(form.cleaned_data["file"], found)
    stored, approved = operations.take_batch(
        actor=request.user,
        course=found.course,
        language=found.language,
        wordings=wordings,
        decisions=decisions,
        about=About(),
        only_check=form.cleaned_data["only_check"],
        at=timezone.now(),
    )
    if form.cleaned_data["only_check"]:
        return _("The table is fine: %(new)d new translations, %(approved)d approvals. Nothing was stored.") % {
            "new": stored, "approved": approved}  # fmt: skip
    return _("%(new)d new translations and %(approved)d approvals were stored.") % {
        "new": stored, "approved": approved}  # fmt: skip
