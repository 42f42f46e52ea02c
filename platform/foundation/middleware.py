"""What stands between every request and its view."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware as DjangoLocaleMiddleware


class LocaleMiddleware(DjangoLocaleMiddleware):
    """Django's, but a 404 that one of our own views answers stays a 404.

    Django sends every 404 on to the address with a language in front when such an address could exist. With the CMS
    below the language prefixes any address could, so that a stranger's 404 would become a redirect.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.status_code != 404 or request.resolver_match is None:
            return super().process_response(request, response)
        # Any other status makes Django add its headers only.
        response.status_code = 200
        answered = super().process_response(request, response)
        answered.status_code = 404
        return answered
