"""A credential's facts drawn as a PDF: A4 on its side, tagged, claiming PDF/A-3a and PDF/UA-1. It reads facts only."""

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from certification.credentials import ornament
from certification.credentials.models import Credential
from certification.credentials.second import CERTIFIED, completed
from foundation.printing import weasyprint_here

QR_ADDRESS = "asset:qr.svg"
TEMPLATE = "certification/credentials/certificate.html"
STYLES = Path("templates/certification/credentials/certificate.css")
SKILLS_PRINTED = 8
# Beside a title in two languages, when their labels are long: the rest stands on the verification page, as ever.
LONG_SKILLS, LONG_SKILLS_PRINTED = 420, 5
# Lengths up to which each size of letter fits its place; the last size takes whatever is longer.
HOLDER_SIZES = (34, 46, 70)
COURSE_SIZES = (58, 90, 150)
PDF_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of PDF/UA to which the document conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


@lru_cache(maxsize=1)
def _shared() -> tuple[Any, Any, dict[str, Any]]:
    """Fonts, parsed styles and parsed artwork: made once per process, they are most of the cost of a page."""
    weasyprint = weasyprint_here()
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    text = (Path(settings.BASE_DIR) / STYLES).read_text(encoding="utf-8")
    styles = weasyprint.CSS(string=text, font_config=fonts, base_url="asset:", url_fetcher=_fetcher({}))
    return fonts, styles, {}


def _fetcher(own: Mapping[str, str]) -> Any:
    """Serves our drawings under ``asset:`` and nothing else: no file, no network."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    drawings = {"frame.svg": ornament.frame, "ground.svg": ornament.ground, "seal.svg": ornament.seal}

    class OwnAssets(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            name = url.removeprefix("asset:")
            if not url.startswith("asset:") or (name not in own and name not in drawings):
                raise ValueError(f"Certificates use their own drawings only, not {url!r}.")
            drawing = own[name] if name in own else drawings[name]()
            return URLFetcherResponse(url, drawing, {"Content-Type": "image/svg+xml"})

    return OwnAssets()


def qr_svg(address: str) -> str:
    """A QR code of ``address`` as one SVG path, readable when a sixth of it is lost."""
    buffer = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        buffer, kind="svg", border=2, dark="#0d3436", light="#ffffff", xmldecl=False, unit="mm", scale=1
    )
    return buffer.getvalue().decode()


def _size(text: str, sizes: tuple[int, ...]) -> int:
    return 1 + sum(len(text) > limit for limit in sizes)


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")


def _conditions(facts: dict[str, Any]) -> str:
    course, dates = facts["course"], facts["dates"]
    hours = ngettext("%(n)s hour", "%(n)s hours", course["hours"]) % {"n": course["hours"]}
    credit = _("%(n)s credits") % {"n": course["credits"]}
    period = _("from %(start)s to %(end)s") % {"start": _day(dates["started_on"]), "end": _day(dates["completed_on"])}
    return _("Length: %(hours)s (%(credits)s) · %(mode)s · %(period)s") % {
        "hours": hours,
        "credits": credit,
        "mode": mode_label(course["mode"]),
        "period": period,
    }


def mode_label(mode: str) -> str:
    """How the course was taken, in the language of the moment."""
    return {"online": _("online"), "blended": _("blended"), "face_to_face": _("face to face")}.get(mode, mode)


def _context(facts: dict[str, Any]) -> dict[str, Any]:
    skills, register = facts["skills"], facts["register"]
    length = sum(len(skill["label"]) + 20 for skill in skills)
    printed = LONG_SKILLS_PRINTED if "second" in facts and length > LONG_SKILLS else SKILLS_PRINTED
    place, issued = facts["place"], _day(facts["dates"]["issued_on"])
    return {
        "facts": facts,
        "holder_size": _size(facts["holder"]["name"], HOLDER_SIZES),
        "course_size": _size(facts["course"]["title"], COURSE_SIZES),
        "certified": _(CERTIFIED),
        "completed": _(completed(facts["course"]["type"])),
        "second": facts.get("second"),
        "second_size": _size(facts["second"]["title"], COURSE_SIZES) if "second" in facts else 0,
        "conditions": _conditions(facts),
        "outcome": _("Result: passed, with a grade of %(grade)s") % {"grade": facts["result"]["grade"]},
        "printed_skills": skills[:printed],
        "more_skills": max(0, len(skills) - printed),
        "skills_length": length,
        "place_and_date": pgettext("place, date", "%(place)s, %(date)s") % {"place": place, "date": issued}
        if place
        else issued,
        "register": _("Book %(book)s · Acta %(leaf)s · Row %(row)s") % register,
    }


def certificate_html(facts: dict[str, Any], *, created: datetime) -> str:
    """The page that WeasyPrint draws, in the language of issue."""
    language = facts["language"]
    with translation.override(language):
        tag = "-".join(part.upper() if i and len(part) == 2 else part for i, part in enumerate(language.split("-")))
        return render_to_string(TEMPLATE, {**_context(facts), "language": tag, "created": created.isoformat()})


def _claim_pdf_ua(pdf: Any) -> None:
    """Add the PDF/UA identifier inside the RDF that is there: pyHanko drops a second one."""
    reference = pdf.catalog["Metadata"]
    metadata = next(entry for entry in pdf.objects if entry.reference == reference)
    metadata.stream = [
        (part if isinstance(part, bytes) else str(part).encode()).replace(b"</rdf:RDF>", PDF_UA)
        for part in metadata.stream
    ]


def _tell_language(pdf: Any, language: str) -> None:
    """WeasyPrint tells the language of the whole alone: each section of the page is told to be in this one."""
    import pydyf

    for entry in pdf.objects:
        if isinstance(entry, pydyf.Dictionary) and entry.get("S") == "/Sect":
            entry["Lang"] = pydyf.String(language)


def _finish(_document: Any, pdf: Any, *, other_language: str) -> None:
    _claim_pdf_ua(pdf)
    _tell_language(pdf, other_language)


def facts_pdf(facts: dict[str, Any], *, created: datetime) -> bytes:
    """The unsigned PDF of these facts."""
    weasyprint = weasyprint_here()
    fonts, styles, artwork = _shared()
    html = weasyprint.HTML(
        string=certificate_html(facts, created=created),
        base_url="asset:",
        url_fetcher=_fetcher({"qr.svg": qr_svg(facts["verification"])}),
    )
    images = dict(artwork)
    finish = partial(_finish, other_language=facts.get("second", facts["course"]).get("language", ""))
    pdf: bytes = html.write_pdf(
        stylesheets=[styles], font_config=fonts, pdf_variant="pdf/a-3a", cache=images, finisher=finish
    )
    artwork.update((address, image) for address, image in images.items() if address != QR_ADDRESS)
    return pdf


def credential_pdf(credential: Credential) -> bytes:
    """The unsigned PDF of a credential."""
    return facts_pdf(credential.facts, created=credential.issued_at)
