"""The first privacy notice, so that a fresh installation can take sign-ups; the operator reviews and replaces it."""

from datetime import datetime, timezone
from pathlib import Path

from django.db import migrations

from foundation.immutability import ForbidUpdate

TEXT = Path(__file__).resolve().parents[1] / "data" / "privacy_notice_2026_1.txt"


def publish(apps, schema_editor):
    apps.get_model("accounts", "PrivacyNotice").objects.get_or_create(
        version="2026-1",
        defaults={
            "text": TEXT.read_text(encoding="utf-8").strip(),
            "published_at": datetime(2026, 1, 1, 6, tzinfo=timezone.utc),
            "needs_review": True,
        },
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.RunPython(publish, migrations.RunPython.noop),
        ForbidUpdate(table="accounts_privacynotice", columns=["version", "text", "published_at"]),
    ]
