"""Why an event was refused, in words for whoever sent it."""

from django.utils.translation import gettext_lazy as _

from courses.study.batches import MOST_EVENTS

_WORDS = {
    "malformed": _("The record is damaged (%(field)s). Update the page on that device and send it again."),
    "unknown_enrolment": _("It belongs to a course in which you are not enrolled with this account."),
    "withdrawn": _("You withdrew from that course. Come back to it, and the record is applied."),
    "unknown_lesson": _("That lesson is not part of the edition that you study."),
    "unknown_kind": _("This platform does not know that kind of record. Update the page on that device."),
    "only_the_server_says_so": _("The platform gives results, never a device: send your answers in the lesson."),
    "identifier_taken": _("Another record has the same identifier already."),
    "counter_reused": _("That device counted two different records with the same number."),
    "counter_out_of_range": _("That device counts in a way that is not possible."),
    "signed_out": _("Your session ended. Sign in again: what you did is kept on this device and will be sent."),
    "too_often": _("Too many deliveries in one minute. Wait a moment and send again."),
    "too_many": _("Send at most %(most)d records at once."),
    "too_large": _("The delivery is too large: send it in parts of at most %(most)d records."),
}


def in_words(code: str, field: str = "") -> str:
    """The sentence for a code; ``field`` is the one that is wrong."""
    return str(_WORDS[code]) % {"field": field or "JSON", "most": MOST_EVENTS}
