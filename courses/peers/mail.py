"""What is told by letter: that works of colleagues wait to be read. Nobody is named."""

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from courses.peers.models import Part
from letters.operations import Draft


def to_read_letter(part: Part) -> Draft:
    """Once for each work with which somebody takes part."""
    enrolment = part.evidence.enrolment
    with override(settings.LANGUAGE_CODE):
        subject = _("Works of colleagues wait for your comment: %(course)s") % {"course": enrolment.edition.title}
        text = render_to_string("courses/peers/email/to_read.txt", {"part": part, "enrolment": enrolment}).strip()
    return Draft(enrolment.teacher_id, f"peers:{part.uid}", subject, text, reverse("peers"))
