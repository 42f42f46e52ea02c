from django.db import migrations

from foundation.immutability import ForbidUpdate


class Migration(migrations.Migration):
    """What somebody wrote stays as it is; a better wording is another row."""

    dependencies = [("translation", "0001_initial")]
    operations = [
        ForbidUpdate(
            table="translation_translation",
            columns=["course_uid", "block_uid", "unit", "language", "source", "text", "recording", "translated_at"],
        )
    ]
