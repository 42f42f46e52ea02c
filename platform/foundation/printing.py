"""Documents as PDF: the text and styles given, letters embedded, nothing fetched from anywhere."""

from typing import Any

from PIL import ImageFile


class RenderingUnavailable(RuntimeError):
    """This machine lacks what drawing a PDF needs; the message says what to install."""


def weasyprint_here() -> Any:
    """WeasyPrint, which takes a second to load and needs Pango: only those who draw pay for it."""
    try:
        import weasyprint
    except OSError as error:
        raise RenderingUnavailable(
            "WeasyPrint cannot load Pango: install libpango-1.0-0, libpangoft2-1.0-0, libharfbuzz-subset0 and"
            " fonts-sil-gentiumplus (docs/certificates.md)."
        ) from error
    # WeasyPrint makes Pillow take broken images for whole ones in the entire process: uploads must go on refusing them.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def pdf_of(html: str, *, styles: str) -> bytes:
    """The page drawn by WeasyPrint, which embeds what it uses of each font."""
    weasyprint = weasyprint_here()
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    class Nothing(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: Any = None) -> Any:
            raise ValueError(f"A document reads nothing from elsewhere, not {url!r}.")

    fonts = FontConfiguration()
    sheet = weasyprint.CSS(string=styles, font_config=fonts)
    document = weasyprint.HTML(string=html, base_url="none:", url_fetcher=Nothing())
    drawn: bytes = document.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    return drawn
