from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from accounts.exporting import KEPT_FOR
from accounts.models import DataExport
from tests.addressing import Address, World


def _ready(world: World) -> dict[str, Any]:
    def make() -> DataExport:
        now = timezone.now()
        export = DataExport(user=world.teacher, requested_at=now, ready_at=now, expires_at=now + KEPT_FOR)
        export.file.save("export.zip", ContentFile(b"PK"))
        return export

    return {"uid": world.once("export", make).uid}


ADDRESSES = [
    Address("account_signup", anonymous=200, stranger=302, allowed=302),
    Address("account_confirm_email", make=lambda world: {"key": "vencida"}, anonymous=410, stranger=410, allowed=410),
    Address("resend_confirmation", anonymous=200, stranger=200),
    Address("cms_sign_in", stranger=302, allowed=302),
    Address("page_sign_in", stranger=302, allowed=302),
    Address("privacy_notice", anonymous=200, stranger=200),
    Address("privacy_notice_version", make=lambda world: {"version": "2026-1"}, anonymous=200, stranger=200),
    Address("accept_notice", stranger=200),
    Address("reading", anonymous=200, stranger=200),
    Address("reading", method="post", anonymous=302, stranger=302, allowed=302),
    Address("own_data", stranger=200),
    Address("own_data", method="post", stranger=302, allowed=302),
    Address("own_data_download", make=_ready),
    Address("profile", stranger=200),
    Address("profile_edit", stranger=200),
    Address("profile_sensitive", stranger=200),
    Address("profile_sensitive_withdraw", method="post", stranger=302, allowed=302),
]
