"""A signed acta never changes: the database refuses it."""

from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("actas", "0001_initial")]

    operations = [
        ForbidUpdate(
            table="actas_acta",
            columns=[
                "uid", "organisation_id", "edition_id", "cohort_id", "year", "number",
                "signed_at", "signed_by_id", "signer_name", "signer_post",
            ],
        ),
        ForbidUpdate(
            table="actas_actarow",
            columns=["acta_id", "position", "enrolment_id", "teacher_name", "grade", "result"],
        ),
    ]
