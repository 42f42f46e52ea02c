"""Preview of a question; importing a file into a bank, in three steps; exporting a bank."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.questions.exporting import EXTENSIONS, WRITERS, file_of
from cms.questions.formats.model import Written
from cms.questions.forms import UploadForm
from cms.questions.models import QuestionImport
from cms.questions.operations import confirm_import, discard_import, upload_questions
from cms.questions.permissions import banks_editable_by, imports_continued_by, questions_editable_by
from cms.questions.rendering import bank_question_html
from cms.questions.reports import ACTIONS, Row, from_json
from cms.questions.selectors import bank_address, kind_label, recent_imports
from cms.questions.wording import said
from foundation.requests import AuthenticatedRequest

PER_PAGE = 50
NAMES = {"gift": "GIFT", "moodlexml": "Moodle XML", "qti": "QTI 2.1"}


@login_required
@require_safe
def question_preview(request: AuthenticatedRequest, question_id: int) -> HttpResponse:
    question = get_object_or_404(questions_editable_by(request.user).select_related("bank"), pk=question_id)
    context = {"question": question, "html": bank_question_html(question), "kind": kind_label(question.kind)}
    return render(request, "cms/questions/preview.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question_upload(request: AuthenticatedRequest, bank_id: int) -> HttpResponse:
    bank = get_object_or_404(banks_editable_by(request.user).select_related("organisation"), pk=bank_id)
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        job = upload_questions(actor=request.user, bank=bank, at=timezone.now(), **form.cleaned_data)
        return redirect("job", job.pk)
    context = {
        "bank": bank,
        "bank_url": bank_address(bank),
        "form": form,
        "imports": recent_imports(request.user, bank),
    }
    return render(request, "cms/questions/upload.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def question_import(request: AuthenticatedRequest, uid: str) -> HttpResponse:
    found = imports_continued_by(request.user).select_related("bank__organisation")
    upload = get_object_or_404(found, uid=uid)
    bank = upload.bank
    context = {"upload": upload, "bank": bank, "bank_url": bank_address(bank), **_report(request, upload)}
    return render(request, "cms/questions/import.html", context)


def _report(request: AuthenticatedRequest, upload: QuestionImport) -> dict[str, Any]:
    """The report by pages, of all questions or of those that one asks for."""
    if "reason" in upload.report:
        return {"reason": said(upload.report["reason"])}
    report = from_json(upload.report)
    only = request.GET.get("only", "")
    rows = [row for row in report.rows if _is_wanted(row, only)]
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    counts = report.counts
    return {
        "counts": counts,
        "total": len(report.rows),
        "noted": sum(bool(row.notes) for row in report.rows),
        "coming": counts["new"] + counts["updated"],
        "format": NAMES.get(report.format, report.format),
        "file_notes": [said(note) for note in report.notes],
        "only": only if only in (*ACTIONS, "noted") else "",
        "page": page,
        "rows": [_shown(row) for row in page],
    }


def _is_wanted(row: Row, only: str) -> bool:
    if only == "noted":
        return bool(row.notes)
    return row.action == only if only in ACTIONS else True


def _shown(row: Row) -> dict[str, Any]:
    return {
        "number": row.number,
        "line": row.line,
        "file": row.file,
        "name": row.name,
        "kind": kind_label(row.kind) if row.kind else "",
        "action": row.action,
        "problems": [said(problem) for problem in row.problems],
        "notes": [said(note) for note in row.notes],
    }


@login_required
@require_POST
def question_import_confirm(request: AuthenticatedRequest, uid: str) -> HttpResponse:
    upload = get_object_or_404(imports_continued_by(request.user), uid=uid)
    if upload.status not in (QuestionImport.Status.CHECKED, QuestionImport.Status.IMPORTING):
        return redirect("question_import", upload.uid)
    return redirect("job", confirm_import(actor=request.user, upload=upload).pk)


@login_required
@require_POST
def question_import_discard(request: AuthenticatedRequest, uid: str) -> HttpResponse:
    upload = get_object_or_404(imports_continued_by(request.user), uid=uid)
    discard_import(actor=request.user, upload=upload, at=timezone.now())
    messages.success(request, _("The file was discarded. Nothing was imported."))
    return redirect("question_upload", upload.bank_id)


@login_required
@require_safe
def question_export(request: AuthenticatedRequest, bank_id: int) -> HttpResponse:
    bank = get_object_or_404(banks_editable_by(request.user).select_related("organisation"), pk=bank_id)
    files = [{"format": name, "name": NAMES[name], **_told(file_of(bank, name))} for name in WRITERS]
    return render(request, "cms/questions/export.html", {"bank": bank, "bank_url": bank_address(bank), "files": files})


def _told(written: Written) -> dict[str, Any]:
    """How many questions a file holds, and what of them it does not."""
    told = [
        {
            "number": told.question.place.number,
            "name": told.question.name,
            "is_written": told.is_written,
            "notes": [said({"code": note.code, "data": note.data}) for note in told.notes],
        }
        for told in written.told
        if told.notes
    ]
    return {"count": sum(one.is_written for one in written.told), "told": told[:PER_PAGE], "more": len(told) - PER_PAGE}


@login_required
@require_safe
def question_export_file(request: AuthenticatedRequest, bank_id: int, format: str) -> HttpResponse:  # noqa: A002
    bank = get_object_or_404(banks_editable_by(request.user), pk=bank_id)
    if format not in WRITERS:
        raise Http404
    kind = "application/xml" if format == "moodlexml" else "text/plain"
    response = HttpResponse(file_of(bank, format).content, content_type=f"{kind}; charset=utf-8")
    name = slugify(bank.name) or "banco"
    response["Content-Disposition"] = f'attachment; filename="{name}.{EXTENSIONS[format]}"'
    return response
