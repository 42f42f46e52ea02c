"""What a certificate states never changes, nor does its PDF: the database refuses it."""

from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("credentials", "0001_initial")]

    operations = [
        ForbidUpdate(
            table="credentials_credential",
            columns=[
                "folio", "token", "organisation_id", "enrolment_id", "acta_row_id",
                "facts", "facts_digest", "issued_at", "replaces_id",
            ],
        ),
        ForbidUpdate(table="credentials_credentialpdf", columns=["file", "digest", "size", "rendered_at"]),
    ]
