"""One's own evaluation results, entered or imported, and the courses that they recommend."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.skills.selectors import dimensions_in
from courses.recommending.forms import LevelsForm, ResultFileForm, WhichForm
from courses.recommending.models import EvaluationResult
from courses.recommending.operations import COLUMNS, ResultRefused, delete_result, levels_in, record_result
from courses.recommending.permissions import results_of
from courses.recommending.selectors import Advice
from foundation.requests import AuthenticatedRequest
from foundation.tables import TableRefused, csv_response, read_table

SHOWN, UNPROCESSABLE = 12, 422


class Page:
    """The page of results: which framework and scale it is about, and its two forms."""

    def __init__(self, request: AuthenticatedRequest) -> None:
        self.request = request
        self.advice = Advice(request.user, timezone.localdate())
        self.which = WhichForm(request.GET or None, known=next(iter(self.advice.results), None))
        self.version, self.scale = self.which.chosen("framework"), self.which.chosen("scale")

    @property
    def can_be_entered(self) -> bool:
        return self.version is not None and self.scale is not None

    @property
    def known(self) -> EvaluationResult | None:
        """What one entered before in this framework, on this scale."""
        return next((one for one in self.advice.results
                     if (one.framework_version, one.scale) == (self.version, self.scale)), None)  # fmt: skip

    def levels_form(self, data: Any = None) -> LevelsForm | None:
        if not self.can_be_entered:
            return None
        return LevelsForm(data, version=self.version, scale=self.scale, initial=self._initial())

    def _initial(self) -> dict[str, Any]:
        if self.known is None:
            return {}
        rows = {f"d-{row.dimension_id}": row.level for row in self.known.dimensions.all()}
        return {"obtained_on": self.known.obtained_on, **rows}

    def draw(self, status: int = 200, **more: Any) -> HttpResponse:
        context = {"form": None, "file_form": ResultFileForm(), "problems": [], **more}
        context["form"] = context["form"] or self.levels_form()
        context |= {"which": self.which, "page": self, "advice": self.advice, "query": self.query}
        context["recommended"] = self.advice.best(SHOWN)
        return render(self.request, "courses/recommending/results.html", context, status=status)

    @property
    def query(self) -> str:
        if not self.can_be_entered:
            return ""
        return urlencode({"framework": self.version.pk, "scale": self.scale.pk})

    def back(self) -> HttpResponse:
        return redirect(f"{reverse('results')}?{self.query}#recomendaciones")


@login_required
@require_http_methods(["GET", "POST"])
@never_cache
def results(request: AuthenticatedRequest) -> HttpResponse:
    """What one entered, the form to do so, and the courses recommended."""
    page = Page(request)
    if request.method != "POST":
        return page.draw()
    form = page.levels_form(request.POST)
    if form is None:
        raise Http404
    if form.is_valid():
        try:
            _record(page, form.levels(), form.cleaned_data["obtained_on"])
        except ResultRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            return page.back()
    return page.draw(UNPROCESSABLE, form=form)


def _record(page: Page, levels: Any, obtained_on: Any) -> None:
    record_result(
        teacher=page.request.user, version=page.version, scale=page.scale, obtained_on=obtained_on, levels=levels,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(page.request, _("Your result was kept. Only you can see it."))


@login_required
@require_POST
@never_cache
def import_table(request: AuthenticatedRequest) -> HttpResponse:
    """The same from a table: all of it, or nothing and the rows that need correcting."""
    page, form = Page(request), ResultFileForm(request.POST, request.FILES)
    if not page.can_be_entered:
        raise Http404
    if not form.is_valid():
        return page.draw(UNPROCESSABLE, file_form=form)
    try:
        rows = read_table(form.cleaned_data["table"], columns=COLUMNS)
        levels = levels_in(rows, version=page.version, scale=page.scale)
        _record(page, levels, form.cleaned_data["obtained_on"])
    except (TableRefused, ResultRefused) as refusal:
        form.add_error("table", str(refusal))
        return page.draw(UNPROCESSABLE, file_form=form, problems=getattr(refusal, "problems", []))
    return page.back()


@login_required
@require_GET
def template_table(request: AuthenticatedRequest) -> HttpResponseBase:
    """The dimensions of the framework chosen with an empty column for the levels."""
    page = Page(request)
    if not page.can_be_entered:
        raise Http404
    rows = [(f"{one.code}", "") for one in dimensions_in(page.version)]
    return csv_response("resultado.csv", [COLUMNS["dimension"], COLUMNS["level"]], rows)


@login_required
@require_POST
def delete(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Delete a result for good."""
    found = get_object_or_404(results_of(request.user), pk=pk)
    delete_result(teacher=request.user, result=found)
    messages.success(request, _("The result was deleted."))
    return redirect("results")
