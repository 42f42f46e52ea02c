from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MarkingConfig(AppConfig):
    name = "courses.marking"
    label = "marking"
    verbose_name = _("Marking")

    def ready(self) -> None:
        """Take in what is handed in, and stand on the desk and in the navigation of groups."""
        from courses.assessment.signals import attempt_regraded, attempt_submitted, evidence_submitted
        from courses.marking import panels  # noqa: F401
        from courses.marking.receivers import take_in_answers, take_in_evidence, take_in_regrading

        attempt_submitted.connect(take_in_answers, dispatch_uid="marking.answers")
        attempt_regraded.connect(take_in_regrading, dispatch_uid="marking.regradings")
        evidence_submitted.connect(take_in_evidence, dispatch_uid="marking.evidence")
