"""The record of studies as PDF, with every letter that names and titles have."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from courses.records.selectors import Record
from foundation.printing import pdf_of

STYLES = Path("templates/courses/records/record.css")


def record_pdf(record: Record) -> bytes:
    """One file, with the day on which it was drawn; nothing but its own text and styles is read for it."""
    context: dict[str, Any] = {"record": record, "drawn_at": timezone.now()}
    html = render_to_string("courses/records/_on_paper.html", context)
    return pdf_of(html, styles=(Path(settings.BASE_DIR) / STYLES).read_text(encoding="utf-8"))
