"""Jobs that one can leave and come back to."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.models import Job


def _jobs_visible_to(request: HttpRequest) -> QuerySet[Job]:
    user = request.user
    return Job.objects.all() if getattr(user, "is_superuser", False) else Job.objects.filter(owner_id=user.pk)


@login_required
@require_safe
@never_cache
def job(request: HttpRequest, job_id: str) -> HttpResponse:
    """How far the work is; the page asks again by itself until it is over, with or without JavaScript."""
    return render(request, "foundation/jobs/job.html", {"job": get_object_or_404(_jobs_visible_to(request), pk=job_id)})


@login_required
@require_safe
@never_cache
def job_state(request: HttpRequest, job_id: str) -> JsonResponse:
    """The same as JSON, for the progress bar."""
    return JsonResponse(get_object_or_404(_jobs_visible_to(request), pk=job_id).summary())


@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return HttpResponse("OK\n", content_type="text/plain; charset=utf-8")
