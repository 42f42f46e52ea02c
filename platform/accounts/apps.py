from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from accounts import exporting, middleware  # noqa: F401  the job; listens to sign-ins

        autodiscover_modules("exports")  # what each room holds about a person
