"""Reading a lesson in another language of its edition, at the same place."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from courses.notes.operations import known_anchor
from courses.player.views.lessons import found_for
from foundation.requests import AuthenticatedRequest
from languages.operations.choices import keep_languages
from languages.preferences import remember_languages


@login_required
@require_POST
def choose_language(request: AuthenticatedRequest, enrolment: UUID, lesson: UUID) -> HttpResponse:
    """Go on in a language that the edition has; any other changes nothing."""
    own, found = found_for(request, enrolment, lesson)
    language = request.POST.get("language", "")
    anchor = known_anchor(request.POST.get("anchor", ""))
    address = reverse("lesson", args=[own.uid, found.uid])
    response = redirect(f"{address}#{anchor}" if anchor else address)
    if language in own.edition.languages:
        keep_languages(user=request.user, content=language, at=timezone.now())
        remember_languages(response, content=language)
    return response
