import foundation.storage
from django.db import migrations, models

FIELDS = ["file", "file_name", "media_type", "size"]


class Migration(migrations.Migration):
    """The model forgets its former file. The columns stay until no process of the former release writes them."""

    dependencies = [("assessment", "0003_evidence_in_pieces")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.AlterField(
                    "evidence",
                    "file",
                    models.FileField(
                        storage=foundation.storage.private_storage,
                        upload_to="evidence/%Y/%m/",
                        blank=True,
                        default="",
                        db_default="",
                    ),
                ),
                migrations.AlterField(
                    "evidence", "file_name", models.CharField(max_length=200, blank=True, default="", db_default="")
                ),
                migrations.AlterField(
                    "evidence", "media_type", models.CharField(max_length=80, blank=True, default="", db_default="")
                ),
                migrations.AlterField("evidence", "size", models.PositiveIntegerField(default=0, db_default=0)),
            ],
            state_operations=[migrations.RemoveField("evidence", name) for name in FIELDS],
        )
    ]
