from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


def _issue_on_signing(sender: Any, *, acta: Any, **kwargs: Any) -> None:
    from certification.credentials.operations import start_issuing

    start_issuing(acta)


class CredentialsConfig(AppConfig):
    name = "certification.credentials"
    label = "credentials"
    verbose_name = _("Credentials")

    def ready(self) -> None:
        from certification.actas.signals import acta_signed
        from certification.credentials import operations, panels, schedule  # noqa: F401

        acta_signed.connect(_issue_on_signing, dispatch_uid="credentials.issue_on_signing")
