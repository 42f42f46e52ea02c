"""What somebody proposed is what stands there: nobody rewrites it, whoever answers it least of all."""

from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    dependencies = [("proposals", "0001_initial")]

    operations = [
        ForbidUpdate(
            table="proposals_proposal",
            columns=["uid", "course_uid", "lesson_uid", "block_uid", "place", "kind", "text", "created_at"],
        )
    ]
