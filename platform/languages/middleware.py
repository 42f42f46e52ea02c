"""The languages of each request: that of the interface, as Django has it, and that of lessons."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware
from django.utils.translation import activate, get_language

from accounts.models import User
from config.languages import INTERFACE_LANGUAGES, SPANISH
from languages.marking import with_language_marked
from languages.preferences import chosen_content_language, read_as_before, read_in, remember_languages
from languages.registry import keep_up, left_in_spanish
from languages.selectors import language_choices_of


@receiver(user_logged_in)
def bring_languages(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    """What the account chose, for the device on which it signs in."""
    choices = language_choices_of(user) if request is not None else None
    if choices is not None:
        request.META["languages.brought"] = choices  # type: ignore[union-attr]


class LocaleMiddleware(DjangoLocaleMiddleware):
    """Django's, which also knows the language of lessons; and a 404 that one of our own views answers stays a 404.

    Django sends every 404 on to the address with a language in front when such an address could exist. With the CMS
    below the language prefixes any address could, so that a stranger's 404 would become a redirect.
    """

    def __call__(self, request: HttpRequest) -> Any:
        keep_up()
        before = read_in(chosen_content_language(request))
        try:
            return super().__call__(request)
        finally:
            read_as_before(before)

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if get_language() not in dict(INTERFACE_LANGUAGES):  # a language of Django's that the platform does not speak
            activate(SPANISH)
            request.LANGUAGE_CODE = SPANISH

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        _mark_spanish(response)
        brought = request.META.get("languages.brought")
        if brought is not None:
            remember_languages(response, interface=brought.interface, content=brought.content)
        if response.status_code != 404 or request.resolver_match is None:
            return super().process_response(request, response)
        # Any other status makes Django add its headers only.
        response.status_code = 200
        answered = super().process_response(request, response)
        answered.status_code = 404
        return answered


def _mark_spanish(response: HttpResponseBase) -> None:
    """In a page of another language, the words that nobody has translated yet say that they are Spanish."""
    left = left_in_spanish(get_language() or SPANISH)
    if not left or not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
        return
    if not response.get("Content-Type", "").startswith("text/html"):
        return
    response.content = with_language_marked(response.content.decode(), left, SPANISH)
    if response.has_header("Content-Length"):
        response["Content-Length"] = str(len(response.content))
