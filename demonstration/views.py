"""What exists only in demonstration mode: the guide, the mailbox, and being someone with a click."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from demonstration import selectors
from demonstration.mailbox import mails
from demonstration.people import PERSONAS, people_to_be

View = Callable[..., HttpResponse]
BACKEND = "django.contrib.auth.backends.ModelBackend"


def demonstration_only(view: View) -> View:
    """Anywhere else these pages do not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not settings.DEMONSTRATION:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demonstration_only
@require_safe
def story(request: HttpRequest) -> HttpResponse:
    context = {"steps": selectors.story(), "others": selectors.others(), "is_loaded": people_to_be().exists()}
    return render(request, "demonstration/guide.html", context)


@demonstration_only
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    return render(request, "demonstration/mailbox.html", {"mails": mails()})


@demonstration_only
@require_POST
def sign_in(request: HttpRequest, key: str) -> HttpResponse:
    persona = next((persona for persona in PERSONAS if persona.key == key), None)
    if persona is None:
        raise Http404
    login(request, get_object_or_404(people_to_be(), email=persona.email), backend=BACKEND)
    request.session["demonstration_sign_in"] = True
    return redirect(_wanted(request) or persona.start)


def _wanted(request: HttpRequest) -> str:
    """Where in this site the guide leads the person, if anywhere."""
    address = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(address, allowed_hosts=None, require_https=request.is_secure())
    return address if is_ours and address.startswith("/") else ""
