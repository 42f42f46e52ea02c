"""Pages that belong to no room above."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation import openapi
from foundation.icons import ICONS
from foundation.style_forms import SpecimenForm

TOKENS = (
    "paper surface sunken ink muted line line-strong agave agave-strong agave-soft on-agave terracotta terracotta-soft"
    " ok ok-soft warn warn-soft error error-soft deep on-deep"
).split()


def style(request: HttpRequest) -> HttpResponse:
    """The living style page; only where somebody develops or demonstrates."""
    if not (settings.DEBUG or settings.DEMONSTRATION):
        raise Http404
    return render(request, "foundation/style/page.html", _specimens())


def accessibility(request: HttpRequest) -> HttpResponse:
    """What we promise to every reader, how it is checked, and what to do when it fails."""
    return render(request, "foundation/accessibility.html")


def licences(request: HttpRequest) -> HttpResponse:
    """Under which terms the code, the courses, the data and the typeface may be used."""
    return render(request, "foundation/licences.html")


def favicon(request: HttpRequest) -> HttpResponse:
    """Browsers ask for this address when a document names no icon of its own, a drawing or a PDF for instance."""
    return redirect(static("images/favicon.svg"))


@require_GET
def api_schema(request: HttpRequest) -> JsonResponse:
    """The addresses for programs, as OpenAPI describes them."""
    return JsonResponse(openapi.document(), content_type="application/vnd.oai.openapi+json;version=3.1")


def _specimens() -> dict[str, Any]:
    refused = SpecimenForm({"email": "maria@", "level": "primaria"}, auto_id="refused_%s")
    return {
        "tokens": TOKENS,
        "icons": sorted(ICONS),
        "form": SpecimenForm(),
        "refused_form": refused,
        "page_obj": Paginator(range(240), 12).page(4),
        "covers": ["uno", "dos", "cuatro", "siete"],
        "rows": [(_("Guadalajara"), 214, "8.6"), (_("Mezquitic"), 38, "8.9"), (_("Tequila"), 67, "8.2")],
    }
