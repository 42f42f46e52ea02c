from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("instruments", "0001_initial")]

    operations = [
        ForbidUpdate(table="instruments_instrument", columns=["questions", "max_points", "digest", "language"]),
        ForbidUpdate(table="instruments_instrumentkey", columns=["keys"]),
        ForbidUpdate(
            table="instruments_response",
            columns=[
                "occasion_id", "participant_id", "answers", "result", "points", "max_points", "submitted_at", "language",
            ],
        ),
    ]
